// The shape of the city's file on Open311 (city/*/services/open311.json): who we are, and what a service asks.
import { type Static, Type } from 'typebox';
import { isValidOn } from '../services/city-data.ts';

const strict = { additionalProperties: false } as const;
const Words = Type.Object({ vi: Type.String({ minLength: 1 }), en: Type.String({ minLength: 1 }) }, strict);
const Code = Type.String({ pattern: '^[a-z0-9]+(-[a-z0-9]+)*$', maxLength: 64 });
const Day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' });

/** Kinds of answers, GeoReport v2 "datatype". */
export const datatypes = [
  'string',
  'number',
  'datetime',
  'text',
  'singlevaluelist',
  'multivaluelist',
] as const;

export const Open311File = Type.Object(
  {
    jurisdiction: Type.String({ minLength: 3 }),
    contact: Words,
    keyService: Words,
    /** When the services last changed, RFC 3339. */
    changed: Type.String(),
    attributes: Type.Array(
      Type.Object(
        {
          id: Code,
          service: Code,
          code: Type.String({ pattern: '^[a-z][a-z0-9_]*$', maxLength: 64 }),
          datatype: Type.Enum(datatypes),
          required: Type.Boolean(),
          order: Type.Integer({ minimum: 1 }),
          description: Words,
          hint: Words,
          values: Type.Array(Type.Object({ key: Type.String({ minLength: 1 }), name: Words }, strict)),
          document: Code,
          validFrom: Day,
          validTo: Type.Union([Day, Type.Null()]),
        },
        strict,
      ),
    ),
  },
  strict,
);
export type Open311File = Static<typeof Open311File>;
export type Attribute = Open311File['attributes'][number];

/** What a service asks on a day, in its order. */
export function attributesOf(file: Open311File, service: string, day: string): readonly Attribute[] {
  return file.attributes
    .filter((row) => row.service === service && isValidOn(row, day))
    .sort((one, other) => one.order - other.order);
}
