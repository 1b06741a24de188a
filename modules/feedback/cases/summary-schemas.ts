// The services one can report to, and the figures of the wall and the home page. Safe in a browser.
import { type Static, Type } from 'typebox';
import { Count, Instant, nullable, Words } from './schema-parts.ts';

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
