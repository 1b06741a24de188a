// A message about a report that exists: the answer to a question, more words for the office, or somebody asking where it stands.
import { newId } from '@city/kernel/database';
import { addPhotos, type FeedbackTx, findReport } from '../../cases/report.store.ts';
import { accessContactFor } from '../../cases/reporter.access.ts';
import { stateName } from '../../cases/state-words.ts';
import { openForStep, type Opened } from '../../cases/step.ts';
import { parseTrackingCode } from '../../cases/tracking-code.ts';
import { insertNote } from '../../handling/request.store.ts';
import { answerQuestion } from '../../handling/waiting.action.ts';
import { limits } from '../../limits.ts';
import type { FeedbackCity } from '../../module-city.ts';
import { takePhotos } from '../../photos/take-photos.ts';
import { sayBack } from './say-back.ts';
import type { Done, Incoming } from './take-message.action.ts';

/**
 * Whoever proves to be the reporter answers or adds; others are told what everyone may see. Proof is the thread or address of a mail that only
 * the reporter got, or the number or address they gave with the report.
 */
export async function answerAbout(
  tx: FeedbackTx,
  city: FeedbackCity,
  message: Incoming,
  about: { readonly code: string; readonly isProven: boolean },
): Promise<Done> {
  const code = parseTrackingCode(city.rules.bodies.trackingPrefix, about.code);
  if (!code.ok) return unclear(tx, city, message);
  const opened = await openAsReporter(tx, city, code.code);
  if (!opened) return unclear(tx, city, message);
  const { report } = opened;
  const isReporter = about.isProven || (!message.isDoubtful && (await isSender(tx, report, message)));
  if (!isReporter && report.visibility !== 'public') return unclear(tx, city, message);
  const done = { reportId: report.report_id, code: report.tracking_code };
  const words = message.words.trim() || (message.pictures.length > 0 ? '(xem ảnh)' : '');
  if (!isReporter || words === '') {
    await sayState(tx, city, message, opened, isReporter);
    return { ...done, outcome: 'told' };
  }
  const prepared = message.pictures.slice(0, limits.photosPerReport);
  const photos = await takePhotos(tx, city.m.files, { prepared, ids: [] }, report.visibility === 'public');
  if (report.state === 'waiting_citizen') {
    await answerQuestion(tx, opened, { words: words.slice(0, limits.answerMax), photos });
    await sayBack(tx, city, message, { kind: 'answered', path: pathOf(city, report) }, report);
    return { ...done, outcome: 'answered' };
  }
  await addNote(tx, report.report_id, words);
  await addPhotos(tx, report, photos);
  await sayBack(tx, city, message, { kind: 'noted', path: pathOf(city, report) }, report);
  return { ...done, outcome: 'noted' };
}

/** The step is the reporter's, so it is opened with the key that only they and the city have. */
async function openAsReporter(tx: FeedbackTx, city: FeedbackCity, code: string): Promise<Opened | null> {
  const found = await findReport(tx, code);
  if (!found) return null;
  const opened = await openForStep(tx, city, code, { key: city.keys.keyOf(found.report_id) });
  // The city's own hand writes it down, and the step is theirs, not the clock's.
  return { ...opened, who: ['reporter'] };
}

async function isSender(
  tx: FeedbackTx,
  report: Opened['report'],
  { channel, sender }: Incoming,
): Promise<boolean> {
  const contact = await accessContactFor(
    tx,
    report.report_id,
    'know whether a message is the reporter’s own',
  );
  if (!contact) return false;
  return channel === 'email' ? contact.email?.toLowerCase() === sender : contact.phone === sender;
}

async function sayState(
  tx: FeedbackTx,
  city: FeedbackCity,
  message: Incoming,
  { report }: Opened,
  isReporter: boolean,
): Promise<void> {
  await sayBack(
    tx,
    city,
    message,
    {
      kind: 'state',
      code: report.tracking_code,
      path: isReporter ? pathOf(city, report) : `/reports/${report.tracking_code}`,
      state: {
        vi: stateName(city.m.translate('vi'), report.state),
        en: stateName(city.m.translate('en'), report.state),
      },
    },
    isReporter ? report : null,
  );
}

async function unclear(tx: FeedbackTx, city: FeedbackCity, message: Incoming): Promise<Done> {
  await sayBack(tx, city, message, { kind: 'unclear' });
  return { outcome: 'unclear', reportId: null, code: null };
}

async function addNote(tx: FeedbackTx, reportId: string, words: string): Promise<void> {
  await insertNote(tx, {
    report_id: reportId,
    note_id: newId(tx.now),
    at: tx.now,
    origin: 'reporter',
    author_id: null,
    author_title: null,
    body_code: null,
    words: words.slice(0, limits.noteMax),
  });
  tx.trail({ action: 'report.note', object: { type: 'report', id: reportId } });
}

const pathOf = (city: FeedbackCity, { report_id: id, tracking_code: code }: Opened['report']): string =>
  `/reports/${code}?key=${city.keys.keyOf(id)}`;
