// The history of entities, read: one, many by GET, many by POST (GS CIM 009 §6.18.3.2, §6.19.3.1, §6.24).
import type { Tx } from '@city/kernel/database';
import { idOf } from '../entities/entities.routes.ts';
import type { Entity, Instance } from '../entities/entity.ts';
import type { Json, RenderAs } from '../entities/render.ts';
import { LIMITS } from '../limits.ts';
import { geoMatches } from '../query/geo-query.ts';
import { pageLinks } from '../query/page-links.ts';
import { projectionDepth } from '../query/projection.ts';
import { qMatches } from '../query/q-matches.ts';
import {
  type EntityQuery,
  namesOf,
  queryOfBody,
  queryOfParams,
  requireJoined,
  requireNarrow,
  queryLinkDepth,
} from '../query/query.ts';
import type { Tables } from '../tables.ts';
import type { Call, Endpoint, Reply } from '../wire/call.ts';
import { checkOptions, optionsOf, type Page, pageOf, projections } from '../wire/params.ts';
import { badData, invalid, notFound } from '../wire/problem.ts';
import { show } from '../wire/show.ts';
import { aggregatesOf } from './aggregate.store.ts';
import { cutToPage } from './page.ts';
import { renderAggregates, renderTemporal } from './render-temporal.ts';
import {
  findTemporalEntity,
  instancesOf,
  type KeptInstance,
  queryTemporalEntities,
  type TemporalEntity,
} from './temporal.store.ts';
import { parseTemporal, type TemporalQuery } from './temporal-query.ts';

const forms = new Set([
  'normalized',
  'concise',
  'simplified',
  'keyValues',
  'temporalValues',
  'aggregatedValues',
]);

/** `format` goes before `options`. @throws Problem `InvalidRequest` */
function formatOf(call: Call): string {
  checkOptions(call.query);
  const named = call.query.get('format');
  if (named !== null && !forms.has(named)) throw invalid(`format ${named} is not known`);
  return (
    named ??
    [...optionsOf(call.query)].find(
      (option) => option === 'temporalValues' || option === 'aggregatedValues' || option === 'concise',
    ) ??
    'normalized'
  );
}

interface Asked {
  readonly temporal: TemporalQuery;
  readonly as: RenderAs;
  /** IRIs of attributes to read, or null for all. */
  readonly attrs: readonly string[] | null;
  readonly datasets: readonly string[] | null;
}

function askedBy(
  call: Call,
  given: {
    attrs: string | null;
    pick: string | null;
    omit: string | null;
    lang?: string | undefined;
    datasets?: readonly string[] | undefined;
  },
  temporal: TemporalQuery,
): Asked {
  const shown = projections(given, call.terms);
  requireJoined(Math.max(projectionDepth(shown.pick), projectionDepth(shown.omit)), 0);
  return {
    temporal,
    as: {
      terms: call.terms,
      format: temporal.form.is === 'concise' ? 'concise' : 'normalized',
      sysAttrs: optionsOf(call.query).has('sysAttrs'),
      lang: given.lang,
      ...shown,
    },
    attrs: shown.pick ? [...shown.pick.names] : null,
    datasets: given.datasets ?? null,
  };
}

function temporalOfParams(call: Call): TemporalQuery {
  const text = (name: string) => call.query.get(name) ?? undefined;
  return parseTemporal(
    {
      timerel: text('timerel'),
      timeAt: text('timeAt'),
      endTimeAt: text('endTimeAt'),
      timeproperty: text('timeproperty'),
      lastN: text('lastN'),
      aggrMethods: text('aggrMethods'),
      aggrPeriodDuration: text('aggrPeriodDuration'),
    },
    formatOf(call),
  );
}

const projectionOf = ({ query }: Call) => ({
  attrs: query.get('attrs'),
  pick: query.get('pick'),
  omit: query.get('omit'),
  lang: query.get('lang') ?? undefined,
  datasets: query.get('datasetId')?.split(','),
});

