// What a query asks for, from the parameters of a GET or the body of a POST (GS CIM 009 §5.2.23, §6.4.3.2).
import { isUri } from '../entities/entity.ts';
import { LIMITS } from '../limits.ts';
import type { TermMap } from '../terms/term-map.ts';
import { badData } from '../wire/problem.ts';
import { type GeoQ, parseGeoQ } from './geo-query.ts';
import { type Order, parseOrder } from './order.ts';
import { linearPattern } from './pattern.ts';
import { asksAttributes, linkDepth, parseQ, type Q } from './q-parser.ts';
import { parseScopeQ, type ScopeQ } from './scope-query.ts';
import { parseTypeSelection, type TypeSelection } from './type-selection.ts';

/** One way to choose entities; a query may name several. */
export interface Selector {
  readonly ids?: readonly string[];
  readonly idPattern?: string;
  readonly types?: TypeSelection;
}

export interface EntityQuery {
  readonly selectors: readonly Selector[];
  /** IRIs: an entity has at least one of them. */
  readonly attrs?: readonly string[];
  readonly q?: Q;
  readonly scopeQ?: ScopeQ;
  readonly geo?: GeoQ;
  readonly datasets?: readonly string[];
  readonly order?: Order;
}

export interface QueryParts {
  readonly selectors: readonly Selector[];
  readonly attrs?: readonly string[] | undefined;
  readonly q?: string | undefined;
  readonly scopeQ?: string | undefined;
  readonly geo?: GeoQ | undefined;
  readonly expandValues?: readonly string[] | undefined;
  readonly datasets?: readonly string[] | undefined;
  readonly order?: Order | undefined;
}

/** Puts a query together. @throws Problem `BadRequestData` */
export function makeQuery(parts: QueryParts, terms: TermMap): EntityQuery {
  const expandValues = new Set((parts.expandValues ?? []).map((name) => terms.expand(name)));
  return {
    selectors: parts.selectors,
    ...(parts.attrs ? { attrs: parts.attrs } : {}),
    ...(parts.q === undefined ? {} : { q: parseQ(parts.q, terms, expandValues) }),
    ...(parts.scopeQ === undefined ? {} : { scopeQ: parseScopeQ(parts.scopeQ) }),
    ...(parts.geo ? { geo: parts.geo } : {}),
    ...(parts.datasets ? { datasets: parts.datasets } : {}),
    ...(parts.order ? { order: parts.order } : {}),
  };
}

export function selectorOf(
  given: { readonly id?: unknown; readonly idPattern?: unknown; readonly type?: unknown },
  terms: TermMap,
): Selector {
  const ids =
    given.id === undefined
      ? undefined
      : [given.id].flat().flatMap((id) => (typeof id === 'string' ? id.split(',') : [id]));
  if (ids && (ids.length === 0 || !ids.every(isUri))) throw badData('id must be a URI, or several');
  const { idPattern, type } = given;
  if (idPattern !== undefined && typeof idPattern !== 'string') throw badData('idPattern must be a text');
  if (type !== undefined && typeof type !== 'string' && !Array.isArray(type))
    throw badData('type must be a text');
  const selection = Array.isArray(type) ? type.join(',') : type;
  return {
    ...(ids ? { ids: ids as string[] } : {}),
    // §5.2.33: an id goes before a pattern.
    ...(idPattern !== undefined && !ids ? { idPattern: linearPattern(idPattern).source } : {}),
    ...(selection === undefined || selection === '*'
      ? {}
      : { types: parseTypeSelection(String(selection), terms) }),
  };
}

/** The query of a GET. */
export function queryOfParams(query: URLSearchParams, terms: TermMap): EntityQuery {
  const text = (name: string) => query.get(name) ?? undefined;
  const names = (name: string) => text(name)?.split(/[,|]/);
  if (text('type') === '*' && text('local') === 'false')
    throw badData('type=* is about what is here, so local may not be false');
  checkFilter(text('csf'), terms);
  const orderBy = text('orderBy')?.split(',');
  return makeQuery(
    {
      selectors: [selectorOf({ id: text('id'), idPattern: text('idPattern'), type: text('type') }, terms)],
      attrs: names('attrs')?.map((name) => terms.expand(name.split('{')[0] as string)),
      q: text('q'),
      scopeQ: text('scopeQ'),
      geo: parseGeoQ(
        {
          georel: text('georel'),
          geometry: text('geometry'),
          coordinates: text('coordinates'),
          geoproperty: text('geoproperty'),
        },
        terms,
      ),
      expandValues: names('expandValues'),
      datasets: names('datasetId'),
      order:
        orderBy &&
        parseOrder(
          {
            orderBy,
            collation: text('collation'),
            coordinates: coordinatesOf(text('orderFrom')),
            geometry: text('orderGeometry'),
          },
          terms,
        ),
    },
    terms,
  );
}

function coordinatesOf(text: string | undefined): unknown {
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    throw badData('orderFrom must be coordinates');
  }
}

type Json = Readonly<Record<string, unknown>>;

