// Shapes of what a map is told.
import { Type } from 'typebox';
import type { ReportState } from '../cases/states.ts';

const Instant = Type.String({ format: 'date-time' });
const Count = Type.Integer({ minimum: 0 });

/** One point of a map, in the order of `MapPoints.fields`. */
export type MapPoint = readonly [
  lat: number,
  lon: number,
  service: string,
  state: ReportState,
  trackingCode: string,
];
/** Points of a map: rows instead of objects, because there may be thousands. */
export const MapPoints = Type.Object({
  at: Instant,
  fields: Type.Array(Type.String()),
  points: Type.Array(Type.Array(Type.Unknown(), { minItems: 5, maxItems: 5 }), {
    description: 'Values in the order of `fields`',
  }),
  complete: Type.Boolean({ description: 'False when there were more points than one answer holds' }),
});
export const MapClusters = Type.Object({
  at: Instant,
  clusters: Type.Array(Type.Object({ lat: Type.Number(), lon: Type.Number(), open: Count, overdue: Count }), {
    description: 'Largest first',
  }),
});
