// Retrieving one entity and querying many, by GET and by POST (GS CIM 009 §6.4.3.2, §6.5.3.1, §6.23).
import { entityToRead } from '../entities/read.ts';
import { type Json, type RenderAs, renderEntity, renderFeature } from '../entities/render.ts';
import { selectionOf } from '../entities/entities.routes.ts';
import type { Entity } from '../entities/entity.ts';
import type { Call, Endpoint, Reply } from '../wire/call.ts';
import { geoJson } from '../wire/media.ts';
import {
  checkOptions,
  flagOf,
  formatOf,
  optionsOf,
  type Page,
  pageOf,
  projections,
  renderingOf,
} from '../wire/params.ts';
import { badData } from '../wire/problem.ts';
import { show, showFeatures } from '../wire/show.ts';
import { renderJoined } from './join.ts';
import { pageLinks } from './page-links.ts';
import { projectionDepth } from './projection.ts';
import {
  type EntityQuery,
  type Join,
  joinOf,
  namesOf,
  queryLinkDepth,
  queryOfBody,
  queryOfParams,
  requireJoined,
  requireNarrow,
} from './query.ts';
import { type Found, queryEntities } from './query.store.ts';

interface Shown {
  readonly as: RenderAs;
  readonly join: Join | undefined;
  readonly geometryProperty: string | undefined;
}

function check(call: Call, { as, join, geometryProperty }: Shown): void {
  if (geometryProperty !== undefined && call.accept !== geoJson)
    throw badData('geometryProperty is for application/geo+json');
  requireJoined(Math.max(projectionDepth(as.pick), projectionDepth(as.omit)), join?.level ?? 0);
}

async function retrieve(call: Call): Promise<Reply> {
  const { query } = call;
  const shown: Shown = {
    as: renderingOf(call),
    join: joinOf({
      join: query.get('join') ?? undefined,
      joinLevel: query.get('joinLevel') ?? undefined,
      containedBy: query.get('containedBy') ?? undefined,
    }),
    geometryProperty: query.get('geometryProperty') ?? undefined,
  };
  check(call, shown);
  flagOf(query, 'local');
  const selection = selectionOf(call);
  return call.transaction(
    async (tx) => {
      const entity = await entityToRead(tx, call, { selection, as: shown.as });
      if (call.accept === geoJson) return showFeatures(call, feature(call, entity, shown));
      if (!shown.join) return show(call, renderEntity(entity, shown.as));
      const joined = await renderJoined(tx, call.tenant, [entity], { as: shown.as, join: shown.join });
      return show(call, shown.join.how === 'flat' ? joined : (joined[0] as Json));
    },
    { readOnly: true },
  );
}

function feature(call: Call, entity: Entity, { as, geometryProperty }: Shown): Json {
  return geometryProperty === undefined
    ? renderFeature(entity, as)
    : renderFeature(entity, as, call.terms.expand(geometryProperty));
}

async function answer(call: Call, query: EntityQuery, shown: Shown): Promise<Reply> {
  check(call, shown);
  requireJoined(queryLinkDepth(query), shown.join?.level ?? 0);
  const page = pageOf(call.query);
  return call.transaction(
    async (tx) => {
      const found = await queryEntities(tx, call.tenant, query, page);
      const more = { headers: countHeader(found), links: linksFor(call, page, found) };
      if (call.accept === geoJson) {
        const features = found.entities.map((entity) => feature(call, entity, shown));
        return showFeatures(call, { type: 'FeatureCollection', features }, more);
      }
      const { as, join } = shown;
      const bodies = join
        ? await renderJoined(tx, call.tenant, found.entities, { as, join })
        : found.entities.map((entity) => renderEntity(entity, as));
      return show(call, bodies, more);
    },
    { readOnly: true },
  );
}

const countHeader = ({ count }: Found): Record<string, string> =>
  count === null ? {} : { 'NGSILD-Results-Count': String(count) };

function linksFor(call: Call, page: Page, found: Found): readonly string[] {
  return page.limit === 0 ? [] : pageLinks(call, page, found.hasMore);
}

function queryByGet(call: Call): Promise<Reply> {
  const { query } = call;
  const asked = queryOfParams(query, call.terms);
  requireNarrow(asked, query.get('local') === 'true', query.get('type') === '*');
  return answer(call, asked, {
    as: renderingOf(call),
    join: joinOf({
      join: query.get('join') ?? undefined,
      joinLevel: query.get('joinLevel') ?? undefined,
      containedBy: query.get('containedBy') ?? undefined,
    }),
    geometryProperty: query.get('geometryProperty') ?? undefined,
  });
}

async function queryByPost(call: Call): Promise<Reply> {
  if (typeof call.body !== 'object' || call.body === null || Array.isArray(call.body))
    throw badData('The body must be a Query');
  const body = call.body as Readonly<Record<string, unknown>>;
  const asked = queryOfBody(body, call.terms);
  const isWildcard = [body['entities'] ?? []].flat().some((one) => (one as { type?: unknown }).type === '*');
  requireNarrow(asked, call.query.get('local') === 'true' || body['local'] === true, isWildcard);
  checkOptions(call.query);
  const text = (name: string) => namesOf(name, body[name])?.join(',') ?? null;
  const attrs = text('attrs');
  const lang = body['lang'] ?? call.query.get('lang') ?? undefined;
  return answer(call, asked, {
    as: {
      terms: call.terms,
      format: formatOf(call.query),
      sysAttrs: optionsOf(call.query).has('sysAttrs'),
      lang: typeof lang === 'string' ? lang : undefined,
      ...projections({ attrs, pick: text('pick'), omit: text('omit') }, call.terms),
      datasets: asked.datasets ? new Set(asked.datasets) : undefined,
    },
    join: joinOf({ join: body['join'], joinLevel: body['joinLevel'], containedBy: body['containedBy'] }),
    geometryProperty: typeof body['geometryProperty'] === 'string' ? body['geometryProperty'] : undefined,
  });
}

const showing = [
  'options',
  'format',
  'lang',
  'attrs',
  'pick',
  'omit',
  'datasetId',
  'geometryProperty',
  'join',
  'joinLevel',
  'containedBy',
  'local',
  'jsonKeys',
  'ngsildConformance',
];
const paging = ['limit', 'offset', 'count'];
const asking = [
  'id',
  'idPattern',
  'type',
  'q',
  'scopeQ',
  'csf',
  'georel',
  'geometry',
  'coordinates',
  'geoproperty',
  'expandValues',
  'orderBy',
  'orderFrom',
  'orderGeometry',
  'collation',
  'entityMap',
  'splitEntities',
  'via',
];

export const queryEndpoints: readonly Endpoint[] = [
  {
    method: 'GET',
    path: '/entities/:id',
    params: ['type', ...showing, 'entityMap', 'splitEntities'],
    does: 'read',
    geoJson: true,
    handle: retrieve,
  },
  {
    method: 'GET',
    path: '/entities',
    params: [...asking, ...showing, ...paging],
    does: 'read',
    geoJson: true,
    handle: queryByGet,
  },
  {
    method: 'POST',
    path: '/entityOperations/query',
    params: ['options', 'format', 'lang', 'local', 'entityMap', ...paging],
    does: 'read',
    geoJson: true,
    handle: queryByPost,
  },
];
