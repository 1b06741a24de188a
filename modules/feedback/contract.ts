// What others may know of reports: shapes of the interface, events, error codes. Safe to import in a browser.
import { type Static, type TSchema, Type } from 'typebox';
import { fieldProperties, type ReportInput, shownFields } from './cases/report-fields.ts';
import { reportActions, reportStates } from './cases/states.ts';
import { HandlingView } from './handling/handling-schemas.ts';
import { limits } from './limits.ts';
import { transferKinds } from './transfer/transferred.ts';

export {
  drawnFields,
  type ReportField,
  type ReportInput,
  reportFields,
  shownFields,
} from './cases/report-fields.ts';
export {
  isOpen,
  petals,
  type ReportAction,
  reportActions,
  type ReportState,
  reportStates,
  transitions,
} from './cases/states.ts';
export { feedbackErrors, type FeedbackError } from './errors.ts';
export { type EventFacts, EventFactsSchema, eventNames } from './event-schemas.ts';
export { limits } from './limits.ts';
export { MapClusters, type MapPoint, MapPoints } from './map/map-schemas.ts';
export {
  type TransferKind,
  transferKinds,
  type TransferredReport,
  transfersOf,
} from './transfer/transferred.ts';

const strict = { additionalProperties: false } as const;
/** One type list instead of a choice of schemas where it can be: serializers then need no trial, which a list of 1,000 feels. */
function nullable<S extends TSchema>(schema: S) {
  const { type } = schema as { type?: unknown };
  const isPlain = type === 'string' || type === 'number' || type === 'integer';
  return Type.Unsafe<Static<S> | null>(
    isPlain ? { ...schema, type: [type, 'null'] } : Type.Union([schema, Type.Null()]),
  );
}
const Instant = Type.String({ format: 'date-time' });
const Count = Type.Integer({ minimum: 0 });

export const Words = Type.Object({ vi: Type.String(), en: Type.String() });
export const State = Type.Enum(reportStates);
export const Action = Type.Enum(reportActions);
export const Severity = Type.Enum(['urgent', 'normal', 'complex']);
export const Verdict = Type.Enum(['on-time', 'late', 'open', 'overdue']);
export const TrackingCode = Type.String({
  minLength: 5,
  maxLength: 60,
  description: 'Such as HP-7K2M-Q9DX-4TZ0C; read leniently',
});

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

/** What an officer of the holding body sees beyond the public. */
export const DeskItem = Type.Object({
  ...ReportItem.properties,
  handler: nullable(Type.Object({ id: Type.String(), title: Type.String() })),
  hasReporter: Type.Boolean({ description: 'The reporter left a way to be told' }),
  minutesLeft: nullable(Type.Integer()),
});
export type DeskItem = Static<typeof DeskItem>;

export const Contact = Type.Object({
  name: nullable(Type.String()),
  phone: nullable(Type.String()),
  email: nullable(Type.String()),
});
export type Contact = Static<typeof Contact>;
export const DeskView = Type.Object({
  ...ReportView.properties,
  handler: nullable(Type.Object({ id: Type.String(), title: Type.String() })),
  hasReporter: Type.Boolean(),
  minutesLeft: nullable(Type.Integer()),
  wordsUnmasked: Type.String(),
  filled: Type.Array(Type.Object({ label: Type.String(), value: Type.String() }), {
    description:
      'Filled-in fields of report-fields.ts that screens show; a label is the key of its translation',
  }),
  actions: Type.Array(Action, { description: 'What this officer may do now' }),
  handOverTo: Type.Array(BodyRef, { description: 'Bodies concerned, nearest first' }),
  routedBecause: nullable(Words),
  urgentBecause: Type.Array(Type.String()),
  handling: HandlingView,
  contact: nullable(Contact),
});
export type DeskView = Static<typeof DeskView>;

export const queues = [
  'overdue',
  'due',
  'new',
  'mine',
  'unassigned',
  'returned',
  'approval',
  'asked',
  'waiting',
  'elsewhere',
  'all',
] as const;
export type Queue = (typeof queues)[number];
export const QueueCounts = Type.Object({
  ...Object.fromEntries(queues.map((queue) => [queue, Count])),
  onTimeShare: nullable(Type.Number()),
});

export const ContactInput = Type.Object(
  {
    name: Type.Optional(Type.String({ maxLength: limits.contactNameMax })),
    phone: Type.Optional(Type.String({ maxLength: 20, description: 'Vietnamese number, any spacing' })),
    email: Type.Optional(Type.String({ maxLength: limits.contactEmailMax })),
  },
  strict,
);
export type ContactInput = Static<typeof ContactInput>;