async function retrieve(call: Call): Promise<Reply> {
  const id = idOf(call);
  const asked = askedBy(call, projectionOf(call), temporalOfParams(call));
  return call.transaction(
    async (tx) => {
      const entity = await findTemporalEntity(tx, call.tenant, id);
      if (!entity) throw notFound(`The history of ${id}`);
      const { bodies, contentRange } = await bodiesOf(tx, call, [entity], asked);
      return partial(show(call, bodies[0] as Json), contentRange);
    },
    { readOnly: true },
  );
}

const partial = (reply: Reply, contentRange: string | null): Reply =>
  contentRange === null
    ? reply
    : { ...reply, status: 206, headers: { ...reply.headers, 'Content-Range': contentRange } };

async function bodiesOf(
  tx: Tx<Tables>,
  call: Call,
  entities: readonly TemporalEntity[],
  asked: Asked,
  read?: readonly KeptInstance[],
): Promise<{ readonly bodies: readonly Json[]; readonly contentRange: string | null }> {
  const { temporal, as } = asked;
  const ids = entities.map(({ id }) => id);
  if (temporal.form.is === 'aggregated') {
    const rows = await aggregatesOf(tx, call.tenant, { ...asked, ids, period: temporal.form.period });
    const byEntity = Map.groupBy(rows, (row) => row.entity_id);
    return {
      bodies: entities.map((entity) =>
        renderAggregates(entity, byEntity.get(entity.id) ?? [], { as, temporal }),
      ),
      contentRange: null,
    };
  }
  const all = read ?? (await instancesOf(tx, call.tenant, { ...asked, ids }));
  const { kept, contentRange, emptied } = cutToPage(all, temporal, call.broker.settings.temporalPage);
  const byEntity = Map.groupBy(kept, (one) => one.entity_id);
  const bodies = entities.map((entity) =>
    renderTemporal(entity, byEntity.get(entity.id) ?? [], {
      as,
      temporal,
      cut: emptied.get(entity.id) ?? new Map(),
    }),
  );
  return { bodies, contentRange };
}

async function answer(call: Call, query: EntityQuery, asked: Asked): Promise<Reply> {
  if (asked.temporal.timerel === null) throw badData('A temporal query needs timerel and timeAt');
  requireJoined(queryLinkDepth(query), 0);
  const page = pageOf(call.query);
  return call.transaction(
    async (tx) => {
      const { entities, read, hasMore, count } = await matching(tx, call, query, asked, page);
      const { bodies, contentRange } = await bodiesOf(tx, call, entities, asked, read);
      const links = page.limit === 0 ? [] : pageLinks(call, page, hasMore);
      const headers = count === null ? {} : { 'NGSILD-Results-Count': String(count) };
      return partial(show(call, bodies, { headers, links }), contentRange);
    },
    { readOnly: true },
  );
}

interface Matching {
  readonly entities: readonly TemporalEntity[];
  readonly read?: readonly KeptInstance[];
  readonly hasMore: boolean;
  readonly count: number | null;
}

/** q and geometry are about the values in the window (§5.7.4.4), so candidates are looked through with theirs. */
async function matching(
  tx: Tx<Tables>,
  call: Call,
  query: EntityQuery,
  asked: Asked,
  page: Page,
): Promise<Matching> {
  const { temporal } = asked;
  const isFiltered = query.q !== undefined || query.geo !== undefined || query.order !== undefined;
  if (!isFiltered && !page.count) {
    const found = await queryTemporalEntities(tx, call.tenant, {
      query,
      temporal,
      limit: page.limit + 1,
      offset: page.offset,
    });
    return { entities: found.slice(0, page.limit), hasMore: found.length > page.limit, count: null };
  }
  const candidates = await queryTemporalEntities(tx, call.tenant, {
    query,
    temporal,
    limit: LIMITS.geoCandidates,
    offset: 0,
  });
  let left = candidates;
  if (query.q ?? query.geo) {
    const values = await instancesOf(tx, call.tenant, {
      ids: candidates.map(({ id }) => id),
      temporal: { ...temporal, lastN: null },
      attrs: null,
      datasets: null,
    });
    const byEntity = Map.groupBy(values, (one) => one.entity_id);
    left = candidates.filter((entity) => doesMatch(entity, byEntity.get(entity.id) ?? [], query));
  }
  return {
    entities: left.slice(page.offset, page.offset + page.limit),
    hasMore: left.length > page.offset + page.limit,
    count: page.count ? left.length : null,
  };
}

