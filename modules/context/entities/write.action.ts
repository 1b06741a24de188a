// Writing entities: rows, history, notifications and one event in the transaction of whoever asked.
import { createHash } from 'node:crypto';
import type { Tx } from '@city/kernel/database';
import type { Broker } from '../broker.ts';
import { entitiesChanged } from '../contract.ts';
import { LIMITS } from '../limits.ts';
import type { Tables } from '../tables.ts';
import { keepTenant } from '../tenants/tenant.store.ts';
import type { Entity } from './entity.ts';
import { deleteEntities, insertEntities, updateEntities } from './entity.store.ts';

/** One entity before and after; null where there is none. */
export interface Change {
  readonly before: Entity | null;
  readonly after: Entity | null;
  /** IRIs of attributes that were written although they may say the same as before. */
  readonly written?: readonly string[];
}

/** What hears of changes within the same transaction: history, subscriptions. */
export type ChangeListener = (
  tx: Tx<Tables>,
  of: { readonly broker: Broker; readonly tenant: string; readonly changes: readonly Change[] },
) => Promise<void>;

const listeners: ChangeListener[] = [];

/** Adds a listener, once, when the module is put together. */
export function onChange(listener: ChangeListener): void {
  if (!listeners.includes(listener)) listeners.push(listener);
}

/**
 * Writes changes; answers the ids of those that should have been new but were there already, and of which nothing was written.
 */
export async function writeChanges(
  tx: Tx<Tables>,
  broker: Broker,
  tenant: string,
  changes: readonly Change[],
): Promise<ReadonlySet<string>> {
  const fresh = changes.flatMap(({ before, after }) => (before === null && after ? [after] : []));
  if (fresh.length > 0) await keepTenant(tx, tenant);
  const inserted = fresh.length > 0 ? await insertEntities(tx, tenant, fresh) : new Set<string>();
  const refused = new Set(fresh.map(({ id }) => id).filter((id) => !inserted.has(id)));
  await updateEntities(
    tx,
    tenant,
    changes.flatMap(({ before, after }) => (before && after ? [after] : [])),
  );
  await deleteEntities(
    tx,
    tenant,
    changes.flatMap(({ before, after }) => (before && !after ? [before.id] : [])),
  );
  const done = changes.filter(
    ({ before, after }) => before !== null || (after !== null && !refused.has(after.id)),
  );
  if (done.length === 0) return refused;
  for (const listener of listeners) await listener(tx, { broker, tenant, changes: done });
  announce(tx, tenant, done);
  return refused;
}

/** Ids only, in portions; the key keeps the order of one tenant's entity when it comes alone. */
function announce(tx: Tx<Tables>, tenant: string, changes: readonly Change[]): void {
  const ids = changes.map(({ before, after }) => (after ?? before)?.id ?? '');
  for (let at = 0; at < ids.length; at += LIMITS.batchEntities) {
    const some = ids.slice(at, at + LIMITS.batchEntities);
    const key = createHash('sha256').update(`${tenant} ${some[0]}`).digest('hex').slice(0, 32);
    tx.emit(entitiesChanged, key, { tenant, entityIds: some });
  }
}
