// One entity: create, retrieve, replace, merge, delete (GS CIM 009 §6.4, §6.5).
import type { Tx } from '@city/kernel/database';
import { hasTypes, parseTypeSelection, type TypeSelection } from '../query/type-selection.ts';
import type { Tables } from '../tables.ts';
import { type Call, type Endpoint, noContent, type Reply } from '../wire/call.ts';
import { base } from '../wire/dispatch.ts';
import { optionsOf, formatOf, checkOptions } from '../wire/params.ts';
import { badData, notFound, Problem } from '../wire/problem.ts';
import { type Entity, isInstant, isUri } from './entity.ts';
import { findEntities } from './entity.store.ts';
import type { ParseAs } from './parse-attribute.ts';
import { parseEntity, parseFragment } from './parse-entity.ts';
import { mergeEntity, replaceEntity } from './patch.ts';
import { type Change, writeChanges } from './write.action.ts';

export const parsing = (call: Call, how: { patch: boolean; merge?: boolean }): ParseAs => ({
  terms: call.terms,
  now: call.now.toISOString(),
  simplified: formatOf(call.query) === 'simplified',
  ...how,
});

export function idOf(call: Call): string {
  const id = call.path['id'] ?? '';
  if (!isUri(id)) throw badData(`${id} is not a URI`);
  return id;
}

export function selectionOf(call: Call): TypeSelection | undefined {
  const type = call.query.get('type');
  return type === null ? undefined : parseTypeSelection(type, call.terms);
}

/** Reads one entity to change it. @throws Problem `ResourceNotFound` also when it is of another type than asked for (§4.17) */
export async function entityToChange(tx: Tx<Tables>, call: Call): Promise<Entity> {
  const id = idOf(call);
  const selection = selectionOf(call);
  const entity = (await findEntities(tx, call.tenant, [id], true)).get(id);
  if (!entity || (selection && !hasTypes(entity.types, selection))) throw notFound(`The entity ${id}`);
  return entity;
}

/** Changes one entity in a transaction of its own. */
export function change(call: Call, make: (entity: Entity) => Omit<Change, 'before'>): Promise<void> {
  return call.transaction(async (tx) => {
    const before = await entityToChange(tx, call);
    await writeChanges(tx, call.broker, call.tenant, [{ before, ...make(before) }]);
  });
}

async function create(call: Call): Promise<Reply> {
  checkOptions(call.query);
  const entity = parseEntity(call.body, parsing(call, { patch: false }));
  const refused = await call.transaction((tx) =>
    writeChanges(tx, call.broker, call.tenant, [{ before: null, after: entity }]),
  );
  if (refused.size > 0) throw new Problem('AlreadyExists', `The entity ${entity.id} exists already`);
  return { status: 201, headers: { Location: `${base}/entities/${entity.id}` } };
}

async function replace(call: Call): Promise<Reply> {
  const id = idOf(call);
  const fragment = parseFragment(call.body, parsing(call, { patch: false }));
  if (fragment.id !== undefined && fragment.id !== id) throw badData('The id of the body is another one');
  await change(call, (entity) => ({
    after: replaceEntity(entity, fragment, call.now.toISOString()),
    written: Object.keys(fragment.attrs),
  }));
  return noContent;
}

async function merge(call: Call): Promise<Reply> {
  const id = idOf(call);
  const observedAt = call.query.get('observedAt');
  if (observedAt !== null && !isInstant(observedAt))
    throw badData('observedAt must be a date and time in UTC');
  const fragment = parseFragment(call.body, parsing(call, { patch: true, merge: true }));
  if (fragment.id !== undefined && fragment.id !== id) throw badData('The id of the body is another one');
  const now = call.now.toISOString();
  await change(call, (entity) => ({
    after: mergeEntity(entity, withObservedAt(fragment, entity, observedAt), now),
    written: Object.keys(fragment.attrs),
  }));
  return noContent;
}

/** `observedAt` of the query is that of every attribute which had one and is given none now (§5.6.17). */
function withObservedAt<F extends ReturnType<typeof parseFragment>>(
  fragment: F,
  entity: Entity,
  observedAt: string | null,
): F {
  if (observedAt === null) return fragment;
  const attrs = Object.fromEntries(
    Object.entries(fragment.attrs).map(([name, instances]) => [
      name,
      instances.map((one) => {
        const before = entity.attrs[name]?.find(({ datasetId }) => datasetId === one.datasetId);
        return before?.observedAt !== undefined && one.observedAt === undefined
          ? { ...one, observedAt }
          : one;
      }),
    ]),
  );
  return { ...fragment, attrs };
}

async function remove(call: Call): Promise<Reply> {
  await change(call, () => ({ after: null }));
  return noContent;
}

const shared = ['local', 'type'] as const;

export const entityEndpoints: readonly Endpoint[] = [
  {
    method: 'POST',
    path: '/entities',
    params: ['options', 'format', 'local'],
    does: 'create',
    handle: create,
  },
  {
    method: 'PUT',
    path: '/entities/:id',
    params: [...shared, 'options', 'format'],
    does: 'write',
    handle: replace,
  },
  {
    method: 'PATCH',
    path: '/entities/:id',
    params: [...shared, 'options', 'format', 'observedAt', 'lang'],
    does: 'write',
    handle: merge,
  },
  { method: 'DELETE', path: '/entities/:id', params: shared, does: 'write', handle: remove },
];

export const hasOption = (call: Call, option: string): boolean => optionsOf(call.query).has(option);
