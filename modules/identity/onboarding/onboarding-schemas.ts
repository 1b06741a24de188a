// What the interface of assisted onboarding takes and answers.
import { type Static, Type } from 'typebox';

const Instant = Type.String({ format: 'date-time' });
const nullable = <T extends import('typebox').TSchema>(schema: T) => Type.Union([schema, Type.Null()]);

export const NewOnboarding = Type.Object({
  number: Type.String({ minLength: 12, maxLength: 20, description: 'Personal number, as on the card' }),
  name: Type.String({ minLength: 2, maxLength: 200, pattern: '\\S' }),
  birthDate: Type.String({ format: 'date' }),
  phone: Type.String({ maxLength: 20, description: 'Empty when there is none' }),
  codes: Type.Boolean({ description: 'Whether recovery codes are printed' }),
});

export const OnboardingView = Type.Object({
  id: Type.String(),
  state: Type.Enum(['open', 'confirmed', 'refused', 'withdrawn', 'lapsed']),
  openedAt: Instant,
  openedPost: Type.String(),
  isOwn: Type.Boolean(),
  until: Instant,
  wantsCodes: Type.Boolean(),
  wantsPhone: Type.Boolean(),
  phoneProved: Type.Boolean(),
  endedAt: nullable(Instant),
  endedPost: nullable(Type.String()),
  reason: nullable(Type.String()),
  told: nullable(
    Type.Object({
      name: Type.String(),
      birthDate: Type.String(),
      number: Type.String({ description: 'Masked' }),
      phone: nullable(Type.String({ description: 'Masked' })),
    }),
  ),
});
export type OnboardingView = Static<typeof OnboardingView>;

export const OnboardingList = Type.Object({
  items: Type.Array(OnboardingView),
  confirmWithinMinutes: Type.Integer(),
});
export type OnboardingList = Static<typeof OnboardingList>;

export const PrintedCodes = Type.Object({
  codes: Type.Array(Type.String(), { description: 'Shown this once; empty when none were wanted' }),
  name: Type.String(),
  at: Instant,
});
export type PrintedCodes = Static<typeof PrintedCodes>;

export const Reason = Type.Object({ reason: Type.String({ minLength: 3, maxLength: 500, pattern: '\\S' }) });
