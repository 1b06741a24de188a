// The history of entities: written and deleted (GS CIM 009 §6.18 to §6.22); read in temporal-read.routes.ts.
import type { Tx } from '@city/kernel/database';
import { expandName, parseAttribute, type ParseAs } from '../entities/parse-attribute.ts';
import { parseEntity, parseFragment } from '../entities/parse-entity.ts';
import { idOf } from '../entities/entities.routes.ts';
import { type Attributes, type Entity, isNull, isUri } from '../entities/entity.ts';
import { insertEntities, markOfHistory } from '../entities/entity.store.ts';
import { updatePartially } from '../entities/patch.ts';
import type { Tables } from '../tables.ts';
import { keepTenant } from '../tenants/tenant.store.ts';
import { type Call, type Endpoint, noContent, type Reply } from '../wire/call.ts';
import { base } from '../wire/dispatch.ts';
import { flagOf } from '../wire/params.ts';
import { badData, notFound } from '../wire/problem.ts';
import {
  appendInstances,
  deleteInstances,
  deleteTemporalEntity,
  findInstance,
  findTemporalEntity,
  keepTemporalEntities,
  type NewInstance,
  replaceInstance,
} from './temporal.store.ts';

/** History has many instances of one attribute, and some of them say that it ended (§5.5.4). */
const asHistory = (call: Call): ParseAs => ({
  terms: call.terms,
  now: call.now.toISOString(),
  simplified: false,
  patch: false,
  history: true,
});

function instancesIn(entityId: string, attrs: Attributes, now: string): NewInstance[] {
  return Object.entries(attrs).flatMap(([attr, instances]) =>
    instances.map((instance) => ({
      entityId,
      attr,
      instance,
      ...(isNull(instance.v) ? { deletedAt: now } : {}),
    })),
  );
}

async function write(call: Call): Promise<Reply> {
  const entity = parseEntity(call.body, asHistory(call));
  const now = call.now.toISOString();
  const isNew = await call.transaction(async (tx) => {
    await keepTenant(tx, call.tenant);
    const fresh = await keepTemporalEntities(tx, call.tenant, [
      { id: entity.id, types: entity.types, scopes: entity.scopes },
    ]);
    await appendInstances(tx, call.tenant, instancesIn(entity.id, entity.attrs, now));
    if (fresh.has(entity.id)) await beginEntity(tx, call.tenant, entity);
    return fresh.has(entity.id);
  });
  return isNew ? { status: 201, headers: { Location: `${base}/temporal/entities/${entity.id}` } } : noContent;
}

/** An entity known by its history only stands as its last values say, until somebody writes it. */
async function beginEntity(tx: Tx<Tables>, tenant: string, entity: Entity): Promise<void> {
  const attrs = Object.fromEntries(
    Object.entries(entity.attrs).map(([name, instances]) => {
      const byDataset = Map.groupBy(instances, ({ datasetId }) => datasetId ?? '');
      const last = [...byDataset.values()].map((of) =>
        of.reduce((one, other) => ((other.observedAt ?? '') >= (one.observedAt ?? '') ? other : one)),
      );
      return [name, last.filter(({ v }) => !isNull(v))];
    }),
  );
  const there = Object.fromEntries(Object.entries(attrs).filter(([, instances]) => instances.length > 0));
  const inserted = await insertEntities(tx, tenant, [{ ...entity, attrs: there }]);
  if (inserted.size > 0) await markOfHistory(tx, tenant, entity.id);
}

async function remove(call: Call): Promise<Reply> {
  const id = idOf(call);
  const isGone = await call.transaction((tx) => deleteTemporalEntity(tx, call.tenant, id));
  if (!isGone) throw notFound(`The history of ${id}`);
  return noContent;
}

async function requireHistory(tx: Tx<Tables>, call: Call, id: string) {
  const entity = await findTemporalEntity(tx, call.tenant, id);
  if (!entity) throw notFound(`The history of ${id}`);
  return entity;
}

async function append(call: Call): Promise<Reply> {
  const id = idOf(call);
  const fragment = parseFragment(call.body, asHistory(call));
  await call.transaction(async (tx) => {
    const { types, scopes } = await requireHistory(tx, call, id);
    await keepTemporalEntities(tx, call.tenant, [
      { id, types: fragment.types ?? types, scopes: fragment.scopes ?? scopes },
    ]);
    await appendInstances(tx, call.tenant, instancesIn(id, fragment.attrs, call.now.toISOString()));
  });
  return noContent;
}

