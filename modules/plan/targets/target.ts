// Goals and targets of the plan with the document they stand in, and what was reached, by source and day.
import { type Static, Type } from 'typebox';
import { Words } from '../index/definition.ts';

const Decimal = Type.String({ pattern: '^\\d{1,9}(\\.\\d{1,6})?$' });
const Day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' });

export const Target = Type.Object(
  {
    code: Type.String(),
    goal: Type.String(),
    name: Words,
    unit: Words,
    /** Whether the figure has to reach the target or to stay at or below it. */
    isAtLeast: Type.Boolean(),
    value: Decimal,
    /** The day by which it is to be reached. */
    due: Day,
    document: Type.String(),
    /** The number stands in the document as we hold it; otherwise it is still to be checked. */
    verified: Type.Boolean(),
    actuals: Type.Array(Type.Object({ asOf: Day, value: Decimal, source: Words, verified: Type.Boolean() })),
  },
  { additionalProperties: false },
);
export type Target = Static<typeof Target>;

export const TargetFile = Type.Object(
  {
    /** The body that publishes results and enters figures that belong to no other. */
    publisher: Type.String(),
    goals: Type.Array(Type.Object({ code: Type.String(), name: Words }, { additionalProperties: false })),
    targets: Type.Array(Target),
  },
  { additionalProperties: false },
);
export type TargetFile = Static<typeof TargetFile>;

export type Standing = 'reached' | 'on_the_way' | 'missed' | 'unknown';

/** How a target stands on a day by its newest actual: never better than what was measured. */
export function standingOf(target: Target, day: string): Standing {
  const newest = newestActual(target, day);
  if (!newest) return 'unknown';
  const [is, wanted] = [Number(newest.value), Number(target.value)];
  if (target.isAtLeast ? is >= wanted : is <= wanted) return 'reached';
  return day > target.due ? 'missed' : 'on_the_way';
}

export function newestActual(target: Target, day: string): Target['actuals'][number] | null {
  return (
    target.actuals
      .filter(({ asOf }) => asOf <= day)
      .sort((one, other) => (one.asOf < other.asOf ? 1 : -1))[0] ?? null
  );
}
