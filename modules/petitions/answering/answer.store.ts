// The SQL of answers and commitments.
import { sql } from 'kysely';
import type { PetitionTx } from '../cases/petition.store.ts';
import type { AnswerRow, Commitment, CommitmentRow } from '../cases/tables.ts';

/** Keeps a draft as the petition's next answer. The petition must be locked. */
export async function insertAnswer(
  tx: PetitionTx,
  answer: Pick<AnswerRow, 'petition_id' | 'body_code' | 'words' | 'commitments'>,
): Promise<void> {
  await sql`
    insert into petitions.answer
      (petition_id, answer_no, body_code, words, commitments, drafted_at, drafted_by, drafted_title)
    select ${answer.petition_id}, coalesce(max(answer_no), 0) + 1, ${answer.body_code}, ${answer.words},
           ${JSON.stringify(answer.commitments)}::text::jsonb, ${tx.now}, ${tx.actor.id}, ${tx.actor.post?.title ?? ''}
      from petitions.answer where petition_id = ${answer.petition_id}`.execute(tx.db);
}

/** The draft before a leader, or undefined. */
export async function openAnswer(tx: PetitionTx, petitionId: string): Promise<AnswerRow | undefined> {
  const found = await sql<AnswerRow>`
    select * from petitions.answer where petition_id = ${petitionId} and decided_at is null`.execute(tx.db);
  return found.rows[0];
}

/** All drafts with what was decided, newest first: for the desk of the body. */
export async function answersOf(tx: PetitionTx, petitionId: string): Promise<readonly AnswerRow[]> {
  const found = await sql<AnswerRow>`
    select * from petitions.answer where petition_id = ${petitionId} order by answer_no desc`.execute(tx.db);
  return found.rows;
}

export async function decideAnswer(
  tx: PetitionTx,
  petitionId: string,
  { decision, words }: { readonly decision: 'approved' | 'sent_back'; readonly words: string | null },
): Promise<void> {
  await sql`
    update petitions.answer
       set decided_at = ${tx.now}, decision = ${decision}, decided_by = ${tx.actor.id},
           decided_title = ${tx.actor.post?.title ?? ''}, decided_words = ${words}
     where petition_id = ${petitionId} and decided_at is null`.execute(tx.db);
}

export async function insertCommitments(
  tx: PetitionTx,
  petitionId: string,
  commitments: readonly Commitment[],
): Promise<void> {
  if (commitments.length === 0) return;
  const rows = commitments.map(({ words, dueOn }, at) => ({
    commitment_no: at + 1,
    words: words.trim(),
    due_on: dueOn,
  }));
  await sql`
    insert into petitions.commitment (petition_id, commitment_no, words, due_on, changed_at)
    select ${petitionId}, commitment_no, words, due_on, ${tx.now}
      from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) as c(commitment_no smallint, words text, due_on date)`.execute(
    tx.db,
  );
}

/** Commitments of several petitions, in the order of their numbers. */
export async function commitmentsOf(
  tx: PetitionTx,
  petitionIds: readonly string[],
): Promise<readonly CommitmentRow[]> {
  const found = await sql<CommitmentRow>`
    select petition_id, commitment_no, words, due_on::text, progress, state, note, changed_at
      from petitions.commitment where petition_id = any(${petitionIds}::uuid[]) order by petition_id, commitment_no`.execute(
    tx.db,
  );
  return found.rows;
}

export async function changeCommitment(
  tx: PetitionTx,
  row: Pick<CommitmentRow, 'petition_id' | 'commitment_no' | 'progress' | 'state' | 'note'>,
): Promise<void> {
  await sql`
    update petitions.commitment
       set progress = ${row.progress}, state = ${row.state}, note = ${row.note}, changed_at = ${tx.now}
     where petition_id = ${row.petition_id} and commitment_no = ${row.commitment_no}`.execute(tx.db);
}
