// The shape of the city's file on duplicates (city/*/services/duplicates.json) and what it says on a day.
import { localDate } from '@city/kernel/time';
import { type Static, Type } from 'typebox';
import { isValidOn } from '../services/city-data.ts';

const strict = { additionalProperties: false } as const;
const Code = Type.String({ pattern: '^[a-z0-9]+(-[a-z0-9]+)*$', maxLength: 64 });
const Day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' });
const dated = { document: Code, validFrom: Day, validTo: Type.Union([Day, Type.Null()]) };
const Share = Type.Number({ minimum: 0, maximum: 1 });

export const DuplicatesFile = Type.Object(
  {
    /** How far apart two reports of one matter may lie, and how long after its end a report still counts. */
    reach: Type.Array(
      Type.Object(
        {
          id: Code,
          service: Type.Union([Type.Literal('*'), Code]),
          metres: Type.Integer({ minimum: 1 }),
          closedDays: Type.Integer({ minimum: 0 }),
          ...dated,
        },
        strict,
      ),
      { minItems: 1 },
    ),
    /** From which score on a report is shown before sending, proposed to the office, merged by itself in a storm. */
    thresholds: Type.Array(
      Type.Object({ id: Code, suggest: Share, propose: Share, storm: Share, ...dated }, strict),
      { minItems: 1 },
    ),
    /** When so many reports of one group come in ten minutes a storm begins; it ends when it was quiet for a while. */
    storm: Type.Array(
      Type.Object(
        {
          id: Code,
          filedInTenMinutes: Type.Integer({ minimum: 2 }),
          quietMinutes: Type.Integer({ minimum: 1 }),
          ...dated,
        },
        strict,
      ),
      { minItems: 1 },
    ),
  },
  strict,
);
export type DuplicatesFile = Static<typeof DuplicatesFile>;

/** How far two reports of this service may lie apart; the row of the service before the one for all. */
export function reachOf(
  file: DuplicatesFile,
  service: string,
  at: Date,
): { readonly metres: number; readonly closedDays: number } {
  const day = localDate(at);
  const fitting = file.reach.filter((row) => isValidOn(row, day));
  const row = fitting.find((one) => one.service === service) ?? fitting.find((one) => one.service === '*');
  return row ?? { metres: 0, closedDays: 0 };
}

export function thresholdsOf(
  file: DuplicatesFile,
  at: Date,
): { suggest: number; propose: number; storm: number } {
  const row = file.thresholds.find((one) => isValidOn(one, localDate(at)));
  return row ?? { suggest: 1, propose: 1, storm: 1 };
}

export function stormRule(
  file: DuplicatesFile,
  at: Date,
): { filedInTenMinutes: number; quietMinutes: number } | null {
  return file.storm.find((one) => isValidOn(one, localDate(at))) ?? null;
}
