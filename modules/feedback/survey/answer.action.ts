// Answering the survey by its link, once; and the leader's second look at an unsatisfied answer.
import { hold } from '@city/kernel/database';
import { AppError } from '@city/kernel/errors';
import { maskPersonalData, normalise } from '@city/kernel/text';
import { findReport, type FeedbackTx } from '../cases/report.store.ts';
import { readCode, type StepCity } from '../cases/step.ts';
import type { ReportRow } from '../cases/tables.ts';
import { surveyRule } from '../handling/rules.ts';
import type { SurveyKeys } from './survey-key.ts';
import {
  findSurvey,
  type Fixed,
  type ReviewOutcome,
  type SurveyRow,
  writeAnswer,
  writeReview,
} from './survey.store.ts';

export interface OpenedSurvey {
  readonly report: ReportRow;
  readonly survey: SurveyRow;
}

/**
 * The survey behind a link. A wrong key and no survey look the same.
 * @throws AppError `survey_unknown` (404), `survey_answered` (409), `survey_over` (410).
 */
export async function openSurvey(
  tx: FeedbackTx,
  city: StepCity,
  keys: SurveyKeys,
  link: { readonly code: string; readonly key: string | undefined; readonly lock: boolean },
): Promise<OpenedSurvey> {
  const report = await findReport(tx, readCode(city.rules, link.code));
  const isRight = report !== undefined && keys.fits(report.report_id, link.key);
  if (isRight) await hold(tx, report.report_id);
  const survey = isRight ? await findSurvey(tx, report.report_id, link) : undefined;
  if (!report || !survey) throw new AppError('survey_unknown');
  if (survey.answered_at !== null) throw new AppError('survey_answered');
  if (tx.now > survey.expires_at) throw new AppError('survey_over');
  return { report, survey };
}

export interface SurveyAnswer {
  readonly fixed: Fixed;
  readonly score: number;
  readonly words?: string | undefined;
}

/** Keeps an answer; one that says "not fixed", or gives a low mark, waits for a leader. Answers whether it does. */
export async function answerSurvey(
  tx: FeedbackTx,
  city: StepCity,
  { survey }: OpenedSurvey,
  answer: SurveyAnswer,
): Promise<boolean> {
  const rule = surveyRule(city.rules.handling, tx.now);
  const isUnsatisfied = answer.fixed === 'no' || answer.score <= (rule?.unsatisfiedUpTo ?? 0);
  const words = maskPersonalData(normalise(answer.words ?? '').trim()).text;
  await writeAnswer(tx, survey, { ...answer, words: words || null, isUnsatisfied });
  tx.trail({
    action: 'report.survey.answer',
    object: { type: 'report', id: survey.report_id },
    detail: { about: survey.about_id, fixed: answer.fixed, score: answer.score, review: isUnsatisfied },
  });
  return isUnsatisfied;
}

/**
 * A leader of the body, or the coordinator, says what becomes of an unsatisfied answer.
 * @throws AppError `survey_unknown`, `forbidden`, `survey_reviewed`, `report_reason_needed`.
 */
export async function reviewSurvey(
  tx: FeedbackTx,
  city: StepCity,
  input: { readonly code: string; readonly outcome: ReviewOutcome; readonly words: string },
): Promise<void> {
  const report = await findReport(tx, readCode(city.rules, input.code));
  const survey = report && (await findSurvey(tx, report.report_id, { lock: true }));
  if (!survey || survey.review === null) throw new AppError('survey_unknown');
  const post = tx.actor.post;
  if (post?.role !== 'coordinator' && post?.body !== survey.body_code) throw new AppError('forbidden');
  if (survey.review !== 'open') throw new AppError('survey_reviewed');
  const words = input.words.trim();
  if (words.length < 3) throw new AppError('report_reason_needed', { field: 'words' });
  await writeReview(tx, survey, { outcome: input.outcome, words });
  tx.trail({
    action: 'report.survey.review',
    object: { type: 'report', id: survey.report_id },
    detail: { outcome: input.outcome },
  });
}
