// The shapes of guardianship at the civil-status desk. Safe in a browser.
import { type Static, Type } from 'typebox';

const Basis = Type.Union([Type.Literal('parent'), Type.Literal('guardian'), Type.Literal('ward')]);
const Text = (most: number) => Type.String({ minLength: 2, maxLength: most, pattern: '\\S' });
const Number12 = Type.String({ minLength: 12, maxLength: 20 });

export const NewGuardianship = Type.Object(
  {
    basis: Basis,
    wardNumber: Number12,
    wardName: Text(200),
    birthDate: Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$', description: 'YYYY-MM-DD' }),
    guardianNumber: Number12,
    guardianName: Text(200),
    evidence: Text(200),
  },
  { additionalProperties: false },
);

export const EndGuardianship = Type.Object(
  { evidence: Text(100), reason: Text(150) },
  { additionalProperties: false },
);

const Instant = Type.String({ format: 'date-time' });
export const GuardianshipView = Type.Object({
  id: Type.String({ format: 'uuid' }),
  basis: Basis,
  ward: Type.String(),
  birthDate: Type.Union([Type.String(), Type.Null()]),
  guardian: Type.String(),
  evidence: Type.String(),
  status: Type.String(),
  madeAt: Instant,
  endedAt: Type.Union([Instant, Type.Null()]),
  endedWhy: Type.Union([Type.String(), Type.Null()]),
  mayConfirm: Type.Boolean({ description: 'The caller is another officer than the one who wrote it down' }),
});
export type GuardianshipView = Static<typeof GuardianshipView>;
export const GuardianshipList = Type.Object({ items: Type.Array(GuardianshipView), today: Type.String() });
export type GuardianshipList = Static<typeof GuardianshipList>;
