// The shapes of what everybody may read.
import { Type } from 'typebox';

const OrNull = <S extends import('typebox').TSchema>(schema: S) => Type.Union([schema, Type.Null()]);
const Time = Type.String({ format: 'date-time' });

export const Sensor = Type.Object(
  {
    code: Type.String(),
    kind: Type.String(),
    title: Type.String(),
    lat: OrNull(Type.Number()),
    lon: OrNull(Type.Number()),
    unitCode: OrNull(Type.String()),
    values: Type.Array(
      Type.Object({
        metric: Type.String(),
        unit: OrNull(Type.String()),
        v: Type.Number(),
        at: Time,
        /** Older than twice its period, or declared dead by its gateway. */
        isStale: Type.Boolean(),
      }),
    ),
  },
  { $id: 'Sensor' },
);

export const Chart = Type.Object(
  {
    device: Type.String(),
    metric: Type.String(),
    unit: OrNull(Type.String()),
    level: Type.Enum(['raw', '5m', '1h', '1d']),
    rows: Type.Array(
      Type.Object({
        at: Time,
        avg: OrNull(Type.Number()),
        min: OrNull(Type.Number()),
        max: OrNull(Type.Number()),
        n: Type.Integer(),
      }),
    ),
  },
  { $id: 'SensorChart' },
);

export const AirStation = Type.Object(
  {
    code: Type.String(),
    title: Type.String(),
    lat: OrNull(Type.Number()),
    lon: OrNull(Type.Number()),
    unitCode: OrNull(Type.String()),
    /** Null without dust, or when the newest is too old to be said. */
    index: OrNull(Type.Integer()),
    level: OrNull(Type.String()),
    at: OrNull(Time),
    values: Type.Array(
      Type.Object({ metric: Type.String(), v: Type.Number(), at: Time, isStale: Type.Boolean() }),
    ),
  },
  { $id: 'AirStation' },
);

export const Tide = Type.Object(
  {
    station: Type.String(),
    isVerified: Type.Boolean(),
    source: Type.String(),
    nowMetres: Type.Number(),
    waters: Type.Array(Type.Object({ time: Time, metres: Type.Number(), isHigh: Type.Boolean() })),
    heights: Type.Array(Type.Tuple([Time, Type.Number()])),
  },
  { $id: 'Tide' },
);

export const Vessels = Type.Object(
  {
    type: Type.Literal('FeatureCollection'),
    features: Type.Array(
      Type.Object({
        type: Type.Literal('Feature'),
        id: Type.Integer(),
        geometry: Type.Object({ type: Type.Literal('Point'), coordinates: Type.Array(Type.Number()) }),
        properties: Type.Object({
          mmsi: Type.Integer(),
          name: OrNull(Type.String()),
          shipType: OrNull(Type.Integer()),
          lengthM: OrNull(Type.Integer()),
          destination: OrNull(Type.String()),
          speedKnots: OrNull(Type.Number()),
          course: OrNull(Type.Number()),
          navStatus: OrNull(Type.Integer()),
          placedAt: Time,
        }),
      }),
    ),
  },
  { $id: 'Vessels' },
);
