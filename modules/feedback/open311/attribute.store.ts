// Answers to the questions of a service, kept beside their report.
import { sql } from 'kysely';
import type { FeedbackTx } from '../cases/report.store.ts';
import type { GivenAttribute } from './post-fields.ts';

export async function insertAttributes(
  tx: FeedbackTx,
  reportId: string,
  attributes: readonly GivenAttribute[],
): Promise<void> {
  for (const { code, given } of attributes)
    await sql`insert into feedback.attribute (report_id, code, given) values (${reportId}, ${code}, ${[...given]})`.execute(
      tx.db,
    );
}

export async function attributesOfReport(tx: FeedbackTx, reportId: string): Promise<GivenAttribute[]> {
  const found = await sql<GivenAttribute>`
    select code, given from feedback.attribute where report_id = ${reportId} order by code`.execute(tx.db);
  return found.rows;
}
