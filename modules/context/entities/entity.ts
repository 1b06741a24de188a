// An entity as it is kept: names are IRIs, every attribute is a list of instances, values are as they came (GS CIM 009 §4.5).

export const attributeKinds = [
  'Property',
  'Relationship',
  'GeoProperty',
  'LanguageProperty',
  'VocabProperty',
  'JsonProperty',
  'ListProperty',
  'ListRelationship',
] as const;
export type AttributeKind = (typeof attributeKinds)[number];

/** Which member carries what an attribute says, by its kind. */
export const valueMember = {
  Property: 'value',
  Relationship: 'object',
  GeoProperty: 'value',
  LanguageProperty: 'languageMap',
  VocabProperty: 'vocab',
  JsonProperty: 'json',
  ListProperty: 'valueList',
  ListRelationship: 'objectList',
} as const satisfies Record<AttributeKind, string>;

/** One instance of an attribute; at most one of them has no datasetId. */
export interface Instance {
  readonly kind: AttributeKind;
  /** What it says: the content of `value`, `object`, `languageMap` … by its kind. */
  readonly v: unknown;
  readonly datasetId?: string;
  readonly observedAt?: string;
  readonly unitCode?: string;
  /** IRIs of the types that a relationship leads to. */
  readonly objectType?: readonly string[];
  readonly valueType?: readonly string[];
  readonly expiresAt?: string;
  readonly createdAt: string;
  readonly modifiedAt: string;
  readonly sub?: Attributes;
}

export type Attributes = Readonly<Record<string, readonly Instance[]>>;

export interface Entity {
  readonly id: string;
  /** IRIs. */
  readonly types: readonly string[];
  readonly scopes: readonly string[];
  readonly createdAt: string;
  readonly modifiedAt: string;
  readonly expiresAt?: string;
  readonly attrs: Attributes;
}

/** What deletes a member within a patch (§4.5.0). */
export const ngsiNull = 'urn:ngsi-ld:null';

/** Whether a value says “remove this”. A language map says so with `@none`. */
export function isNull(v: unknown): boolean {
  if (v === ngsiNull || v === null) return true;
  if (typeof v !== 'object' || Array.isArray(v)) return false;
  const entries = Object.entries(v as Record<string, unknown>);
  return entries.length === 1 && entries[0]?.[0] === '@none' && entries[0][1] === ngsiNull;
}

export const locationIri = 'https://uri.etsi.org/ngsi-ld/location';

const uriForm = /^[a-zA-Z][a-zA-Z0-9+.-]*:[^\s<>"{}|\\^`]+$/;
export const isUri = (text: unknown): text is string => typeof text === 'string' && uriForm.test(text);

const instantForm = /^(\d{4})-(\d{2})-(\d{2})T([01]\d|2[0-3]):[0-5]\d:([0-5]\d|60)([.,]\d{1,9})?Z$/;

/** A date and time in UTC as §4.6.3 wants it: it ends in Z, and the day exists. */
export function isInstant(text: unknown): text is string {
  if (typeof text !== 'string') return false;
  const parts = instantForm.exec(text);
  if (!parts) return false;
  const [, year, month, day] = parts.map(Number) as [number, number, number, number];
  return month >= 1 && month <= 12 && day >= 1 && day <= new Date(Date.UTC(year, month, 0)).getUTCDate();
}

const geometries: Readonly<Record<string, number>> = {
  Point: 0,
  MultiPoint: 1,
  LineString: 1,
  MultiLineString: 2,
  Polygon: 2,
  MultiPolygon: 3,
};

/** A geometry of GeoJSON (RFC 7946) with coordinates of the right depth, on the earth. */
export function isGeometry(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const { type, coordinates, geometries: parts } = value as Record<string, unknown>;
  if (type === 'GeometryCollection') return Array.isArray(parts) && parts.every(isGeometry);
  const depth = geometries[String(type)];
  if (depth === undefined) return false;
  if (!isNested(coordinates, depth)) return false;
  const rings =
    type === 'Polygon' ? coordinates : type === 'MultiPolygon' ? (coordinates as unknown[]).flat() : [];
  if (type === 'LineString' && (coordinates as unknown[]).length < 2) return false;
  return (rings as number[][][]).every(isRing);
}

export const isGeometryType = (type: unknown): boolean =>
  type === 'GeometryCollection' || String(type) in geometries;

function isNested(value: unknown, depth: number): boolean {
  if (!Array.isArray(value)) return false;
  if (depth === 0) {
    const [lon, lat] = value as unknown[];
    return (
      (value.length === 2 || value.length === 3) &&
      value.every((part) => typeof part === 'number' && Number.isFinite(part)) &&
      Math.abs(lon as number) <= 180 &&
      Math.abs(lat as number) <= 90
    );
  }
  return value.length > 0 && value.every((part) => isNested(part, depth - 1));
}

function isRing(ring: readonly number[][]): boolean {
  const [first, last] = [ring[0], ring.at(-1)];
  return ring.length >= 4 && first?.[0] === last?.[0] && first?.[1] === last?.[1];
}
