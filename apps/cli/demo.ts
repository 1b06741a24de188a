// The demo city's outside world: the simulated identity app on the same port, and the accounts to try.
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '@city/kernel/config/root';
import type { StartedCity } from '@city/server/main';
import { makeVneidSimulator, readPersonas } from '@city/vneid-simulator';
import {
  readRegisterData,
  type RegistersSimulator,
  startRegistersSimulator,
} from '@city/registers-simulator';
import { readStations, type SensorSimulator, startSensors } from '@city/sensors-simulator';
import { startWitness, type Witness } from '@city/witness-simulator';
import { defaultDataRoot } from '@city/kernel/embedded';
import { type MessageSimulator, startMessageSimulator } from '@city/messages-simulator';
import { inWords, terminalLanguage, type Words } from './words.ts';

type Environment = Record<string, string | undefined>;

const SIMULATOR_PATH = '/sim/vneid';
const CLIENT_ID = 'hoa-phuong';
const PERSONAS = join(projectRoot(), 'city', 'haiphong', 'people', 'personas.json');

const publicUrlOf = (environment: Environment, port: number): string =>
  (environment.PUBLIC_URL || `http://localhost:${port}`).replace(/\/$/, '');

/** The environment with a sign-in that works out of the box, unless a real provider is configured. */
export function demoEnvironment(given: Environment, port: number): Environment {
  const sensorKey = given.CITY_DEMO_SENSOR_KEY ?? `hpd_${randomBytes(24).toString('base64url')}`;
  const environment: Environment = { ...given, CITY_DEMO_SENSOR_KEY: sensorKey };
  if (environment.CITY_IDENTITY_ISSUER) return environment;
  return {
    ...environment,
    CITY_IDENTITY_ISSUER: `${publicUrlOf(environment, port)}${SIMULATOR_PATH}`,
    CITY_IDENTITY_CLIENT_ID: CLIENT_ID,
    CITY_IDENTITY_CLIENT_SECRET:
      environment.CITY_IDENTITY_CLIENT_SECRET ?? randomBytes(24).toString('base64url'),
  };
}

