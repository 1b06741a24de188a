// What the shapes of this module's interface are made of. Safe in a browser.
import { type Static, type TSchema, Type } from 'typebox';
import { reportActions, reportStates } from './states.ts';

/** One type list instead of a choice of schemas where it can be: serializers then need no trial, which a list of 1,000 feels. */
export function nullable<S extends TSchema>(schema: S) {
  const { type } = schema as { type?: unknown };
  const isPlain = type === 'string' || type === 'number' || type === 'integer';
  return Type.Unsafe<Static<S> | null>(
    isPlain ? { ...schema, type: [type, 'null'] } : Type.Union([schema, Type.Null()]),
  );
}
export const Instant = Type.String({ format: 'date-time' });
export const Count = Type.Integer({ minimum: 0 });

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
