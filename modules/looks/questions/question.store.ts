// The SQL of questions: a person's own, and those that a body owes an answer.
import { sql } from 'kysely';
import type { Tx } from '@city/kernel/database';

export interface QuestionRow {
  readonly asker_id: string;
  readonly question_id: string;
  readonly entry_id: string;
  readonly look_at: Date;
  readonly look_module: string;
  readonly look_action: string;
  readonly look_object: string | null;
  readonly look_purpose: string | null;
  readonly reader_id: string;
  readonly reader_post: string | null;
  readonly body: string;
  readonly words: string;
  readonly asked_at: Date;
  readonly due_at: Date;
  readonly term: string;
  readonly state: 'open' | 'answered';
  readonly answer: string | null;
  readonly was_right: boolean | null;
  readonly answered_at: Date | null;
  readonly answered_by: string | null;
}

export type NewQuestion = Omit<QuestionRow, 'state' | 'answer' | 'was_right' | 'answered_at' | 'answered_by'>;

/** False when the person has asked about this entry before. */
export async function insertQuestion(tx: Tx, q: NewQuestion): Promise<boolean> {
  const made = await sql`
    insert into looks.question (asker_id, question_id, entry_id, look_at, look_module, look_action, look_object, look_purpose,
      reader_id, reader_post, body, words, asked_at, due_at, term, state)
    values (${q.asker_id}, ${q.question_id}, ${q.entry_id}, ${q.look_at}, ${q.look_module}, ${q.look_action}, ${q.look_object}, ${q.look_purpose},
      ${q.reader_id}, ${q.reader_post}, ${q.body}, ${q.words}, ${q.asked_at}, ${q.due_at}, ${q.term}, 'open')
    on conflict (asker_id, entry_id) do nothing returning 1`.execute(tx.db);
  return made.rows.length > 0;
}

/** The actor's own questions, by the entry they are about. */
export async function ownQuestions(tx: Tx): Promise<ReadonlyMap<string, QuestionRow>> {
  const found = await sql<QuestionRow>`
    select * from looks.question where asker_id = ${tx.actor.id}::uuid order by asked_at desc limit 500`.execute(
    tx.db,
  );
  return new Map(found.rows.map((row) => [row.entry_id, row]));
}

export type OwedQuestion = QuestionRow & {
  readonly title_vi: string | null;
  readonly title_en: string | null;
};

/** Open questions of the actor's body first, by due time; then those answered in the last 90 days. */
export async function bodyQuestions(tx: Tx, body: string, most: number): Promise<OwedQuestion[]> {
  const found = await sql<OwedQuestion>`
    select q.*, p.title_vi, p.title_en from looks.question q left join looks.post p on p.post_id = q.reader_post
     where q.body = ${body} and (q.state = 'open' or q.answered_at > ${tx.now}::timestamptz - interval '90 days')
     order by (q.state = 'open') desc, q.due_at
     limit ${most}`.execute(tx.db);
  return found.rows;
}

/** One question of a body, locked. */
export async function lockQuestion(tx: Tx, body: string, questionId: string): Promise<QuestionRow | null> {
  const found = await sql<QuestionRow>`
    select * from looks.question where body = ${body} and question_id = ${questionId}::uuid for update`.execute(
    tx.db,
  );
  return found.rows[0] ?? null;
}

export async function keepAnswer(
  tx: Tx,
  question: QuestionRow,
  given: { answer: string; wasRight: boolean; by: string },
): Promise<void> {
  await sql`
    update looks.question set state = 'answered', answer = ${given.answer}, was_right = ${given.wasRight},
           answered_at = ${tx.now}, answered_by = ${given.by}
     where asker_id = ${question.asker_id} and question_id = ${question.question_id}`.execute(tx.db);
}
