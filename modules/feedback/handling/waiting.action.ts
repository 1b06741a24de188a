// Waiting for the reporter: a question stops the clock, an answer on any channel or the end of the waiting starts it again.
import { newId } from '@city/kernel/database';
import { maskPersonalData } from '@city/kernel/text';
import { addWorkingTime, workingMinutesBetween } from '@city/kernel/time';
import { type FeedbackTx, historyOf } from '../cases/report.store.ts';
import { type Opened, takeStep } from '../cases/step.ts';
import type { ReportAction } from '../cases/states.ts';
import type { PhotoRow, ReportRow } from '../cases/tables.ts';
import type { StoredPhoto } from '../photos/photo.store.ts';
import { dueOf } from '../deadlines/rebuild.ts';
import { insertNote } from './request.store.ts';
import { waitUntil } from './rules.ts';

/** Asks the reporter something; the clock stands still until there is an answer or the waiting is over. */
export function askReporter(tx: FeedbackTx, opened: Opened, input: { words: string }): Promise<ReportRow> {
  const { rules, calendar } = opened.city;
  return takeStep(tx, opened, {
    action: 'ask',
    words: input.words,
    patch: { paused_at: tx.now, wait_until: waitUntil(rules.handling, calendar, tx.now), due_at: null },
  });
}

/**
 * The reporter's answer, by whatever way it came. It is kept as it is for the office; the public story shows it masked.
 * `origin` says whether the reporter wrote it here or an officer wrote down what they said.
 */
export async function answerQuestion(
  tx: FeedbackTx,
  opened: Opened,
  input: { words: string; photos?: readonly StoredPhoto[] },
): Promise<ReportRow> {
  const words = input.words.trim();
  const report = await goOn(tx, opened, 'answer', maskPersonalData(words).text, input.photos);
  await insertNote(tx, {
    report_id: report.report_id,
    note_id: newId(tx.now),
    at: tx.now,
    origin: 'reporter',
    author_id: tx.actor.id,
    author_title: tx.actor.post?.title ?? null,
    body_code: tx.actor.post?.body ?? null,
    words,
  });
  return report;
}

/** Goes on without an answer: the office has found out by itself, or the waiting is over. */
export function resumeWork(tx: FeedbackTx, opened: Opened): Promise<ReportRow> {
  return goOn(tx, opened, 'resume', null);
}

async function goOn(
  tx: FeedbackTx,
  opened: Opened,
  action: Extract<ReportAction, 'answer' | 'resume'>,
  words: string | null,
  photos: readonly StoredPhoto[] = [],
): Promise<ReportRow> {
  const { report } = opened;
  const patch = { paused_at: null, wait_until: null, due_at: await dueAfterPause(tx, opened, action) };
  return takeStep(tx, opened, {
    action,
    words,
    patch: photos.length === 0 ? patch : { ...patch, photo_n: report.photo_n + photos.length },
    photos: photos.map(
      (photo, at): PhotoRow => ({
        ...photo,
        report_id: report.report_id,
        role: 'before',
        place: report.photo_n + at,
        added_at: tx.now,
      }),
    ),
  });
}

/** The promise moved on by the working time that passed while the clock stood still. */
export async function dueAfterPause(
  tx: FeedbackTx,
  { report, city }: Opened,
  action: 'answer' | 'resume' | 'reject',
): Promise<Date | null> {
  const events = await historyOf(tx, report.report_id);
  const told = [...events, { action, at: tx.now, detail: null }];
  const due = dueOf(city.rules.deadlines, city.calendar, report, told);
  if (due !== undefined) return due;
  // A promise that another system made: its due time moves by the working time of the pause.
  const before = events.findLast(({ due_at: at }) => at !== null)?.due_at ?? null;
  if (before === null || report.paused_at === null) return before;
  if (before <= report.paused_at) return before;
  const left = workingMinutesBetween(report.paused_at, before, city.calendar);
  return addWorkingTime(tx.now, { minutes: left }, city.calendar);
}