/** The query of a body (`type: Query`). */
export function queryOfBody(body: Json, terms: TermMap): EntityQuery {
  if (body['type'] !== 'Query') throw badData('type must be Query');
  const { entities, attrs, q, scopeQ, geoQ, datasetId, expandValues, csf, ordering } = body;
  checkFilter(typeof csf === 'string' ? csf : undefined, terms);
  if (entities !== undefined && (!Array.isArray(entities) || entities.length === 0))
    throw badData('entities must be an array of selectors');
  const selectors = ((entities as readonly Json[] | undefined) ?? []).map((one) => {
    if (typeof one !== 'object' || one === null || one['type'] === undefined)
      throw badData('A selector of entities needs a type');
    return selectorOf(one, terms);
  });
  for (const [name, value] of Object.entries({ q, scopeQ }))
    if (value !== undefined && typeof value !== 'string') throw badData(`${name} must be a text`);
  if (geoQ !== undefined && (typeof geoQ !== 'object' || geoQ === null))
    throw badData('geoQ must be an object');
  return makeQuery(
    {
      selectors,
      attrs: namesOf('attrs', attrs)?.map((name) => terms.expand(name)),
      q: q as string | undefined,
      scopeQ: scopeQ as string | undefined,
      geo: parseGeoQ((geoQ as Json | undefined) ?? {}, terms),
      expandValues: namesOf('expandValues', expandValues),
      datasets: namesOf('datasetId', datasetId),
      order: orderOf(ordering, terms),
    },
    terms,
  );
}

function orderOf(ordering: unknown, terms: TermMap): Order | undefined {
  if (ordering === undefined) return undefined;
  if (typeof ordering !== 'object' || ordering === null) throw badData('ordering must be an object');
  const { orderBy, coordinates, geometry, collation } = ordering as Json;
  if (coordinates !== undefined && !Array.isArray(coordinates)) throw badData('coordinates must be an array');
  if (geometry !== undefined && typeof geometry !== 'string') throw badData('geometry must be a text');
  if (collation !== undefined && typeof collation !== 'string') throw badData('collation must be a text');
  const terms_ = namesOf('orderBy', orderBy);
  return terms_ && parseOrder({ orderBy: terms_, coordinates, geometry, collation }, terms);
}

/** A list of names, also written as one text. */
export function namesOf(name: string, given: unknown): readonly string[] | undefined {
  if (given === undefined) return undefined;
  const all = typeof given === 'string' ? given.split(',') : given;
  if (!Array.isArray(all) || all.length === 0 || !all.every((one) => typeof one === 'string' && one !== ''))
    throw badData(`${name} must be names`);
  return all as string[];
}

/** The filter over other sources must at least be one (§5.7.2.4), although none is asked here. */
function checkFilter(csf: string | undefined, terms: TermMap): void {
  if (csf !== undefined) parseQ(csf, terms);
}

/** A query must say which entities it is about, so that nobody asks for everything by mistake (§5.7.2.4). */
export function requireNarrow(query: EntityQuery, isLocal: boolean, isWildcard: boolean): void {
  const system = /^https:\/\/uri\.etsi\.org\/ngsi-ld\/(created|modified|deleted|expires|observed)At$/;
  const narrow =
    isLocal ||
    isWildcard ||
    query.selectors.some(({ types }) => types !== undefined) ||
    query.attrs?.some((name) => !system.test(name)) === true ||
    (query.q !== undefined && asksAttributes(query.q)) ||
    query.geo !== undefined;
  if (!narrow) throw badData('The query is too wide: name a type, attributes, q, a geo-query, or local=true');
}

/** Links may be followed as far as the answer joins them (§5.7.2.4). */
export function requireJoined(depth: number, joinLevel: number): void {
  if (depth > joinLevel) throw badData('The query follows relationships further than it joins them');
}

export const queryLinkDepth = (query: EntityQuery): number => (query.q ? linkDepth(query.q) : 0);

/** How the answer joins what relationships lead to. */
export interface Join {
  readonly how: 'inline' | 'flat';
  readonly level: number;
  /** Entities that are known already and not followed again. */
  readonly known: ReadonlySet<string>;
}

export function joinOf(given: {
  readonly join?: unknown;
  readonly joinLevel?: unknown;
  readonly containedBy?: unknown;
}): Join | undefined {
  const { join, joinLevel = 1 } = given;
  if (join === undefined || join === '@none' || join === 'none') {
    if (given.joinLevel !== undefined && join === undefined) throw badData('joinLevel needs join');
    return undefined;
  }
  if (join !== 'inline' && join !== 'flat') throw badData('join must be inline or flat');
  const level = Number(joinLevel);
  if (!Number.isInteger(level) || level < 1) throw badData('joinLevel must be a whole number from 1 on');
  if (level > LIMITS.joinLevel) throw badData(`joinLevel may be at most ${LIMITS.joinLevel}`);
  return { how: join, level, known: new Set(namesOf('containedBy', given.containedBy) ?? []) };
}
