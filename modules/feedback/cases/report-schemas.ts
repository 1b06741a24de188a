// A report as everyone may see it: in a list, in full with its story and promise, and as its reporter gets it. Safe in a browser.
import { type Static, type TSchema, Type } from 'typebox';
import { shownFields } from './report-fields.ts';
import { Action, Count, Instant, nullable, Severity, State, Verdict, Words } from './schema-parts.ts';

export const UnitRef = Type.Object({
  code: Type.String(),
  name: Type.String(),
  kind: Type.String(),
  validFrom: Type.String({ description: 'YYYY-MM-DD' }),
});
export const BodyRef = Type.Object({
  code: Type.String(),
  kind: Type.String(),
  name: Words,
  short: Words,
  icon: Type.String(),
});
export type BodyRef = Static<typeof BodyRef>;

export const PhotoView = Type.Object({
  id: Type.String(),
  role: Type.Enum(['before', 'after']),
  url: Type.String({ description: 'Public copy: re-encoded, without metadata' }),
  mediumUrl: Type.String(),
  thumbnailUrl: Type.String(),
  width: Type.Integer(),
  height: Type.Integer(),
  takenAt: nullable(Instant),
});
export type PhotoView = Static<typeof PhotoView>;

/** Values of the listed fields of `report-fields.ts` that screens show. */
const shownProperties: Record<string, TSchema> = Object.fromEntries(
  shownFields.map(({ name }) => [name, nullable(Type.String())]),
);

/** A report as everyone may see it: personal data in its words is masked, its place is rounded to about a metre. */
export const ReportItem = Type.Object({
  trackingCode: Type.String(),
  url: Type.String({ description: 'Address of the public page, a path' }),
  title: Words,
  service: Type.String(),
  serviceName: Words,
  icon: Type.String(),
  words: Type.String(),
  state: State,
  step: Type.Integer({ minimum: 1, maximum: 5, description: 'Petals filled' }),
  lat: Type.Number(),
  lon: Type.Number(),
  address: nullable(Type.String()),
  occurredAt: nullable(Instant),
  unit: UnitRef,
  district: nullable(Type.Object({ code: Type.String(), name: Type.String() })),
  body: BodyRef,
  severity: Severity,
  priority: Type.Integer({ minimum: 1, maximum: 4, description: '1 is most pressing' }),
  filedAt: Instant,
  acceptDueAt: nullable(Instant),
  dueAt: nullable(Instant),
  firstDueAt: nullable(Instant),
  acceptedAt: nullable(Instant),
  resolvedAt: nullable(Instant),
  closedAt: nullable(Instant),
  verdict: Verdict,
  photoCount: Count,
  thumbnailUrl: nullable(Type.String()),
  reopened: Count,
  rating: nullable(Type.Integer({ minimum: 1, maximum: 5 })),
  channel: Type.String(),
  kind: Type.Enum(['phan_anh', 'kien_nghi', 'hoi_dap']),
  waitsForReporter: Type.Boolean({ description: 'The office has asked something; the clock stands still' }),
  extended: Count,
  escalation: Type.Integer({ minimum: 0, description: 'Rung of the ladder reached' }),
  merged: Type.Integer({ minimum: 0, description: 'Reports of the same matter that follow this one' }),
  version: Type.Integer({ minimum: 1, description: 'Also the ETag' }),
  ...shownProperties,
});
export type ReportItem = Static<typeof ReportItem>;

export const HistoryEntry = Type.Object({
  seq: Type.Integer(),
  at: Instant,
  actor: Type.Enum(['reporter', 'office', 'system']),
  body: nullable(BodyRef),
  action: Action,
  from: nullable(State),
  to: State,
  toBody: nullable(BodyRef),
  words: nullable(Type.String()),
  reason: nullable(Type.String()),
  detail: nullable(
    Type.Record(Type.String(), Type.Unknown(), { description: 'Facts of the step to compute with' }),
  ),
});
export type HistoryEntry = Static<typeof HistoryEntry>;

export const Holder = Type.Object({
  body: BodyRef,
  since: Instant,
  until: nullable(Instant),
  reason: nullable(Words),
});
export type Holder = Static<typeof Holder>;

/** The clock of a promise: what the working-time ruler draws. Times are instants, lengths are working minutes. */
export const Clock = Type.Object({
  now: Instant,
  filedAt: Instant,
  dueAt: nullable(Instant),
  endedAt: nullable(Instant),
  working: Type.Array(Type.Object({ start: Instant, end: Instant })),
  minutesLeft: nullable(
    Type.Integer({ description: 'Working minutes until the promise; negative when late' }),
  ),
  minutesPerDay: Type.Integer(),
});
export type Clock = Static<typeof Clock>;

const TermView = Type.Object({
  amount: Type.Number(),
  unit: Type.String({ description: 'working-hours, working-days or calendar-days' }),
});
/** The terms that hold for a report and the document they rest on. */
export const PromiseTerms = Type.Object({
  policy: Type.String(),
  accept: TermView,
  resolve: TermView,
  document: Type.Object({
    number: Type.String(),
    issuer: Type.String(),
    standing: Type.String(),
    title: Words,
  }),
});

export const ReportView = Type.Object({
  ...ReportItem.properties,
  photos: Type.Array(PhotoView),
  answer: nullable(Type.String()),
  history: Type.Array(HistoryEntry),
  holders: Type.Array(Holder),
  clock: Clock,
  promise: nullable(PromiseTerms),
  returned: Count,
  returnsAllowed: Count,
  reopenUntil: nullable(Instant),
});
export type ReportView = Static<typeof ReportView>;

/** What the reporter gets: the public view, and the key that proves later that the report is theirs. */
export const FiledReport = Type.Object({
  ...ReportView.properties,
  reporterKey: Type.String({
    description: 'Only the reporter gets it. Needed to rate or reopen without signing in.',
  }),
  ownUrl: Type.String(),
});
