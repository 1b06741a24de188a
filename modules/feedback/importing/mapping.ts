// The mapping file: which column of another system's file is what, and how its places and times become this city's.
import { readFileSync } from 'node:fs';
import { type Static, Type } from 'typebox';
import { Compile } from 'typebox/compile';

const Columns = Type.Object(
  {
    reference: Type.String(),
    openedAt: Type.String(),
    dueAt: Type.String(),
    closedAt: Type.String(),
    title: Type.String(),
    kind: Type.String(),
    closing: Type.String(),
    department: Type.String(),
    address: Type.String(),
    onTime: Type.String(),
    lat: Type.String(),
    lon: Type.String(),
  },
  { additionalProperties: false },
);

export const MappingFile = Type.Object(
  {
    source: Type.String({ pattern: '^[a-z0-9][a-z0-9-]{2,40}$' }),
    title: Type.String(),
    licence: Type.String(),
    columns: Columns,
    onTimeValues: Type.Object({ yes: Type.String(), no: Type.String() }),
    time: Type.Object({
      why: Type.String(),
      /** Whole weeks, so that a Monday stays a Monday. */
      shiftWeeks: Type.Integer(),
    }),
    place: Type.Object({
      why: Type.String(),
      method: Type.Literal('hilbert-ranks'),
      box: Type.Object({
        south: Type.Number(),
        west: Type.Number(),
        north: Type.Number(),
        east: Type.Number(),
      }),
      unitsAt: Type.String({ format: 'date' }),
      /** How many reports a unit of a kind gets in proportion to others. */
      weights: Type.Record(Type.String(), Type.Number({ exclusiveMinimum: 0 })),
    }),
    services: Type.Array(Type.Object({ kind: Type.String(), service: Type.String() })),
    otherService: Type.String(),
  },
  { additionalProperties: false },
);
export type Mapping = Static<typeof MappingFile>;

const check = Compile(MappingFile);

/**
 * Reads a mapping file.
 * @throws Error that names the field when it is not one.
 */
export function readMapping(file: string): Mapping {
  const value: unknown = JSON.parse(readFileSync(file, 'utf8'));
  if (check.Check(value)) return value;
  const fault = check.Errors(value)[0];
  throw new Error(`${file}${fault?.instancePath ?? ''}: ${fault?.message ?? 'is not a mapping'}`);
}

/** The service of a kind of matter in the file; the first pattern that fits decides. */
export function serviceFinder(mapping: Mapping): (kind: string) => string {
  const rules = mapping.services.map(({ kind, service }) => ({ fits: new RegExp(kind, 'i'), service }));
  const known = new Map<string, string>();
  return (kind) => {
    let service = known.get(kind);
    if (service === undefined) {
      service = rules.find(({ fits }) => fits.test(kind))?.service ?? mapping.otherService;
      known.set(kind, service);
    }
    return service;
  };
}
