// What the desk sees of a report's handling: requests, notes, the rules that hold for it, words to start from.
import type { FeedbackCity } from '../module-city.ts';
import type { FeedbackTx } from '../cases/report.store.ts';
import { decide } from '../cases/states.ts';
import type { Opened } from '../cases/step.ts';
import type { NoteRow, RequestRow } from '../cases/tables.ts';
import { limits } from '../limits.ts';
import type { HandlingView, NoteView, RequestView } from './handling-schemas.ts';
import { notesOf, requestsOf } from './request.store.ts';
import { evidenceWithin, extensionRule, needsApproval, templatesFor } from './rules.ts';

export async function handlingView(
  tx: FeedbackTx,
  city: FeedbackCity,
  opened: Opened,
): Promise<HandlingView> {
  const { report } = opened;
  const { handling } = city.rules;
  const requests = await requestsOf(tx, report.report_id);
  const notes = await notesOf(tx, report.report_id, limits.notesShown);
  return {
    needsApproval: needsApproval(handling, report, report.filed_at),
    evidenceMetres: evidenceWithin(handling, report.service, report.filed_at),
    extension: extensionView(city, opened, requests),
    waitUntil: report.wait_until?.toISOString() ?? null,
    requests: requests.map((request) => requestView(city, request, tx.actor.id)),
    notes: notes.map(noteView),
    templates: templatesFor(handling, report.service, tx.now).map(({ id, use, name, words }) => ({
      id,
      use,
      name,
      words,
    })),
  };
}

function extensionView(
  city: FeedbackCity,
  { report, who, circumstances }: Opened,
  requests: readonly RequestRow[],
): HandlingView['extension'] {
  const { count, share } = extensionRule(city.rules.handling, report.filed_at);
  const policy = city.rules.deadlines.policies.find(({ id }) => id === report.deadline_policy);
  const waits = requests.some(({ kind, decided_at: at }) => kind === 'extension' && at === null);
  const isPossible = decide(report.state, 'extend', ['leader'], circumstances).allowed;
  const worksOnIt = who.includes('holder') || who.includes('coordinator');
  return {
    left: Math.max(0, count - report.extended_n),
    most: policy ? { amount: policy.resolve.amount * share, unit: policy.resolve.unit } : null,
    mayAsk: policy !== undefined && worksOnIt && isPossible && !waits,
  };
}

function requestView(city: FeedbackCity, request: RequestRow, viewer: string | null): RequestView {
  return {
    no: request.request_no,
    kind: request.kind,
    askedAt: request.asked_at.toISOString(),
    askedBy: request.asked_title,
    isOwn: request.asked_by === viewer,
    reason: request.reason,
    amount: request.amount,
    unit: request.unit,
    words: request.words,
    photos: request.photos.map(({ file_id: id }) => ({ id, url: city.m.files.url(id, 'medium') })),
    decidedAt: request.decided_at?.toISOString() ?? null,
    decision: request.decision,
    decidedBy: request.decided_title,
    decidedWords: request.decided_words,
  };
}

function noteView(note: NoteRow): NoteView {
  return {
    id: note.note_id,
    at: note.at.toISOString(),
    origin: note.origin,
    author: note.author_title,
    words: note.words,
  };
}
