// A breach as its handlers see and send it: the fields of the notice, the clock, the story.
import { type Static, Type } from 'typebox';
import type { BreachEventRow, BreachRow } from '../tables.ts';

const When = Type.String({ format: 'date-time' });
const Nullable = <S extends import('typebox').TSchema>(schema: S) => Type.Union([schema, Type.Null()]);
const text = (minLength: number, maxLength: number) => Type.String({ minLength, maxLength });

/** The fields that a handler writes; also those of the notice to the authority. */
const written = {
  title: text(3, 200),
  whatHappened: text(3, 8000),
  kindsOfData: text(3, 2000),
  personsN: Nullable(Type.Integer({ minimum: 0, maximum: 100_000_000 })),
  consequences: Nullable(text(3, 4000)),
  measures: Nullable(text(3, 4000)),
  contact: text(3, 300),
};

export const NewBreach = Type.Object({ ...written, detectedAt: When }, { additionalProperties: false });
export type NewBreach = Static<typeof NewBreach>;
export const Amendment = Type.Partial(Type.Object(written), { additionalProperties: false });
export type Amendment = Static<typeof Amendment>;

export const breachSteps = ['amend', 'report', 'name-people', 'tell', 'close'] as const;
export type BreachStep = (typeof breachSteps)[number];

export const BreachView = Type.Object({
  id: Type.String(),
  state: Type.Union([Type.Literal('open'), Type.Literal('reported'), Type.Literal('closed')]),
  ...written,
  detectedAt: When,
  dueAt: When,
  isLate: Type.Boolean(),
  reportedAt: Nullable(When),
  reference: Nullable(Type.String()),
  lateReason: Nullable(Type.String()),
  tellWords: Nullable(Type.String()),
  toldAt: Nullable(When),
  namedN: Type.Integer({ description: 'People that the breach is known to concern' }),
  closedAt: Nullable(When),
  authority: Type.Object({ vi: Type.String(), en: Type.String() }),
  law: Type.Object({ number: Type.String(), article: Type.String() }),
  events: Type.Array(
    Type.Object({
      at: When,
      title: Nullable(Type.String()),
      action: Type.String(),
      hours: Nullable(Type.Integer()),
    }),
  ),
  steps: Type.Array(Type.Enum(breachSteps)),
});
export type BreachView = Static<typeof BreachView>;

export interface ViewContext {
  readonly now: Date;
  readonly namedN: number;
  readonly events: readonly BreachEventRow[];
  readonly authority: BreachView['authority'];
  readonly law: BreachView['law'];
}

export function breachView(row: BreachRow, about: ViewContext): BreachView {
  const iso = (at: Date | null) => at?.toISOString() ?? null;
  return {
    id: row.breach_id,
    state: row.state,
    title: row.title,
    whatHappened: row.what_happened,
    kindsOfData: row.kinds_of_data,
    personsN: row.persons_n,
    consequences: row.consequences,
    measures: row.measures,
    contact: row.contact,
    detectedAt: row.detected_at.toISOString(),
    dueAt: row.due_at.toISOString(),
    isLate: (row.reported_at ?? about.now) > row.due_at,
    reportedAt: iso(row.reported_at),
    reference: row.reference,
    lateReason: row.late_reason,
    tellWords: row.tell_words,
    toldAt: iso(row.told_at),
    namedN: about.namedN,
    closedAt: iso(row.closed_at),
    authority: about.authority,
    law: about.law,
    events: about.events.map((event) => ({
      at: event.at.toISOString(),
      title: event.title,
      action: event.action,
      hours: Number((event.detail as { hours?: number } | null)?.hours) || null,
    })),
    steps: stepsOf(row, about.namedN),
  };
}

/** The steps that are open in a state; a closed breach stays as it is. */
export function stepsOf(row: Pick<BreachRow, 'state' | 'told_at'>, namedN: number): BreachStep[] {
  if (row.state === 'closed') return [];
  const steps: BreachStep[] = ['amend'];
  if (row.state === 'open') steps.push('report');
  if (row.told_at === null) steps.push('name-people');
  if (row.told_at === null && namedN > 0) steps.push('tell');
  if (row.state === 'reported') steps.push('close');
  return steps;
}