const FileIds = Type.Array(Type.String({ minLength: 1, maxLength: 100 }), {
  maxItems: limits.photosPerReport,
});
/** Body of POST /api/reports. As multipart form the photos are files named `photos`, contact is `contactName`, `contactPhone`, `contactEmail`. */
const Latitude = Type.Number({ minimum: -90, maximum: 90 });
const Longitude = Type.Number({ minimum: -180, maximum: 180 });
const Accuracy = Type.Number({ minimum: 0, maximum: 1_000_000 });
export const NewReport = Type.Object(
  {
    ...fieldProperties(),
    contact: Type.Optional(ContactInput),
    contactName: Type.Optional(Type.String({ maxLength: limits.contactNameMax })),
    contactPhone: Type.Optional(Type.String({ maxLength: 20 })),
    contactEmail: Type.Optional(Type.String({ maxLength: limits.contactEmailMax })),
    photos: Type.Optional(FileIds),
    device: Type.Optional(
      Type.Object(
        { lat: Latitude, lon: Longitude, accuracyMetres: Type.Optional(Accuracy) },
        {
          ...strict,
          description: 'Where the device is; only its distance from the pin is kept, for offices',
        },
      ),
    ),
    deviceLat: Type.Optional(Latitude),
    deviceLon: Type.Optional(Longitude),
    deviceAccuracy: Type.Optional(Accuracy),
    questionToken: Type.Optional(
      Type.String({ maxLength: 120, description: 'From GET /api/reports/question' }),
    ),
    questionAnswer: Type.Optional(Type.String({ maxLength: 20 })),
    kind: Type.Optional(
      Type.Enum(['phan_anh', 'kien_nghi', 'hoi_dap'], {
        description:
          'Report, proposal or question: each has terms of its own. Complaints and denunciations are not taken here',
      }),
    ),
  },
  strict,
);
export type NewReport = ReportInput & {
  kind?: 'phan_anh' | 'kien_nghi' | 'hoi_dap';
  contact?: ContactInput;
  contactName?: string;
  contactPhone?: string;
  contactEmail?: string;
  photos?: string[];
  device?: { lat: number; lon: number; accuracyMetres?: number };
  deviceLat?: number;
  deviceLon?: number;
  deviceAccuracy?: number;
  questionToken?: string;
  questionAnswer?: string;
};

/** What the reporter gets: the public view, and the key that proves later that the report is theirs. */
export const FiledReport = Type.Object({
  ...ReportView.properties,
  reporterKey: Type.String({
    description: 'Only the reporter gets it. Needed to rate or reopen without signing in.',
  }),
  ownUrl: Type.String(),
});

const Reason = Type.String({ minLength: 3, maxLength: limits.reasonMax, pattern: '\\S' });
const OptionalWords = Type.Optional(Type.String({ maxLength: limits.answerMax }));
export const AcceptInput = Type.Object({ words: OptionalWords }, strict);
export const StartInput = AcceptInput;
/** To an officer (`handler`, or `me`), or over to another body with a reason. */
export const AssignInput = Type.Object(
  {
    me: Type.Optional(Type.Boolean()),
    handler: Type.Optional(
      Type.Object(
        {
          id: Type.String({ minLength: 1, maxLength: 100 }),
          title: Type.String({ minLength: 1, maxLength: 200 }),
        },
        strict,
      ),
    ),
    body: Type.Optional(Type.String({ minLength: 1, maxLength: 64 })),
    reason: Type.Optional(Reason),
  },
  strict,
);
export const ResolveInput = Type.Object(
  {
    words: Type.String({ minLength: limits.wordsMin, maxLength: limits.answerMax, pattern: '\\S' }),
    photos: Type.Optional(FileIds),
  },
  strict,
);
export const CloseInput = Type.Object(
  { words: OptionalWords, key: Type.Optional(Type.String({ maxLength: 100 })) },
  strict,
);
export const ReturnInput = Type.Object({ reason: Reason }, strict);
/** Out of the public path, to a procedure of its own. */
export const TransferInput = Type.Object({ kind: Type.Enum(transferKinds), reason: Reason }, strict);
export const ReopenInput = Type.Object(
  { reason: Reason, key: Type.Optional(Type.String({ maxLength: 100 })) },
  strict,
);
export const RateInput = Type.Object(
  {
    score: Type.Integer({ minimum: 1, maximum: 5 }),
    words: Type.Optional(Type.String({ maxLength: limits.reasonMax })),
    key: Type.Optional(Type.String({ maxLength: 100 })),
  },
  strict,
);

export const ServiceView = Type.Object({
  code: Type.String(),
  group: Type.String(),
  groupName: Words,
  name: Words,
  example: Words,
  icon: Type.String(),
  keywords: Type.Array(Type.String()),
  photo: Type.String(),
  common: nullable(Type.Integer()),
});

/** Figures for the wall and the home page. */
export const Summary = Type.Object({
  at: Instant,
  open: Count,
  overdue: Count,
  filedLast10Minutes: Count,
  filedToday: Count,
  onTimeShare: nullable(
    Type.Number({
      description: 'Share of the reports answered in the last 30 days that were on time, 0 to 1',
    }),
  ),
  answered30Days: Count,
  units: Type.Array(
    Type.Object({
      code: Type.String(),
      name: Type.String(),
      kind: Type.String(),
      open: Count,
      overdue: Count,
    }),
    { description: 'Every unit with open reports, most first' },
  ),
  services: Type.Array(Type.Object({ code: Type.String(), name: Words, open: Count })),
});
export type Summary = Static<typeof Summary>;
