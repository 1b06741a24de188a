// An answer that a leader reads first: submitted, sent back, withdrawn, or published as it stands or as the leader mends it.
import { AppError } from '@city/kernel/errors';
import type { Files } from '@city/kernel/files';
import type { FeedbackTx } from '../cases/report.store.ts';
import { resolveReport } from '../cases/resolve.action.ts';
import { type Opened, takeStep } from '../cases/step.ts';
import type { ReportRow, RequestRow } from '../cases/tables.ts';
import type { StoredPhoto } from '../photos/photo.store.ts';
import { requestToDecide } from './extension.action.ts';
import { decideRequest, insertRequest, openRequest } from './request.store.ts';

/** Gives a draft to the leader. Its words and pictures are seen by offices only. */
export async function submitDraft(
  tx: FeedbackTx,
  opened: Opened,
  input: { words: string; photos: readonly StoredPhoto[] },
): Promise<ReportRow> {
  const { report } = opened;
  const after = await takeStep(tx, opened, { action: 'submit' });
  const kept = await insertRequest(tx, {
    report_id: report.report_id,
    kind: 'answer',
    asked_at: tx.now,
    asked_by: tx.actor.id ?? '',
    asked_title: tx.actor.post?.title ?? '',
    body_code: report.body_code,
    reason: null,
    amount: null,
    unit: null,
    words: input.words.trim(),
    photos: input.photos.map((photo) => ({ ...photo, taken_at: photo.taken_at?.toISOString() ?? null })),
  });
  if (!kept) throw new AppError('report_request_open');
  return after;
}

/** Publishes the draft; `words` replace it where the leader mended it. */
export async function approveDraft(
  tx: FeedbackTx,
  files: Files,
  opened: Opened,
  input: { words?: string | undefined },
): Promise<ReportRow> {
  const request = await requestToDecide(tx, opened, 'answer');
  const isPublic = opened.report.visibility === 'public';
  for (const { file_id: id } of request.photos) await files.setPublic(tx, id, isPublic);
  const after = await resolveReport(tx, opened.city.rules, opened, {
    words: input.words?.trim() || (request.words as string),
    photos: photosOf(request),
  });
  await decideRequest(tx, request, { decision: 'approved', words: null });
  return after;
}

/** Back to the officer, with words that only offices read. */
export async function sendBackDraft(
  tx: FeedbackTx,
  opened: Opened,
  input: { words: string },
): Promise<ReportRow> {
  const request = await requestToDecide(tx, opened, 'answer');
  const after = await takeStep(tx, opened, { action: 'send_back' });
  await decideRequest(tx, request, { decision: 'refused', words: input.words.trim() });
  return after;
}

/** The office takes its draft back. */
export async function withdrawDraft(tx: FeedbackTx, opened: Opened): Promise<ReportRow> {
  const request = await openRequest(tx, opened.report.report_id, 'answer');
  const after = await takeStep(tx, opened, { action: 'withdraw' });
  if (request) await decideRequest(tx, request, { decision: 'withdrawn', words: null });
  return after;
}

function photosOf(request: RequestRow): StoredPhoto[] {
  return request.photos.map((photo) => ({
    ...photo,
    taken_at: photo.taken_at === null ? null : new Date(photo.taken_at),
  }));
}
