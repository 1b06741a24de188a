// The shape of the city's file on moderation (city/*/services/moderation.json) and the rule that holds at a moment.
import { localDate } from '@city/kernel/time';
import { type Static, type TSchema, Type } from 'typebox';
import { isValidOn } from '../services/city-data.ts';

const strict = { additionalProperties: false } as const;
const Code = Type.String({ pattern: '^[a-z0-9]+(-[a-z0-9]+)*$', maxLength: 64 });
const Day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' });
const dated = { id: Code, document: Code, validFrom: Day, validTo: Type.Union([Day, Type.Null()]) };
const Count = Type.Integer({ minimum: 1 });
const Metres = Type.Integer({ minimum: 1 });
const rows = <P extends Record<string, TSchema>>(properties: P) =>
  Type.Array(Type.Object({ ...dated, ...properties }, strict), { minItems: 1 });

export const ModerationFile = Type.Object(
  {
    /** From how many flags on a report cannot wait, and how many of one network count. */
    flags: rows({ toTheTop: Count, countedPerAddress: Count }),
    /** In a day: after how many reports a sender without account is asked a question, and how many are taken at all. */
    senders: rows({
      questionAfter: Type.Object({ device: Count, phone: Count, address: Count }, strict),
      mostPerDay: Type.Object({ person: Count, device: Count, phone: Count, address: Count }, strict),
      questionMinutes: Count,
      forgetDays: Count,
    }),
    /** How long somebody may be kept from sending, and what they are told about objecting. */
    bans: rows({
      mostDays: Count,
      appeal: Type.Object({ vi: Type.String({ minLength: 1 }), en: Type.String({ minLength: 1 }) }, strict),
    }),
    /** Up to which distance a place is no question, from which it is a full one, and from which score a person looks. */
    places: rows({
      nearMetres: Metres,
      farMetres: Metres,
      doubtFrom: Type.Integer({ minimum: 1, maximum: 100 }),
    }),
  },
  strict,
);
export type ModerationFile = Static<typeof ModerationFile>;

/** The row of a part that holds at a moment; before the first row's day, the last one stands in. */
export function moderationRule<P extends keyof ModerationFile>(
  file: ModerationFile,
  part: P,
  at: Date,
): ModerationFile[P][number] {
  const day = localDate(at);
  const row = (file[part] as readonly ModerationFile[P][number][]).find((one) => isValidOn(one, day));
  return row ?? (file[part].at(-1) as ModerationFile[P][number]);
}
