// The SQL of questions to the simulation: asked, on their way, answered.
import { sql } from 'kysely';
import type { FeedbackTx } from '../cases/report.store.ts';
import type { WhatIfAnswer, WhatIfRequest } from './what-if-schemas.ts';

export interface WhatIfRow {
  readonly run_id: string;
  readonly asked_at: Date;
  readonly asked_by: string;
  readonly asked_title: string;
  readonly body_code: string;
  readonly other_body: string | null;
  readonly request: WhatIfRequest;
  readonly seed: number;
  readonly input_hash: string | null;
  readonly done_n: number;
  readonly finished_at: Date | null;
  readonly answer: WhatIfAnswer | null;
  readonly problem: string | null;
}

type Asked = Pick<
  WhatIfRow,
  'run_id' | 'asked_at' | 'asked_by' | 'asked_title' | 'body_code' | 'other_body' | 'request' | 'seed'
>;

export async function insertWhatIf(tx: FeedbackTx, asked: Asked): Promise<void> {
  await sql`
    insert into feedback.what_if (run_id, asked_at, asked_by, asked_title, body_code, other_body, request, seed)
    values (${asked.run_id}, ${asked.asked_at}, ${asked.asked_by}, ${asked.asked_title}, ${asked.body_code}, ${asked.other_body},
            ${JSON.stringify(asked.request)}::jsonb, ${asked.seed})`.execute(tx.db);
}

export async function findWhatIf(tx: FeedbackTx, runId: string): Promise<WhatIfRow | undefined> {
  const found = await sql<WhatIfRow>`select * from feedback.what_if where run_id = ${runId}`.execute(tx.db);
  return found.rows[0];
}

/** Whether somebody waits for an answer that was asked for since a moment. */
export async function waitsForAnswer(tx: FeedbackTx, askedBy: string, since: Date): Promise<boolean> {
  const found = await sql`
    select 1 from feedback.what_if
     where asked_by = ${askedBy} and finished_at is null and asked_at > ${since} limit 1`.execute(tx.db);
  return found.rows.length > 0;
}

export async function tellDone(tx: FeedbackTx, runId: string, done: number): Promise<void> {
  await sql`update feedback.what_if set done_n = greatest(done_n, ${done})
             where run_id = ${runId} and finished_at is null`.execute(tx.db);
}

/** An answer that is there stays: a repeated job changes nothing. */
export async function finishWhatIf(
  tx: FeedbackTx,
  runId: string,
  end: { hash: string | null; done: number; answer: WhatIfAnswer | null; problem: string | null },
): Promise<void> {
  await sql`
    update feedback.what_if
       set finished_at = ${tx.now}, input_hash = ${end.hash}, done_n = ${end.done}, problem = ${end.problem},
           answer = ${end.answer === null ? null : JSON.stringify(end.answer)}::jsonb
     where run_id = ${runId} and finished_at is null`.execute(tx.db);
}
