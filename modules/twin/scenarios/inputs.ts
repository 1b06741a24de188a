// What may be changed in a scenario, by kind: JSON schemas with bounds, the same for the form, the interface and the table.
import { type Static, type TSchema, Type } from 'typebox';

export const kinds = ['flood', 'traffic', 'evacuation', 'plume', 'water'] as const;
export type Kind = (typeof kinds)[number];

const number = (minimum: number, maximum: number, fallback: number) =>
  Type.Number({ minimum, maximum, default: fallback });
const whole = (minimum: number, maximum: number, fallback: number) =>
  Type.Integer({ minimum, maximum, default: fallback });
const Id = Type.String({ pattern: '^[a-z0-9-]{1,60}$' });
const Lat = Type.Number({ minimum: 20, maximum: 21.5 });
const Lon = Type.Number({ minimum: 106, maximum: 108 });
const object = <P extends Record<string, TSchema>>(properties: P) =>
  Type.Object(properties, { additionalProperties: false });

export const FloodInput = object({
  terrain: Type.Union([Type.Null(), Type.String({ format: 'uuid' })], {
    description: 'Null: the newest',
    default: null,
  }),
  cellMetres: whole(200, 2_000, 500),
  hours: whole(1, 72, 24),
  /** Metres above Hòn Dáu’s chart zero. */
  tidePeak: number(0, 6, 3.8),
  tideLow: number(-1, 4, 0.6),
  peakHour: number(0, 72, 12),
  surge: number(0, 5, 0.5),
  surgeHours: number(1, 48, 12),
  rainMillimetres: number(0, 1_000, 100),
  rainHours: number(1, 72, 12),
  drainMillimetresPerHour: number(0, 50, 3),
  riverRise: number(0, 5, 0.2),
  /** Added to every dyke; may be negative. */
  dykeRaise: number(-3, 3, 0),
  roughness: number(0.01, 0.2, 0.05),
  breaches: Type.Array(object({ lat: Lat, lon: Lon, metres: number(100, 5_000, 800) }), {
    maxItems: 20,
    default: [],
  }),
  /** New walls in a straight line, their crest in metres above the land’s datum. */
  walls: Type.Array(
    object({ fromLat: Lat, fromLon: Lon, toLat: Lat, toLon: Lon, crest: number(-2, 10, 4) }),
    { maxItems: 20, default: [] },
  ),
  pumps: Type.Array(object({ lat: Lat, lon: Lon, cubicMetresPerSecond: number(0.1, 200, 10) }), {
    maxItems: 50,
    default: [],
  }),
});

export const TrafficInput = object({
  hours: number(0.5, 12, 2),
  stepSeconds: whole(5, 20, 10),
  demandFactor: number(0, 5, 1),
  /** Standard deviation of each origin’s demand, in per cent, drawn from the seed. */
  swayPercent: number(0, 50, 10),
  capacityDropPercent: number(0, 40, 10),
  closures: Type.Array(
    object({ road: Id, fromHour: number(0, 24, 0), toHour: number(0, 24, 24), openShare: number(0, 1, 0) }),
    { maxItems: 40, default: [] },
  ),
});

export const EvacuationInput = object({
  /** Hours from the order until the last may arrive. */
  hours: number(1, 48, 8),
  /** Of the people around each origin, how many in a hundred must leave. */
  sharePercent: number(0, 100, 15),
  /** Mean hours until people set out; how they spread is drawn from the seed. */
  readyHours: number(0, 12, 1.5),
  peoplePerVehicle: number(1, 50, 3),
  shelterFactor: number(0, 3, 1),
  closures: Type.Array(object({ road: Id, fromHour: number(0, 72, 0) }), { maxItems: 200, default: [] }),
});

export const PlumeInput = object({
  substance: Type.String({ pattern: '^[a-z0-9-]{1,60}$', default: 'ammonia' }),
  lat: Type.Number({ minimum: 20, maximum: 21.5, default: 20.83 }),
  lon: Type.Number({ minimum: 106, maximum: 108, default: 106.77 }),
  kilograms: number(1, 200_000, 20_000),
  releaseMinutes: number(1, 240, 30),
  hours: number(0.5, 6, 2),
  height: number(0, 200, 2),
  windSpeed: number(0.5, 20, 3),
  windFrom: number(0, 360, 90),
  swayDegrees: number(0, 40, 8),
  sky: Type.Enum(['strong-sun', 'moderate-sun', 'slight-sun', 'overcast', 'cloudy-night', 'clear-night'], {
    default: 'overcast',
  }),
  terrain: Type.Enum(['open', 'urban'], { default: 'urban' }),
  mixingHeight: number(100, 3_000, 800),
});

export const WaterInput = object({
  hours: whole(1, 72, 24),
  demandFactor: number(0, 5, 1),
  closed: Type.Array(Id, { maxItems: 40, default: [] }),
  taken: Type.Array(object({ junction: Id, litresPerSecond: number(0.1, 2_000, 60) }), {
    maxItems: 40,
    default: [],
  }),
});

export type FloodInput = Static<typeof FloodInput>;
export type TrafficInput = Static<typeof TrafficInput>;
export type EvacuationInput = Static<typeof EvacuationInput>;
export type PlumeInput = Static<typeof PlumeInput>;
export type WaterInput = Static<typeof WaterInput>;

export const ScenarioInput = Type.Union([
  object({ kind: Type.Literal('flood'), flood: FloodInput }),
  object({ kind: Type.Literal('traffic'), traffic: TrafficInput }),
  object({ kind: Type.Literal('evacuation'), evacuation: EvacuationInput }),
  object({ kind: Type.Literal('plume'), plume: PlumeInput }),
  object({ kind: Type.Literal('water'), water: WaterInput }),
]);
export type ScenarioInput = Static<typeof ScenarioInput>;
