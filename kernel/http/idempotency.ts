// Idempotency-Key: the answer is kept in the action's own transaction; the same key brings it back, another body is refused.
import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { system } from '@city/kernel/access';
import { type Database, type Idempotency, nameOf, type Tx } from '@city/kernel/database';
import { AppError } from '@city/kernel/errors';
import { fromText, type SealedText } from '@city/kernel/seals';
import { Answer, type RequestContext, type Upload } from './route.ts';

/** How long an answer can be had again. */
export const keptHours = 72;

export function readKey(header: string | string[] | undefined): string | null {
  if (header === undefined) return null;
  if (typeof header !== 'string' || !/^[\x21-\x7e]{8,200}$/.test(header)) {
    throw new AppError('idempotency_key_invalid', { field: 'Idempotency-Key' });
  }
  return header;
}

/** SHA-256 over what was sent, independent of the order of fields. */
export function hashOf(body: unknown, uploads: readonly Upload[]): string {
  const hash = createHash('sha256').update(stable(body));
  for (const { field, data } of uploads)
    hash.update(field).update(createHash('sha256').update(data).digest());
  return hash.digest('hex');
}

function stable(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(stable).join()}]`;
  if (value && typeof value === 'object') {
    const parts = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${parts.map(([key, part]) => `${JSON.stringify(key)}:${stable(part)}`).join()}}`;
  }
  return JSON.stringify(value) ?? 'null';
}

export function keyFor(context: RequestContext, route: string, key: string): Idempotency {
  return {
    scope: `${route} ${context.actor.id ?? 'anonymous'}`,
    key,
    hash: hashOf(context.body, context.uploads),
    answer: (result) => {
      const answer = result instanceof Answer ? result : new Answer(200, result);
      return { status: answer.status, headers: { ...answer.headers }, body: answer.body };
    },
  };
}

/**
 * The answer kept for a key, or null.
 * @throws AppError `idempotency_key_reused` when it was kept for another body.
 */
export async function keptAnswer(database: Database, wanted: Idempotency): Promise<Answer | null> {
  const kept = await database.module<unknown>('kernel').transaction(
    system('idempotency'),
    async (tx) => {
      const rows = await sql<{ hash: string; answer: KeptAnswer | SealedText }>`
          select hash, answer from http.idempotency_key where scope = ${wanted.scope} and key = ${wanted.key}`.execute(
        tx.db,
      );
      const row = rows.rows[0];
      return row && { hash: row.hash, answer: opened(tx, wanted, row.answer) };
    },
    { readOnly: true },
  );
  if (!kept?.answer) return null;
  if (kept.hash !== wanted.hash) throw new AppError('idempotency_key_reused', { field: 'Idempotency-Key' });
  const { status, headers, body } = kept.answer;
  return new Answer(status, body, { ...headers, 'idempotency-replayed': 'true' });
}

interface KeptAnswer {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body: unknown;
}

/** Answers kept before they were sealed are read as they are until their hours are over. */
function opened(tx: Tx, wanted: Idempotency, answer: KeptAnswer | SealedText): KeptAnswer | null {
  if (!('sealed' in answer)) return answer;
  return tx.seals.open<KeptAnswer>('http.idempotency_key', nameOf(wanted), fromText(answer));
}
