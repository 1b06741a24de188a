// The SQL of flags: that people find a report or picture abusive.
import { sql } from 'kysely';
import type { FeedbackTx } from '../cases/report.store.ts';
import type { FlagReason } from './flag-reasons.ts';

export interface FlagRow {
  report_id: string;
  /** '' when the whole report is meant. */
  file_id: string;
  at: Date;
  why: FlagReason;
  words: string | null;
  decided_at: Date | null;
  decision: 'upheld' | 'dismissed' | null;
}

/** Keeps a flag once for each flagger and thing. @returns false when this one has flagged it before. */
export async function insertFlag(
  tx: FeedbackTx,
  flag: Pick<FlagRow, 'report_id' | 'file_id' | 'why' | 'words'> & {
    readonly flagger: string;
    readonly address: string;
  },
): Promise<boolean> {
  const made = await sql`
    insert into feedback.flag (report_id, file_id, flagger, address, at, why, words)
    values (${flag.report_id}, ${flag.file_id}, decode(${flag.flagger}, 'hex'), decode(${flag.address}, 'hex'),
            ${tx.now}, ${flag.why}, ${flag.words}) on conflict do nothing`.execute(tx.db);
  return made.numAffectedRows === 1n;
}

/** How many undecided flags count: of one network no more than the rule says, of one person one. */
export async function weightOfFlags(tx: FeedbackTx, reportId: string, perAddress: number): Promise<number> {
  const found = await sql<{ weight: number }>`
    select feedback.weight_of_flags(${reportId}, ${perAddress}) as weight`.execute(tx.db);
  return found.rows[0]?.weight ?? 0;
}

/** The flags of a report, newest first; never who raised them. */
export async function flagsOf(tx: FeedbackTx, reportId: string, limit: number): Promise<FlagRow[]> {
  const found = await sql<FlagRow>`
    select report_id, file_id, at, why, words, decided_at, decision from feedback.flag
     where report_id = ${reportId} order by at desc, flagger limit ${limit}`.execute(tx.db);
  return found.rows;
}

/** Answers all open flags of a report; says how many there were. */
export async function decideFlags(
  tx: FeedbackTx,
  reportId: string,
  decision: 'upheld' | 'dismissed',
): Promise<number> {
  const done = await sql`
    update feedback.flag set decided_at = ${tx.now}, decision = ${decision}
     where report_id = ${reportId} and decided_at is null`.execute(tx.db);
  return Number(done.numAffectedRows ?? 0n);
}
