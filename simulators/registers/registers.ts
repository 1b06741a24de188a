// The national registers as their gateway answers: civil status and enterprises. Tells the city of each change by a signed notice.
import { createHmac, randomBytes, randomUUID, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Enterprise, Person, RegisterData } from './data.ts';

export { type Enterprise, type Person, readRegisterData, type RegisterData } from './data.ts';

export interface RegistersOptions {
  readonly data: RegisterData;
  /** 0: any free port. */
  readonly port?: number;
  /** Shared with the city; made when absent. */
  readonly secret?: string;
  readonly now?: () => Date;
}

export interface RegistersSimulator {
  readonly url: string;
  readonly secret: string;
  /** Where notices go, such as http://127.0.0.1:8080/api/registers/notices. */
  tell(address: string): void;
  /** Changes an entry and tells the city; answers the status of the city's answer, null while it is told nothing. */
  changePerson(personalNumber: string, change: Partial<Person>): Promise<number | null>;
  changeEnterprise(taxCode: string, change: Partial<Enterprise>): Promise<number | null>;
  /** Tells of every entry that says something, as a gateway does for a city that is newly connected. */
  tellAll(): Promise<void>;
  /** The gateway answers 503 until told otherwise. */
  setAway(isAway: boolean): void;
  close(): Promise<void>;
}

const mostBytes = 10_000;

/** @throws Error in production mode */
export async function startRegistersSimulator(options: RegistersOptions): Promise<RegistersSimulator> {
  if (process.env['NODE_ENV'] === 'production')
    throw new Error('The simulator of the registers refuses to run in production mode.');
  const secret = options.secret ?? `whsec_${randomBytes(32).toString('base64')}`;
  const now = options.now ?? (() => new Date());
  const people = new Map(options.data.people.map((one) => [one.personalNumber, one]));
  const enterprises = new Map(options.data.enterprises.map((one) => [one.taxCode, one]));
  let [isAway, city] = [false, null as string | null];

  const server = createServer((request, response) => {
    void answer(request, response).catch(() => reply(response, 500));
  });
  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (isAway) return reply(response, 503);
    if (!isProved(request, secret)) return reply(response, 401);
    if (request.method !== 'POST') return reply(response, 405);
    const asked = JSON.parse(await textOf(request)) as { personalNumber?: string; taxCode?: string };
    const found =
      request.url === '/lookup/person'
        ? people.get(asked.personalNumber ?? '')
        : request.url === '/lookup/enterprise'
          ? enterprises.get(asked.taxCode ?? '')
          : undefined;
    return found ? reply(response, 200, found) : reply(response, 404);
  }

  const notify = (notice: object) =>
    city === null ? Promise.resolve(null) : send(city, secret, notice, now());

  await new Promise<void>((done, failed) => {
    server.once('error', failed);
    server.listen(options.port ?? 0, '127.0.0.1', done);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    secret,
    tell: (address) => {
      city = address;
    },
    changePerson: (personalNumber, change) => {
      const known = people.get(personalNumber);
      if (!known) throw new Error(`the civil register knows no ${personalNumber}`);
      people.set(personalNumber, { ...known, ...change });
      return notify({ type: 'person.changed', personalNumber });
    },
    changeEnterprise: (taxCode, change) => {
      const known = enterprises.get(taxCode);
      if (!known) throw new Error(`the enterprise register knows no ${taxCode}`);
      enterprises.set(taxCode, { ...known, ...change });
      return notify({ type: 'enterprise.changed', taxCode });
    },
    tellAll: async () => {
      for (const { personalNumber, custody, diedOn } of people.values())
        if (custody.length > 0 || diedOn !== null) await notify({ type: 'person.changed', personalNumber });
      for (const taxCode of enterprises.keys()) await notify({ type: 'enterprise.changed', taxCode });
    },
    setAway: (away) => {
      isAway = away;
    },
    close: () => new Promise((done) => void server.close(() => done())),
  };
}

/** One notice, signed as Standard Webhooks does; answers the status of the city's answer. */
async function send(city: string, secret: string, notice: object, at: Date): Promise<number> {
  const body = JSON.stringify(notice);
  const [id, timestamp] = [`msg_${randomUUID()}`, String(Math.floor(at.getTime() / 1000))];
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64');
  const sent = await fetch(city, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'webhook-id': id,
      'webhook-timestamp': timestamp,
      'webhook-signature': `v1,${signature}`,
    },
    body,
  });
  await sent.arrayBuffer();
  return sent.status;
}

function isProved(request: IncomingMessage, secret: string): boolean {
  const [given, wanted] = [request.headers.authorization ?? '', `Bearer ${secret}`].map((one) =>
    createHmac('sha256', secret).update(one).digest(),
  );
  return timingSafeEqual(given!, wanted!);
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const part of request) {
    text += String(part);
    if (text.length > mostBytes) throw new Error('too long');
  }
  return text;
}

function reply(response: ServerResponse, status: number, body?: object): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(body ? JSON.stringify(body) : undefined);
}
