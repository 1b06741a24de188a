// What others may know of reports: shapes of the interface, events, error codes. Safe to import in a browser.

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

export { Contact, DeskItem, DeskView, type Queue, QueueCounts, queues } from './cases/desk-schemas.ts';
export { ContactInput, NewReport } from './cases/filing-schemas.ts';
export {
  BodyRef,
  Clock,
  FiledReport,
  HistoryEntry,
  Holder,
  PhotoView,
  PromiseTerms,
  ReportItem,
  ReportView,
  UnitRef,
} from './cases/report-schemas.ts';
export { Action, Severity, State, TrackingCode, Verdict, Words } from './cases/schema-parts.ts';
export {
  AcceptInput,
  AssignInput,
  CloseInput,
  RateInput,
  ReopenInput,
  ResolveInput,
  ReturnInput,
  StartInput,
  TransferInput,
} from './cases/step-schemas.ts';
export { ServiceView, Summary } from './cases/summary-schemas.ts';
