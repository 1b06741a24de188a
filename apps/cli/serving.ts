// Running a city in this process until it is told to stop: which parts, with which outside world, and a clean end.
import { startCity, type StartedCity } from '@city/server/main';
import { createLog } from '@city/kernel/log';
import {
  addDemoWorld,
  demoEnvironment,
  describeDemo,
  introduceLog,
  introduceRegisters,
  startDemoMessages,
  startDemoRegisters,
  startDemoSensors,
  startDemoWitness,
} from './demo.ts';
import { CommandError, inSeconds, plain, say } from './words.ts';

export type Parts = { web: boolean; relay: boolean; work: boolean };
type Environment = Record<string, string | undefined>;

/** Longest a stop may take before the process ends regardless; the database then ends by itself. */
const STOP_MS_MAX = 15_000;

/** Demo unless CITY_MODE or NODE_ENV says production. */
export const modeOf = (environment: Environment): 'demo' | 'production' =>
  (environment.CITY_MODE ?? environment.NODE_ENV) === 'production' ? 'production' : 'demo';

function portOf(argv: readonly string[], environment: Environment): number {
  const at = argv.indexOf('--port');
  const text = at >= 0 ? argv[at + 1] : (environment.PORT ?? '8080');
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new CommandError(`Cổng ${text} không hợp lệ.`, `The port ${text} is not a number from 0 to 65535.`);
}

function explain(error: unknown, port: number): Error {
  if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') return error as Error;
  return new CommandError(
    `Cổng ${port} đang có chương trình khác dùng: dừng nó, hoặc đặt PORT=${port + 1}.`,
    `Port ${port} is in use by another program: stop it, or set PORT=${port + 1}.`,
  );
}

/** Within this time a second signal is the same one, come both to the group and through the bootstrap. */
const SAME_SIGNAL_MS = 1_000;

/** Waits for Ctrl-C, SIGTERM or SIGHUP; Ctrl-C again, some time later, ends at once. */
function untilTold(): Promise<void> {
  return new Promise((done) => {
    let toldAt: number | null = null;
    const told = (name: NodeJS.Signals) => {
      if (name === 'SIGINT' && toldAt !== null && Date.now() - toldAt > SAME_SIGNAL_MS) process.exit(130);
      toldAt ??= Date.now();
      done();
    };
    for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, told);
  });
}

/** Starts the parts, says where they are, and stops them when told. */
export async function runCity(argv: readonly string[], parts: Parts): Promise<number> {
  const from = performance.now();
  const mode = modeOf(process.env);
  const port = portOf(argv, process.env);
  const log = createLog({ level: process.env.CITY_LOG_LEVEL ?? (mode === 'demo' ? 'warn' : 'info') });
  const isDemoWeb = mode === 'demo' && parts.web;
  const messages = isDemoWeb ? await startDemoMessages(process.env, port) : null;
  const witness = isDemoWeb ? await startDemoWitness(process.env, port) : null;
  const registers = isDemoWeb ? await startDemoRegisters(process.env) : null;
  const known = registers && {
    CITY_REGISTERS_URL: registers.url,
    CITY_REGISTERS_SECRET: registers.secret,
  };
  const seen = witness && { CITY_TRAIL_WITNESS_URL: witness.url, CITY_TRAIL_WITNESS_KEY: witness.key };
  const environment = isDemoWeb
    ? demoEnvironment({ ...process.env, ...messages?.environment, ...seen, ...known }, port)
    : process.env;
  const host = argv.includes('--host') ? argv[argv.indexOf('--host') + 1] : process.env.HOST;
  const told = untilTold();
  let started: StartedCity;
  try {
    started = await startCity({
      mode,
      port,
      ...(host ? { host } : {}),
      environment,
      parts,
      seed: isDemoWeb && !argv.includes('--no-seed'),
      log,
      progress: (line) => plain(`  ${line}`),
    });
  } catch (error) {
    throw explain(error, port);
  }
  const world = isDemoWeb ? await addDemoWorld(started, environment) : null;
  if (witness) await introduceLog(started, witness);
  if (registers && !argv.includes('--no-seed')) await introduceRegisters(started, registers);
  const hasStations = isDemoWeb && !argv.includes('--no-seed');
  const sensors = hasStations ? startDemoSensors(started, environment) : null;
  if (isDemoWeb) for (const line of await describeDemo(started, messages)) plain(line);
  else if (parts.web) say(`Thành phố đang chạy tại ${started.url}`, `The city runs at ${started.url}`);
  else say('Đang làm việc nền', 'working in the background');
  say(
    `Sẵn sàng sau ${inSeconds(performance.now() - from)}. Ctrl-C để dừng.`,
    `ready after ${inSeconds(performance.now() - from)}; Ctrl-C stops.`,
  );
  process.send?.('ready');
  await told;
  await sensors?.stop();
  return stop(started, world, messages, witness, registers);
}

type Closing = { close(): Promise<void> } | null;

async function stop(started: StartedCity, ...worlds: readonly Closing[]): Promise<number> {
  const from = performance.now();
  say('Đang dừng…', 'stopping…');
  const timer = setTimeout(() => {
    say('Dừng quá lâu, kết thúc ngay.', 'stopping takes too long, ending now.');
    process.exit(1);
  }, STOP_MS_MAX);
  await started.close();
  for (const world of worlds) await world?.close();
  clearTimeout(timer);
  say(
    `Đã dừng sau ${inSeconds(performance.now() - from)}.`,
    `stopped after ${inSeconds(performance.now() - from)}.`,
  );
  return 0;
}
