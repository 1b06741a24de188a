// The shapes of geography: points, administrative units with their dates, relations, boundaries.
import type { MultiPolygon, Polygon } from 'geojson';

/** Degrees of WGS 84. */
export type Point = { readonly lat: number; readonly lon: number };

/** West, south, east, north in degrees. */
export type Box = readonly [west: number, south: number, east: number, north: number];

/** A calendar day, `YYYY-MM-DD`. Such strings compare in the order of time. */
export type IsoDay = string;

export type Shape = Polygon | MultiPolygon;

export const unitKinds = [
  'tỉnh',
  'thành phố',
  'quận',
  'huyện',
  'thị xã',
  'phường',
  'xã',
  'thị trấn',
  'đặc khu',
] as const;
export type UnitKind = (typeof unitKinds)[number];

/** A city may stand under a province or beside it, so the level does not follow from the kind. */
export const unitLevels = ['province', 'district', 'commune'] as const;
export type UnitLevel = (typeof unitLevels)[number];

/** One administrative unit as it was from one day to another. Its key is (code, validFrom): codes are used again. */
export type Unit = {
  readonly code: string;
  /** Without the kind: `An Biên`. */
  readonly name: string;
  /** `An Bien` */
  readonly nameEn: string;
  readonly kind: UnitKind;
  readonly level: UnitLevel;
  /** The unit above. Since 1 July 2025 that is the province, before it a district. */
  readonly parentCode: string | null;
  readonly validFrom: IsoDay;
  /** The last day, inclusive; null while it stands. */
  readonly validTo: IsoDay | null;
  /** As stated officially, which may include tidal land that no boundary shows. */
  readonly areaKm2: number | null;
  readonly centroid: Point | null;
  /** Number of the legal document that made it so; null where it is older than our records. */
  readonly document: string | null;
};

/** A unit handed its whole territory on, or a part of it. */
export type Share = 'whole' | 'part';

export type UnitKey = { readonly code: string; readonly validFrom: IsoDay };

/** What became of a unit on the day `to.validFrom`. */
export type UnitRelation = { readonly from: UnitKey; readonly to: UnitKey; readonly share: Share };

export type RelatedUnit = { readonly unit: Unit; readonly share: Share };

export type BoundaryFeature = {
  readonly code: string;
  readonly shape: Shape;
  /** The same with fewer corners, for screens. */
  readonly display?: Shape;
  /** Where its name is written on a map: a point well inside. */
  readonly label: Point;
};

/** Boundaries of all units of one level from one day on. */
export type BoundarySet = {
  readonly id: string;
  readonly validFrom: IsoDay;
  /** True for the drawing computed from areas and centroids, which is no survey. */
  readonly schematic: boolean;
  readonly source: string;
  readonly document: string | null;
  readonly features: readonly BoundaryFeature[];
};

/** Where a point lies on a day. */
export type PlaceFound = {
  readonly found: true;
  readonly unit: Unit;
  /** The district of that time; null where there is none (since 1 July 2025). */
  readonly district: Unit | null;
  /** True when no surveyed boundary of that day says so: schematic outline, nearest unit, or predecessor. */
  readonly approximate: boolean;
  /** To the unit's boundary, or to its centroid where that day has no boundaries; null inside a boundary. */
  readonly distanceMetres: number | null;
  /** The other units that it may be, likeliest first; empty unless approximate. */
  readonly alternatives: readonly Unit[];
};

/** `outside`: not in the city. `before-records`: the day lies before the first one we know. */
export type PlaceMissing = { readonly found: false; readonly reason: 'outside' | 'before-records' };

export type Place = PlaceFound | PlaceMissing;

export type Conversion =
  | {
      readonly status: 'one';
      readonly from: readonly Unit[];
      readonly unit: Unit;
      readonly approximate: boolean;
    }
  | {
      /** The old unit was divided (or its name is not unique): only a point decides among the candidates. */
      readonly status: 'needs-point';
      readonly from: readonly Unit[];
      readonly candidates: readonly Unit[];
      /** Where the given point lies, when that is none of the candidates. */
      readonly elsewhere: Unit | null;
    }
  | { readonly status: 'unknown'; readonly from: readonly Unit[] };

export type ConvertRequest = {
  readonly code?: string;
  readonly name?: string;
  /** The day at which the code or name held; without it, any day before `to`. */
  readonly from?: IsoDay;
  readonly to: IsoDay;
  readonly point?: Point;
};
