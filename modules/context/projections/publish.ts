// How other modules publish: their entities replace what stood under the same ids, in batches, in the city's own tenant.
import { system } from '@city/kernel/access';
import type { Tx } from '@city/kernel/database';
import type { City } from '@city/kernel/module';
import { type Broker, brokerOf } from '../broker.ts';
import type { PublishedEntity } from './published.ts';
import type { Entity } from '../entities/entity.ts';
import { findEntities } from '../entities/entity.store.ts';
import { parseEntity } from '../entities/parse-entity.ts';
import { replaceEntity } from '../entities/patch.ts';
import { type Change, writeChanges } from '../entities/write.action.ts';
import { LIMITS } from '../limits.ts';
import type { Tables } from '../tables.ts';
import { defaultTenant } from '../tenants/tenant.store.ts';
import { cityContext } from '../terms/city-context.ts';

export interface EntityPublisher {
  /** Writes entities so that they stand exactly as given; what stands so already is left alone. */
  publish(entities: readonly PublishedEntity[]): Promise<void>;
  /** Takes entities away. */
  withdraw(ids: readonly string[]): Promise<void>;
}

/** Within a transaction of this module: its own subscribers. */
export async function publishWithin(
  tx: Tx<Tables>,
  broker: Broker,
  entities: readonly PublishedEntity[],
): Promise<void> {
  const terms = await broker.contexts.load(cityContext);
  const now = tx.now.toISOString();
  const given = entities.map(({ id, type, scope, attributes }) =>
    parseEntity(
      { id, type, ...(scope === undefined ? {} : { scope }), ...attributes },
      { terms, now, simplified: false, patch: false },
    ),
  );
  const ids = given.map(({ id }) => id);
  const there = await findEntities(tx, defaultTenant, ids, true);
  const changes = given.flatMap((after): Change[] => {
    const before = there.get(after.id) ?? null;
    if (before === null) return [{ before, after }];
    return saysTheSame(before, after) ? [] : [{ before, after: updated(before, after, now) }];
  });
  await writeChanges(tx, broker, defaultTenant, changes);
}

/** What says the same as before keeps its instance, so that its history is not told twice. */
function updated(before: Entity, after: Entity, now: string): Entity {
  const attrs = Object.fromEntries(
    Object.entries(after.attrs).map(([name, instances]) => {
      const old = before.attrs[name];
      return [name, old && plain(old) === plain(instances) ? old : instances];
    }),
  );
  return replaceEntity(before, { ...after, attrs }, now);
}

export async function withdrawWithin(tx: Tx<Tables>, broker: Broker, ids: readonly string[]): Promise<void> {
  const there = await findEntities(tx, defaultTenant, ids, true);
  await writeChanges(
    tx,
    broker,
    defaultTenant,
    [...there.values()].map((before) => ({ before, after: null })),
  );
}

/**
 * The publisher for another module, in transactions of this one: a transaction never spans two of them, so publish from
 * a subscriber or a job, which is tried again.
 */
export function publisherOf(city: City, by: string): EntityPublisher {
  const m = { ...city, module: 'context', db: city.database.module<Tables>('context') };
  const broker = brokerOf(m);
  const actor = system(`context.publish.${by}`);
  return {
    publish: async (entities) => {
      for (const some of portions(entities))
        await m.db.transaction(actor, (tx) => publishWithin(tx, broker, some));
    },
    withdraw: async (ids) => {
      for (const some of portions(ids))
        await m.db.transaction(actor, (tx) => withdrawWithin(tx, broker, some));
    },
  };
}

function* portions<T>(all: readonly T[]): Generator<readonly T[]> {
  for (let at = 0; at < all.length; at += LIMITS.batchEntities)
    yield all.slice(at, at + LIMITS.batchEntities);
}

/** Apart from when it was written. */
function saysTheSame(one: Entity, other: Entity): boolean {
  return plain([one.types, one.scopes, one.attrs]) === plain([other.types, other.scopes, other.attrs]);
}

/** As text, with members in order and without the moments of writing. */
function plain(value: unknown): string {
  return JSON.stringify(value, (key, inner: unknown) => {
    if (key === 'createdAt' || key === 'modifiedAt') return undefined;
    if (typeof inner !== 'object' || inner === null || Array.isArray(inner)) return inner;
    return Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}