const nameOf = (call: Call): string => expandName(call.path['attr'] ?? '', call.terms);

async function removeAttribute(call: Call): Promise<Reply> {
  const id = idOf(call);
  const attr = nameOf(call);
  const all = flagOf(call.query, 'deleteAll');
  const datasetId = call.query.get('datasetId');
  if (datasetId !== null && datasetId !== '@none' && !isUri(datasetId))
    throw badData('datasetId must be a URI');
  const dataset = all ? undefined : datasetId === null || datasetId === '@none' ? '' : datasetId;
  await call.transaction(async (tx) => {
    await requireHistory(tx, call, id);
    if ((await deleteInstances(tx, call.tenant, { id, attr, dataset })) === 0)
      throw notFound(`The attribute ${call.path['attr']}`);
  });
  return noContent;
}

/** The UUID in the URI of an instance. */
function instanceIdOf(call: Call): string {
  const uri = call.path['instance'] ?? '';
  if (!isUri(uri)) throw badData(`${uri} is not a URI`);
  const uuid = uri.slice('urn:ngsi-ld:Instance:'.length);
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(uuid)) throw notFound(`The instance ${uri}`);
  return uuid;
}

async function removeInstance(call: Call): Promise<Reply> {
  const [id, attr, instanceId] = [idOf(call), nameOf(call), instanceIdOf(call)];
  await call.transaction(async (tx) => {
    await requireHistory(tx, call, id);
    if ((await deleteInstances(tx, call.tenant, { id, attr, instanceId })) === 0)
      throw notFound(`The instance ${instanceId}`);
  });
  return noContent;
}

/** Changes one value of the past; the body is the attribute, or the entity fragment with just it (§5.6.14). */
async function changeInstance(call: Call): Promise<Reply> {
  const [id, attr, instanceId] = [idOf(call), nameOf(call), instanceIdOf(call)];
  if (typeof call.body !== 'object' || call.body === null || Array.isArray(call.body))
    throw badData('The body must be a JSON object');
  const { '@context': _context, ...body } = call.body as Record<string, unknown>;
  const name = call.path['attr'] ?? '';
  const inner = Object.keys(body).find((key) => key !== 'type' && call.terms.expand(key) === attr);
  const given = parseAttribute(name, inner === undefined ? body : body[inner], {
    ...asHistory(call),
    patch: true,
  })[0];
  if (!given) throw badData('The body says nothing');
  await call.transaction(async (tx) => {
    await requireHistory(tx, call, id);
    const kept = await findInstance(tx, call.tenant, { id, attr, instanceId });
    if (!kept) throw notFound(`The instance ${instanceId}`);
    const { datasetId } = kept.instance;
    const said = { ...given, ...(datasetId === undefined ? {} : { datasetId }) };
    const alone: Entity = {
      id,
      types: [],
      scopes: [],
      createdAt: '',
      modifiedAt: '',
      attrs: { [attr]: [kept.instance] },
    };
    const changed = updatePartially(alone, attr, said, call.now.toISOString())?.attrs[attr]?.[0];
    if (!changed) throw badData('A value of the past is deleted, not set to nothing');
    await replaceInstance(tx, call.tenant, kept, changed);
  });
  return noContent;
}

const entity = '/temporal/entities/:id';
const attribute = `${entity}/attrs/:attr`;
const instance = `${attribute}/:instance`;
const write_ = { does: 'write' } as const;

export const temporalWriteEndpoints: readonly Endpoint[] = [
  { method: 'POST', path: '/temporal/entities', params: ['local'], does: 'create', handle: write },
  { method: 'DELETE', path: entity, params: ['local'], ...write_, handle: remove },
  { method: 'POST', path: `${entity}/attrs`, params: ['local'], ...write_, handle: append },
  {
    method: 'DELETE',
    path: attribute,
    params: ['local', 'datasetId', 'deleteAll'],
    ...write_,
    handle: removeAttribute,
  },
  { method: 'PATCH', path: instance, params: ['local'], ...write_, handle: changeInstance },
  { method: 'DELETE', path: instance, params: ['local'], ...write_, handle: removeInstance },
];
