// The SQL of senders: how much one source has sent lately, and whether it may send.
import { sql } from 'kysely';
import { hold } from '@city/kernel/database';
import type { FeedbackTx } from '../cases/report.store.ts';
import type { SenderKeySet } from './sender-keys.ts';
import { type SenderKind, senderKinds } from './sender-kinds.ts';

export interface Standing {
  /** Reports of the last day by kind of source; 0 for kinds that the sender does not show. */
  readonly sent: Readonly<Record<SenderKind, number>>;
  /** The ban that ends last; null when none holds. */
  readonly ban: {
    readonly until_at: Date;
    readonly reason: string;
    readonly appeal_vi: string;
    readonly appeal_en: string;
  } | null;
}

const bytes = (key: string | null) => (key === null ? null : Buffer.from(key, 'hex'));

/** Looks a sender up; each part is one probe of an index. */
export async function standingOf(tx: FeedbackTx, keys: SenderKeySet): Promise<Standing> {
  const since = new Date(tx.now.getTime() - 86_400_000);
  await hold(tx, ...senderKinds.flatMap((kind) => keys[kind] ?? []));
  const counts = senderKinds.map(
    (kind) =>
      sql`(select count(*)::int from feedback.sender where ${sql.ref(kind)} = ${bytes(keys[kind])} and filed_at > ${since}) as ${sql.ref(kind)}`,
  );
  const counted = await sql<Record<SenderKind, number>>`select ${sql.join(counts)}`.execute(tx.db);
  const held = senderKinds.flatMap((kind) => (keys[kind] === null ? [] : [{ kind, key: keys[kind] }]));
  const banned = await sql<NonNullable<Standing['ban']>>`
    select b.until_at, b.reason, b.appeal_vi, b.appeal_en
      from jsonb_to_recordset(${JSON.stringify(held)}::text::jsonb) as k(kind text, key text)
      join feedback.ban b on b.kind = k.kind and b.key = decode(k.key, 'hex') and b.lifted_at is null
     where b.until_at > ${tx.now} order by b.until_at desc limit 1`.execute(tx.db);
  return { sent: counted.rows[0]!, ban: banned.rows[0] ?? null };
}

/** Whether the question of this mark has let a report in already; nobody else finds out about it until the transaction ends. */
export async function isQuestionUsed(tx: FeedbackTx, mark: string): Promise<boolean> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${mark}, 0))`.execute(tx.db);
  await hold(tx, mark);
  const found = await sql<{ used: boolean }>`
    select exists (select 1 from feedback.sender where question = ${Buffer.from(mark, 'hex')}) as used`.execute(
    tx.db,
  );
  return found.rows[0]?.used === true;
}

/** Forgets where reports before a moment came from; answers how many. */
export async function forgetSendersBefore(tx: FeedbackTx, before: Date, limit: number): Promise<number> {
  const gone = await sql`delete from feedback.sender where report_id in (
    select report_id from feedback.sender where filed_at < ${before} order by filed_at limit ${limit})`.execute(
    tx.db,
  );
  return Number(gone.numAffectedRows ?? 0n);
}