/** The simulated mail server, text-message gateway and push service with their inbox, unless real ones are configured. */
export async function startDemoMessages(
  environment: Environment,
  port: number,
): Promise<MessageSimulator | null> {
  if (environment.CITY_SMTP_URL || environment.CITY_SMS_URL) return null;
  try {
    return await startMessageSimulator({ httpPort: port === 0 ? 0 : port + 1 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    return startMessageSimulator();
  }
}

/** The simulated witness of the trail's log, with its own memory beside the city's data, unless a real one is configured. */
export async function startDemoWitness(environment: Environment, port: number): Promise<Witness | null> {
  if (environment.CITY_TRAIL_WITNESS_URL) return null;
  const file = join(environment.CITY_DATA || defaultDataRoot(), 'witness', 'memory');
  try {
    return await startWitness({ file, port: port === 0 ? 0 : port + 2 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    return startWitness({ file });
  }
}

/** The simulated national registers, unless real ones are configured. */
export async function startDemoRegisters(environment: Environment): Promise<RegistersSimulator | null> {
  if (environment.CITY_REGISTERS_URL) return null;
  return startRegistersSimulator({ data: readRegisterData(join(projectRoot(), 'city', 'haiphong')) });
}

/** Connects the registers to the running city, and has them tell what they know. */
export async function introduceRegisters(started: StartedCity, registers: RegistersSimulator): Promise<void> {
  registers.tell(`${started.url}/api/registers/notices`);
  await registers.tellAll();
}

/** The simulated sensors, which begin to speak to the running city; none where the city has no door for them. */
export function startDemoSensors(started: StartedCity, environment: Environment): SensorSimulator {
  const key = environment.CITY_DEMO_SENSOR_KEY ?? '';
  const stations = readStations(join(projectRoot(), 'city', 'haiphong'));
  return startSensors({ url: `http://localhost:${started.port}`, key, stations, everyMilliseconds: 60_000 });
}

/** Tells the witness the key of the city's log; a city without one has nothing to be witnessed. */
export async function introduceLog(started: StartedCity, witness: Witness): Promise<void> {
  const answer = await started.running.app.inject('/trail/keys');
  if (answer.statusCode === 200) witness.trust(answer.json<{ log: string }>().log);
}

/** A demo is opened by any name of this machine; cookies belong to the name, so the way back must too. */
function loopbackNames(address: string): string[] {
  const { protocol, hostname, port } = new URL(address);
  if (!['localhost', '127.0.0.1', '[::1]'].includes(hostname)) return [address];
  return ['localhost', '127.0.0.1', '[::1]'].map((name) => `${protocol}//${name}${port ? `:${port}` : ''}`);
}

/** Lets the simulators answer on the city's own port, in front of its routes. */
export async function addDemoWorld(
  started: StartedCity,
  environment: Environment,
): Promise<{ close(): Promise<void> } | null> {
  const issuer = environment.CITY_IDENTITY_ISSUER;
  if (!issuer?.endsWith(SIMULATOR_PATH)) return null;
  const city = issuer.slice(0, -SIMULATOR_PATH.length);
  const simulator = await makeVneidSimulator({
    publicUrl: issuer,
    personas: readPersonas(PERSONAS),
    clients: [
      {
        clientId: CLIENT_ID,
        name: { vi: 'Thành phố Hoa Phượng (bản thử)', en: 'Hoa Phượng city (demo)' },
        redirectUris: loopbackNames(city).map((address) => `${address}/sign-in/callback`),
        postLogoutRedirectUris: [city, `${city}/`],
        authentication: {
          method: 'client_secret_basic',
          secret: environment.CITY_IDENTITY_CLIENT_SECRET ?? '',
        },
      },
    ],
  });
  const { server } = started.running.app;
  const cityAnswers = server.listeners('request') as ((...given: unknown[]) => void)[];
  server.removeAllListeners('request');
  server.on('request', (request, response) => {
    if (!request.url?.startsWith(`${SIMULATOR_PATH}/`)) {
      for (const answer of cityAnswers) answer.call(server, request, response);
      return;
    }
    simulator.handle(request, response).catch(() => response.destroy());
  });
  return { close: async () => simulator.stop() };
}

type Persona = { id: string; name: string; group: string; about?: Words };

/** The addresses and the people to sign in as. */
export async function describeDemo(
  started: StartedCity,
  messages: MessageSimulator | null,
): Promise<string[]> {
  const { url } = started;
  const language = terminalLanguage();
  const row = (address: string, vi: string, en: string) =>
    `  ${address.padEnd(34)} ${inWords({ vi, en }, language)}`;
  const { personas } = JSON.parse(readFileSync(PERSONAS, 'utf8')) as { personas: Persona[] };
  const people = personas
    .filter(({ group }) => group !== 'trouble')
    .map(({ name, about }) => `  ${name.padEnd(34)} ${about ? inWords(about, language) : ''}`);
  return [
    '',
    `  ${inWords({ vi: 'HOA PHƯỢNG · thành phố số (dữ liệu thử)', en: 'the open digital city (demo data)' }, language)}`,
    '',
    row(`${url}/`, 'trang của người dân', "people's pages"),
    row(`${url}/desk`, 'bàn làm việc của cán bộ', "the officers' desk"),
    row(`${url}/wall`, 'màn hình điều hành', 'the operations wall'),
    row(`${url}/docs/api`, 'tài liệu API', 'the API, browsable'),
    ...(messages
      ? [
          row(
            messages.httpUrl,
            'hộp thư mô phỏng: e-mail, tin nhắn',
            'simulated inbox: e-mail, text messages, push',
          ),
        ]
      : []),
    '',
    `  ${inWords({ vi: 'Tài khoản thử: chọn tên trên màn hình VNeID giả lập, không cần mật khẩu', en: 'demo accounts: pick a name on the simulated VNeID screen, no password' }, language)}`,
    ...people,
    '',
  ];
}
