// Where the national registers say that something changed. A notice is a hint only: what holds now is asked of the register itself.
import type { IncomingMessage } from 'node:http';
import { type Static, Type } from 'typebox';
import { Compile } from 'typebox/compile';
import { AppError } from '@city/kernel/errors';
import { mount, type Route } from '@city/kernel/http';
import type { ModuleContext } from '@city/kernel/module';
import { verifyWebhook, WebhookRefused } from '@city/kernel/webhooks';
import './errors.ts';
import { syncOrganisation } from '../mandates/organisation.action.ts';
import type { Tables } from '../tables.ts';
import { provideFacts } from '../people/facts.ts';
import { makeFacts } from './person-facts.ts';
import { syncPerson } from './person-register.action.ts';
import { readRegisters, type Registers } from './register-client.ts';

const mostBytes = 10_000;
const Notice = Type.Union([
  Type.Object({ type: Type.Literal('person.changed'), personalNumber: Type.String({ maxLength: 20 }) }),
  Type.Object({ type: Type.Literal('enterprise.changed'), taxCode: Type.String({ maxLength: 14 }) }),
]);
type Notice = Static<typeof Notice>;
const check = Compile(Notice);

/**
 * Webhooks signed as Standard Webhooks does (HMAC-SHA-256 over id, time and body). Answers 204 when all is taken over, 503 while
 * the register does not answer: the sender tries again. Taking a notice twice changes nothing.
 */
export function registerRoutes(m: ModuleContext<Tables>): readonly Route[] {
  const registers = readRegisters(m.config);
  provideFacts(m, makeFacts(m));
  return [
    mount(
      {
        method: 'POST',
        url: '/api/registers/notices',
        permission: 'public: the notice proves itself by its signature',
        summary: { vi: 'Sổ đăng ký quốc gia báo có thay đổi', en: 'A national register tells of a change' },
        streams: 'application/problem+json',
        limit: { max: 600, perSeconds: 60 },
        anyOrigin: true,
      },
      async ({ request, response }) => {
        if (!registers) throw new AppError('register_notice_refused', { cause: 'no register is connected' });
        await take(m, registers, believed(registers, request, await bytesOf(request), m.now()));
        response.statusCode = 204;
        response.end();
        return undefined;
      },
    ),
  ];
}

/** @throws AppError `register_notice_refused`, `register_notice_malformed` */
function believed(registers: Registers, request: IncomingMessage, body: Buffer, now: Date): Notice {
  try {
    verifyWebhook(registers.secret, request.headers, body, { now });
  } catch (error) {
    if (error instanceof WebhookRefused) throw new AppError('register_notice_refused', { cause: error });
    throw error;
  }
  let given: unknown;
  try {
    given = JSON.parse(body.toString('utf8'));
  } catch (cause) {
    throw new AppError('register_notice_malformed', { cause });
  }
  if (!check.Check(given)) throw new AppError('register_notice_malformed');
  return given;
}

/** Asks the register what holds now and makes it ours. What it does not know leaves everything as it is. */
async function take(m: ModuleContext<Tables>, registers: Registers, notice: Notice): Promise<void> {
  if (notice.type === 'enterprise.changed') {
    const entry = await registers.enterprise(notice.taxCode);
    if (entry) await syncOrganisation(m, entry);
    return;
  }
  const entry = await registers.person(notice.personalNumber);
  if (entry) await syncPerson(m, entry);
}

/** @throws AppError `body_too_large` beyond 10 kB */
async function bytesOf(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > mostBytes) throw new AppError('body_too_large');
    parts.push(part);
  }
  return Buffer.concat(parts);
}
