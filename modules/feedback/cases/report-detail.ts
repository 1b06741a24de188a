// Everything about one report: the public view with its story and clock, and what officers see beyond it.
import { localDate, remaining, type WorkingCalendar, workingIntervals } from '@city/kernel/time';
import type { Clock, Contact, DeskView, ReportView } from '../contract.ts';
import { deskPhotoUrl } from '../moderation/desk-photo.ts';
import { policyOf, returnsAllowed } from '../deadlines/deadline.ts';
import type { FeedbackCity } from '../module-city.ts';
import { handlingView } from '../handling/handling-view.ts';
import { accessWords } from './original-words.access.ts';
import { filledFields } from './report-fields.ts';
import { route } from '../routing/routing.ts';
import { type FeedbackTx, historyOf, photosOf } from './report.store.ts';
import {
  answerOf,
  bodyRef,
  finishedAt,
  historyView,
  holdersView,
  photoView,
  reportItem,
} from './report-view.ts';
import { worksForAll } from './permissions.ts';
import { actionsOf, type Opened } from './step.ts';
import type { EventRow, PhotoRow, ReportRow } from './tables.ts';

/** Half-days that a clock shows at most; what lies further back says no more. */
const mostIntervals = 400;

/** Reads what belongs to a report and makes the public view of it. */
export async function publicView(tx: FeedbackTx, city: FeedbackCity, report: ReportRow): Promise<ReportView> {
  const events = await historyOf(tx, report.report_id);
  // Pictures of a hidden report have no public address.
  const photos = report.visibility === 'public' ? await photosOf(tx, [report.report_id]) : [];
  return viewOf(city, report, events, photos, tx.now);
}

/** The public view from rows at hand. */
export function viewOf(
  city: FeedbackCity,
  report: ReportRow,
  events: readonly EventRow[],
  photos: readonly PhotoRow[],
  now: Date,
): ReportView {
  const { rules, around } = city;
  const rule = rules.routing.rules.find(({ id }) => id === report.routing_rule);
  const promise = policyOf(rules.deadlines, rules.documents, report.deadline_policy);
  return {
    ...reportItem(around, report, photos, now),
    photos: photos.map((photo) => photoView(around, photo)),
    answer: answerOf(report, events),
    history: historyView(around, events),
    holders: holdersView(around, events, rule?.why ?? null),
    clock: clockOf(city.calendar, report, now),
    promise: promise && {
      policy: promise.policy.id,
      accept: promise.policy.accept,
      resolve: promise.policy.resolve,
      document: {
        number: promise.document.number,
        issuer: promise.document.issuer,
        standing: promise.document.standing,
        title: promise.document.title,
      },
    },
    returned: report.returned_n,
    returnsAllowed: returnsAllowed(rules.deadlines, localDate(report.filed_at)),
    reopenUntil: report.reopen_until?.toISOString() ?? null,
  };
}

/** The clock of a promise; it stands still once the answer is given. */
export function clockOf(calendar: WorkingCalendar, report: ReportRow, now: Date): Clock {
  const ended = finishedAt(report);
  const stopped = ended ?? now;
  const until = report.due_at && report.due_at > stopped ? report.due_at : stopped;
  const intervals = workingIntervals(report.filed_at, until, calendar).slice(-mostIntervals);
  return {
    now: now.toISOString(),
    filedAt: report.filed_at.toISOString(),
    dueAt: report.due_at?.toISOString() ?? null,
    endedAt: ended?.toISOString() ?? null,
    working: intervals.map(({ start, end }) => ({ start: start.toISOString(), end: end.toISOString() })),
    minutesLeft: minutesLeft(calendar, report, now),
    minutesPerDay: calendar.dayMinutes,
  };
}

/** Whole working minutes until the promise, negative when late; null without a promise. */
export function minutesLeft(calendar: WorkingCalendar, report: ReportRow, now: Date): number | null {
  if (report.due_at === null) return null;
  const left = remaining(report.due_at, finishedAt(report) ?? now, calendar);
  return left.isLate ? -Math.max(1, Math.ceil(left.minutes)) : Math.floor(left.minutes);
}

/** What an officer sees. `contact` has been read through reporter.access.ts, or is null. */
export async function deskView(
  tx: FeedbackTx,
  city: FeedbackCity,
  opened: Opened,
  contact: Contact | null,
): Promise<DeskView> {
  const { report } = opened;
  const view = await publicView(tx, city, report);
  const rule = city.rules.routing.rules.find(({ id }) => id === report.routing_rule);
  return {
    ...view,
    photos: await deskPhotos(tx, city, report, view.photos),
    handler: report.handler_id === null ? null : { id: report.handler_id, title: report.handler_title ?? '' },
    hasReporter: report.has_reporter,
    minutesLeft: view.clock.minutesLeft,
    // What was masked concerns those who have to do with the report, no other office: the database asks again.
    wordsUnmasked:
      opened.who.length > 0 || worksForAll(opened.actor)
        ? await accessWords(tx, report)
        : report.words_public,
    filled: filledFields(report as unknown as Record<string, unknown>),
    actions: actionsOf(opened),
    handOverTo: handOverTo(city, report).map((code) => bodyRef(city.bodies, code)),
    routedBecause: rule?.why ?? null,
    urgentBecause: [...report.urgent_because],
    handling: await handlingView(tx, city, opened),
    contact,
  };
}

/** Offices see the pictures of a report that the public may not see under addresses of their own. */
async function deskPhotos(
  tx: FeedbackTx,
  city: FeedbackCity,
  report: ReportRow,
  shown: ReportView['photos'],
): Promise<ReportView['photos']> {
  if (report.visibility === 'public') return shown;
  const around = { ...city.around, photoUrl: deskPhotoUrl(report) };
  return (await photosOf(tx, [report.report_id])).map((photo) => photoView(around, photo));
}

/** The bodies concerned by the rules of the day of filing, without the present holder; the coordinator last. */
function handOverTo(city: FeedbackCity, report: ReportRow): string[] {
  const day = localDate(report.filed_at);
  const unit = city.geo.units.byCode(report.unit_code, report.unit_valid_from);
  if (!unit) return [];
  const district =
    report.district_code === null
      ? null
      : city.geo.units.byCode(report.district_code, report.unit_valid_from);
  const found = route(city.rules.routing, city.rules.bodies, {
    service: report.service,
    severity: report.severity,
    day,
    unit,
    district,
  });
  const codes = [found.holder, ...found.others].map(({ code }) => code);
  return [...new Set([...codes, city.rules.bodies.coordinator])].filter((code) => code !== report.body_code);
}
