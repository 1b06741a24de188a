// Geo-queries (GS CIM 009 §4.10): a relation, a geometry, and the property of the entity that is compared.
import { type RawBuilder, sql } from 'kysely';
import { metresPerDegree } from '@city/kernel/geo';
import { type Entity, isGeometry, locationIri } from '../entities/entity.ts';
import type { TermMap } from '../terms/term-map.ts';
import { badData } from '../wire/problem.ts';
import {
  equals,
  type Geometry,
  intersects,
  metresBetween,
  overlaps,
  type Parts,
  partsOf,
  type Span,
  spanOf,
  within,
} from './geometry.ts';

const relations = ['near', 'within', 'contains', 'intersects', 'overlaps', 'equals', 'disjoint'] as const;
type Relation = (typeof relations)[number];

export interface GeoQ {
  readonly relation: Relation;
  readonly maxMetres?: number;
  readonly minMetres?: number;
  readonly shape: Parts;
  readonly span: Span;
  /** IRI of the property compared. */
  readonly property: string;
}

export interface GeoParams {
  readonly georel?: unknown;
  readonly geometry?: unknown;
  readonly coordinates?: unknown;
  readonly geoproperty?: unknown;
}

/** Undefined when nothing is said. @throws Problem `BadRequestData` when something is missing or wrong */
export function parseGeoQ(given: GeoParams, terms: TermMap): GeoQ | undefined {
  const { georel, geometry, coordinates, geoproperty } = given;
  if (georel === undefined && geometry === undefined && coordinates === undefined) {
    return undefined;
  }
  if (typeof georel !== 'string' || typeof geometry !== 'string' || coordinates === undefined)
    throw badData('A geo-query needs georel, geometry and coordinates');
  const [name = '', ...modifiers] = georel.split(';');
  const relation = relations.find((one) => one === name);
  if (!relation) throw badData(`${name} is not a relation of geometries`);
  const shape = {
    type: geometry,
    coordinates: typeof coordinates === 'string' ? parsed(coordinates) : coordinates,
  };
  if (!isGeometry(shape)) throw badData('coordinates do not fit the geometry');
  const span = spanOf([shape]);
  if (!span) throw badData('The geometry is empty');
  const property = geoproperty === undefined ? locationIri : terms.expand(String(geoproperty));
  return { relation, ...distances(relation, modifiers), shape: partsOf(shape as Geometry), span, property };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw badData('coordinates are not JSON');
  }
}

function distances(relation: Relation, modifiers: readonly string[]): Pick<GeoQ, 'maxMetres' | 'minMetres'> {
  const found: { maxMetres?: number; minMetres?: number } = {};
  for (const modifier of modifiers) {
    const [, name, metres] = /^(max|min)Distance==(\d+(?:\.\d+)?)$/.exec(modifier) ?? [];
    if (relation !== 'near' || name === undefined) throw badData(`${modifier} is not a distance`);
    found[name === 'max' ? 'maxMetres' : 'minMetres'] = Number(metres);
  }
  if (relation === 'near' && Object.keys(found).length !== 1)
    throw badData('near needs maxDistance or minDistance');
  return found;
}

/** Whether the geometry of the default instance stands in the relation; without one the first counts. */
export function geoMatches(geo: GeoQ, entity: Pick<Entity, 'attrs'>): boolean {
  const instances = entity.attrs[geo.property] ?? [];
  const chosen = instances.find(({ datasetId }) => datasetId === undefined) ?? instances[0];
  if (chosen?.kind !== 'GeoProperty') return false;
  const ours = partsOf(chosen.v as Geometry);
  switch (geo.relation) {
    case 'near': {
      const metres = metresBetween(ours, geo.shape);
      return metres <= (geo.maxMetres ?? Infinity) && metres >= (geo.minMetres ?? 0);
    }
    case 'within':
      return within(ours, geo.shape);
    case 'contains':
      return within(geo.shape, ours);
    case 'intersects':
      return intersects(ours, geo.shape);
    case 'overlaps':
      return overlaps(ours, geo.shape);
    case 'equals':
      return equals(ours, geo.shape);
    case 'disjoint':
      return !intersects(ours, geo.shape);
  }
}

/** Leaves out what cannot match, by boxes; the exact answer is `geoMatches`. */
export function geoInSql(geo: GeoQ): RawBuilder<boolean> {
  const there = sql<boolean>`e.attrs @? ${`$.${JSON.stringify(geo.property)}`}::jsonpath`;
  if (geo.property !== locationIri || geo.relation === 'disjoint' || geo.minMetres !== undefined)
    return there;
  const [west, south, east, north] =
    geo.maxMetres === undefined ? geo.span : widened(geo.span, geo.maxMetres);
  return sql<boolean>`e.span && box(point(${east}, ${north}), point(${west}, ${south}))`;
}

function widened([west, south, east, north]: Span, metres: number): Span {
  const degree = metresPerDegree(Math.min(89, Math.max(Math.abs(south), Math.abs(north)) + metres / 111_000));
  const [lon, lat] = [(metres * 1.01) / degree.lon, (metres * 1.01) / degree.lat];
  return [west - lon, south - lat, east + lon, north + lat];
}
