// What the units module answers: the shapes of a unit, a place, a conversion and the boundaries.
import { type Static, Type } from 'typebox';
import { type Unit, unitKinds, unitLevels } from '@city/kernel/geo';

const Nullable = <S extends Parameters<typeof Type.Union>[0][number]>(schema: S) =>
  Type.Union([schema, Type.Null()]);
const Day = Type.String({ format: 'date' });
const Kind = Type.Enum(unitKinds, { description: 'ward, commune, district … in Vietnamese' });
const Level = Type.Enum(unitLevels);

export const UnitRef = Type.Object({ code: Type.String(), name: Type.String(), kind: Kind, validFrom: Day });

const unitFields = {
  code: Type.String({
    description: 'Official code. Used again for other units: the key is (code, validFrom)',
  }),
  name: Type.String(),
  nameEn: Type.String(),
  kind: Kind,
  level: Level,
  parent: Nullable(UnitRef),
  validFrom: Day,
  validTo: Nullable(Type.String({ format: 'date', description: 'The last day, inclusive' })),
  areaKm2: Nullable(Type.Number({ description: 'As stated officially' })),
  centroid: Nullable(Type.Object({ lat: Type.Number(), lon: Type.Number() })),
  document: Nullable(Type.String({ description: 'Number of the document that made it so' })),
};

export const UnitView = Type.Object(unitFields, { $id: 'Unit' });
export type UnitView = Static<typeof UnitView>;

const Related = Type.Object({
  unit: UnitRef,
  share: Type.Union([Type.Literal('whole'), Type.Literal('part')]),
});

export const UnitDetail = Type.Object(
  {
    ...unitFields,
    predecessors: Type.Array(Related, { description: 'What it was made of on validFrom' }),
    successors: Type.Array(Related, { description: 'What it became after validTo' }),
    versions: Type.Array(UnitRef, { description: 'Everything this code has stood for, oldest first' }),
  },
  { $id: 'UnitDetail' },
);

export const PlaceView = Type.Object(
  {
    ...unitFields,
    at: Day,
    district: Nullable(UnitRef),
    approximate: Type.Boolean({
      description:
        'True when no surveyed boundary of that day says so: schematic outline, predecessor, or just outside',
    }),
    distanceMetres: Nullable(
      Type.Number({
        description: 'To the boundary, or to the centroid where the day has no boundaries; null inside',
      }),
    ),
    alternatives: Type.Array(UnitRef, { description: 'Other units that it may be, likeliest first' }),
  },
  { $id: 'UnitAtPoint' },
);

export const ConversionView = Type.Object(
  {
    status: Type.Union([Type.Literal('one'), Type.Literal('needs-point')]),
    to: Day,
    unit: Nullable(UnitView),
    candidates: Type.Array(UnitRef, {
      description: 'With needs-point: send lat and lon to choose among them',
    }),
    from: Type.Array(UnitRef, { description: 'The old units that the code or name was taken for' }),
    approximate: Type.Boolean(),
    elsewhere: Nullable(UnitRef),
  },
  { $id: 'UnitConversion' },
);

export type UnitRef = Static<typeof UnitRef>;

export function unitRef({ code, name, kind, validFrom }: Unit): UnitRef {
  return { code, name, kind, validFrom };
}