function doesMatch(
  entity: TemporalEntity,
  values: readonly KeptInstance[],
  { q, geo }: EntityQuery,
): boolean {
  const attrs: Record<string, Instance[]> = {};
  for (const { attr, instance, deleted_at: deletedAt } of values)
    if (deletedAt === null) (attrs[attr] ??= []).push(instance);
  const { id, types, scopes, created_at: createdAt, modified_at: modifiedAt } = entity;
  const seen: Entity = {
    id,
    types,
    scopes,
    createdAt: createdAt.toISOString(),
    modifiedAt: modifiedAt.toISOString(),
    attrs,
  };
  if (q && !qMatches(q, seen)) return false;
  return (
    !geo || (attrs[geo.property] ?? []).some((one) => geoMatches(geo, { attrs: { [geo.property]: [one] } }))
  );
}

function queryByGet(call: Call): Promise<Reply> {
  const query = queryOfParams(call.query, call.terms);
  requireNarrow(
    query,
    call.query.get('local') === 'true' || query.selectors.some(({ ids }) => ids !== undefined),
    call.query.get('type') === '*',
  );
  return answer(call, query, askedBy(call, projectionOf(call), temporalOfParams(call)));
}

async function queryByPost(call: Call): Promise<Reply> {
  if (typeof call.body !== 'object' || call.body === null || Array.isArray(call.body))
    throw badData('The body must be a Query');
  const body = call.body as Readonly<Record<string, unknown>>;
  const query = queryOfBody(body, call.terms);
  const isWildcard = [body['entities'] ?? []].flat().some((one) => (one as { type?: unknown }).type === '*');
  requireNarrow(query, call.query.get('local') === 'true', isWildcard);
  const { temporalQ, aggrParams } = body;
  if (typeof temporalQ !== 'object' || temporalQ === null) throw badData('A temporal query needs temporalQ');
  const hasAggregates = (temporalQ as Json)['aggrMethods'] !== undefined || aggrParams !== undefined;
  const format = formatOf(call);
  const temporal = parseTemporal(
    { ...temporalQ, ...(typeof aggrParams === 'object' ? aggrParams : {}) },
    format === 'normalized' && hasAggregates ? 'aggregatedValues' : format,
  );
  const text = (name: string) => namesOf(name, body[name])?.join(',') ?? null;
  const lang = typeof body['lang'] === 'string' ? body['lang'] : undefined;
  return answer(
    call,
    query,
    askedBy(
      call,
      { attrs: text('attrs'), pick: text('pick'), omit: text('omit'), lang, datasets: query.datasets },
      temporal,
    ),
  );
}

const window = [
  'timerel',
  'timeAt',
  'endTimeAt',
  'timeproperty',
  'lastN',
  'aggrMethods',
  'aggrPeriodDuration',
];
const showing = [
  'options',
  'format',
  'lang',
  'attrs',
  'pick',
  'omit',
  'datasetId',
  'local',
  'jsonKeys',
  'entityMap',
];
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
  'collation',
  'limit',
  'offset',
  'count',
];

export const temporalReadEndpoints: readonly Endpoint[] = [
  {
    method: 'GET',
    path: '/temporal/entities/:id',
    params: [...window, ...showing, 'type'],
    does: 'read',
    handle: retrieve,
  },
  {
    method: 'GET',
    path: '/temporal/entities',
    params: [...window, ...showing, ...asking],
    does: 'read',
    handle: queryByGet,
  },
  {
    method: 'POST',
    path: '/temporal/entityOperations/query',
    params: ['options', 'format', 'local', 'limit', 'offset', 'count'],
    does: 'read',
    handle: queryByPost,
  },
];
