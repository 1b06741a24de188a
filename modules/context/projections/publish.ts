// How other modules publish: their entities replace what stood under the same ids, in batches, in the city's own tenant.
import { system } from '@city/kernel/access';
import type { ModuleContext } from '@city/kernel/module';
import { brokerOf } from '../broker.ts';
import type { PublishedEntity } from '../contract.ts';
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

/**
 * The publisher for a module, in transactions of this module: a transaction never spans two of them, so publish from a
 * subscriber or a job, which is tried again.
 */
export function publisherOf(city: Omit<ModuleContext, 'module' | 'db'>, by: string): EntityPublisher {
  const m = {
    ...city,
    module: 'context',
    db: city.database.module<Tables>('context'),
  } as ModuleContext<Tables>;
  const broker = brokerOf(m);
  const actor = system(`context.publish.${by}`);
  return {
    publish: async (entities) => {
      const terms = await broker.contexts.load(cityContext);
      for (const some of portions(entities))
        await m.db.transaction(actor, async (tx) => {
          const now = tx.now.toISOString();
          const given = some.map(({ id, type, scope, attributes }) =>
            parseEntity(
              { id, type, ...(scope === undefined ? {} : { scope }), ...attributes },
              { terms, now, simplified: false, patch: false },
            ),
          );
          const there = await findEntities(
            tx,
            defaultTenant,
            given.map(({ id }) => id),
            true,
          );
          const changes = given.flatMap((after): Change[] => {
            const before = there.get(after.id) ?? null;
            if (before === null) return [{ before, after }];
            return saysTheSame(before, after) ? [] : [{ before, after: replaceEntity(before, after, now) }];
          });
          await writeChanges(tx, broker, defaultTenant, changes);
        });
    },
    withdraw: async (ids) => {
      for (const some of portions(ids))
        await m.db.transaction(actor, async (tx) => {
          const there = await findEntities(tx, defaultTenant, some, true);
          await writeChanges(
            tx,
            broker,
            defaultTenant,
            [...there.values()].map((before) => ({ before, after: null })),
          );
        });
    },
  };
}

function* portions<T>(all: readonly T[]): Generator<readonly T[]> {
  for (let at = 0; at < all.length; at += LIMITS.batchEntities)
    yield all.slice(at, at + LIMITS.batchEntities);
}

/** Apart from when it was written. */
function saysTheSame(one: Entity, other: Entity): boolean {
  return plain(one) === plain(other);
}

function plain({ types, scopes, attrs }: Entity): string {
  const sorted = Object.entries(attrs).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([types, scopes, sorted], (key, value: unknown) =>
    key === 'createdAt' || key === 'modifiedAt' ? undefined : inOrder(value),
  );
}

function inOrder(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
