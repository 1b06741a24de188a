// A report as officers of its body see it, and their queues. Safe in a browser.
import { type Static, Type } from 'typebox';
import { HandlingView } from '../handling/handling-schemas.ts';
import { BodyRef, ReportItem, ReportView } from './report-schemas.ts';
import { Action, Count, nullable, Words } from './schema-parts.ts';

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
  behalf: nullable(
    Type.Object(
      {
        principal: Type.String(),
        kind: Type.Union([Type.Literal('person'), Type.Literal('organisation')]),
        agent: nullable(Type.String()),
      },
      { description: 'Filed for another: in whose name, and by whom' },
    ),
  ),
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
