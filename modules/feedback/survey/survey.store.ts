// The SQL of the survey: whom to ask, what they answered, which answers wait for a leader.
import { sql } from 'kysely';
import type { FeedbackTx } from '../cases/report.store.ts';

export const fixedAnswers = ['yes', 'partly', 'no'] as const;
export type Fixed = (typeof fixedAnswers)[number];
export const reviewOutcomes = ['fixed_since', 'will_fix', 'stands'] as const;
export type ReviewOutcome = (typeof reviewOutcomes)[number];

export interface Asked {
  readonly report_id: string;
  readonly tracking_code: string;
}

/** Closed reports of a span of time whose people have not been asked. */
export async function dueReports(
  tx: FeedbackTx,
  span: { readonly from: Date; readonly until: Date; readonly limit: number },
): Promise<readonly Asked[]> {
  const found = await sql<Asked>`
    select r.report_id, r.tracking_code from feedback.report r
     where r.state = 'closed' and r.closed_at > ${span.from} and r.closed_at <= ${span.until}
       and (r.has_reporter or r.merged_n > 0)
       and not exists (select 1 from feedback.survey_round s where s.report_id = r.report_id)
     order by r.closed_at, r.report_id limit ${span.limit}`.execute(tx.db);
  return found.rows;
}

/** Begins the round of a report that is still closed; false when another process was first or it was reopened. */
export async function beginRound(tx: FeedbackTx, reportId: string, expiresAt: Date): Promise<boolean> {
  const made = await sql`
    insert into feedback.survey_round (report_id, body_code, invited_at, expires_at, after)
    select report_id, body_code, ${tx.now}, ${expiresAt},
           case when merged_n > 0 then '00000000-0000-0000-0000-000000000000'::uuid end
      from feedback.report where report_id = ${reportId} and state = 'closed' on conflict do nothing`.execute(
    tx.db,
  );
  return made.numAffectedRows === 1n;
}

/** Rounds with followers left to invite. */
export async function openRounds(tx: FeedbackTx, limit: number): Promise<readonly string[]> {
  const found = await sql<{ report_id: string }>`
    select report_id from feedback.survey_round where after is not null order by report_id limit ${limit}`.execute(
    tx.db,
  );
  return found.rows.map((row) => row.report_id);
}

/** How far a round is, locked; undefined when it is done or another process is at it. */
export async function takeRound(tx: FeedbackTx, reportId: string): Promise<string | undefined> {
  const found = await sql<{ after: string }>`
    select after from feedback.survey_round where report_id = ${reportId} and after is not null for update skip locked`.execute(
    tx.db,
  );
  return found.rows[0]?.after;
}

export async function leaveRound(tx: FeedbackTx, reportId: string, after: string | null): Promise<void> {
  await sql`update feedback.survey_round set after = ${after} where report_id = ${reportId}`.execute(tx.db);
}

/** Keeps an invitation; false when this person was asked about the matter already. */
export async function insertInvitation(
  tx: FeedbackTx,
  invitation: { readonly aboutId: string; readonly reportId: string; readonly recipient: Buffer },
): Promise<boolean> {
  const made = await sql`
    insert into feedback.survey (about_id, report_id, recipient, invited_at)
    values (${invitation.aboutId}, ${invitation.reportId}, ${invitation.recipient}, ${tx.now}) on conflict do nothing`.execute(
    tx.db,
  );
  return made.numAffectedRows === 1n;
}

export interface SurveyRow {
  readonly about_id: string;
  readonly report_id: string;
  readonly body_code: string;
  readonly expires_at: Date;
  readonly answered_at: Date | null;
  readonly fixed: Fixed | null;
  readonly score: number | null;
  readonly words: string | null;
  readonly review: 'open' | ReviewOutcome | null;
}

/** The survey of a report, locked when it is to be answered or reviewed. */
export async function findSurvey(
  tx: FeedbackTx,
  reportId: string,
  { lock }: { readonly lock: boolean },
): Promise<SurveyRow | undefined> {
  const found = await sql<SurveyRow>`
    select s.about_id, s.report_id, r.body_code, r.expires_at, s.answered_at, s.fixed, s.score, s.words, s.review
      from feedback.survey s join feedback.survey_round r on r.report_id = s.about_id
     where s.report_id = ${reportId} order by s.invited_at desc limit 1 ${lock ? sql`for update of s` : sql``}`.execute(
    tx.db,
  );
  return found.rows[0];
}

/** Writes an answer and adds it to the figures of the matter. The row must be locked and unanswered. */
export async function writeAnswer(
  tx: FeedbackTx,
  survey: SurveyRow,
  answer: {
    readonly fixed: Fixed;
    readonly score: number;
    readonly words: string | null;
    readonly isUnsatisfied: boolean;
  },
): Promise<void> {
  await sql`
    with answered as (
      update feedback.survey
         set answered_at = ${tx.now}, fixed = ${answer.fixed}, score = ${answer.score}, words = ${answer.words},
             review = ${answer.isUnsatisfied ? 'open' : null}
       where about_id = ${survey.about_id} and report_id = ${survey.report_id}
    )
    update feedback.report
       set survey_n = survey_n + 1, survey_fixed_n = survey_fixed_n + ${answer.fixed === 'yes' ? 1 : 0},
           survey_scores = survey_scores + ${answer.score}
     where report_id = ${survey.about_id}`.execute(tx.db);
}

export interface ReviewRow {
  readonly report_id: string;
  readonly tracking_code: string;
  readonly service: string;
  readonly body_code: string;
  readonly answered_at: Date;
  readonly fixed: Fixed;
  readonly score: number;
  readonly words: string | null;
}

/** Unsatisfied answers that wait, oldest first; of one body, or of all. */
export async function openReviews(
  tx: FeedbackTx,
  body: string | null,
  limit: number,
): Promise<readonly ReviewRow[]> {
  const found = await sql<ReviewRow>`
    select s.report_id, p.tracking_code, p.service, r.body_code, s.answered_at, s.fixed, s.score, s.words
      from feedback.survey s
      join feedback.survey_round r on r.report_id = s.about_id
      join feedback.report p on p.report_id = s.report_id
     where s.review = 'open' and (${body}::text is null or r.body_code = ${body})
     order by s.answered_at, s.report_id limit ${limit}`.execute(tx.db);
  return found.rows;
}

export async function writeReview(
  tx: FeedbackTx,
  survey: SurveyRow,
  review: { readonly outcome: ReviewOutcome; readonly words: string },
): Promise<void> {
  await sql`
    update feedback.survey
       set review = ${review.outcome}, reviewed_at = ${tx.now}, reviewed_by = ${tx.actor.id},
           reviewed_title = ${tx.actor.post?.title ?? ''}, reviewed_words = ${review.words}
     where about_id = ${survey.about_id} and report_id = ${survey.report_id}`.execute(tx.db);
}
