// One request at the provider is one unit of work: what its step changes is kept back and written in one transaction at the end,
// so that a code is consumed and its tokens exist, or neither (also when the process dies in between).
import { AsyncLocalStorage } from 'node:async_hooks';
import { system } from '@city/kernel/access';
import type { ModuleDatabase } from '@city/kernel/database';
import type { Tables } from '../tables.ts';
import { type Artifact, hashGrant, hashId, type Payload } from './artifact.ts';
import {
  type Changes,
  consumeArtifacts,
  destroyArtifacts,
  putArtifacts,
  putProofs,
  revokeGrants,
} from './artifact.store.ts';

export const actor = system('identity.oidc');

/** Somebody else used the same value in the same moment. */
export class UsedMeanwhile extends Error {}

export interface Unit {
  /** Payloads read or written in this request, by kind and hash. */
  readonly seen: Map<string, Payload | null>;
  readonly put: Map<string, Artifact>;
  readonly consume: Map<
    string,
    { readonly kind: string; readonly idHash: Buffer; readonly grant: string | null }
  >;
  readonly destroy: Map<string, { readonly kind: string; readonly idHash: Buffer }>;
  readonly revoke: Map<string, Buffer>;
  /** The session cookie's session in the city, read once a request. */
  readonly kept: Map<string, unknown>;
}

const units = new AsyncLocalStorage<Unit>();
export const currentUnit = (): Unit | undefined => units.getStore();
export const keyOf = (kind: string, idHash: Buffer): string => `${kind}|${idHash.toString('base64url')}`;

const emptyUnit = (): Unit => ({
  seen: new Map(),
  put: new Map(),
  consume: new Map(),
  destroy: new Map(),
  revoke: new Map(),
  kept: new Map(),
});

/**
 * Runs a step and then writes what it changed.
 * @throws UsedMeanwhile when something it consumed was consumed by another request; then everything on its grant is revoked
 */
export function inUnit<T>(db: ModuleDatabase<Tables>, now: () => Date, work: () => Promise<T>): Promise<T> {
  const unit = emptyUnit();
  return units.run(unit, async () => {
    const result = await work();
    await flush(db, unit, now());
    return result;
  });
}

/** Writes the changes of a unit in one transaction; nothing is opened when nothing changed. */
export async function flush(db: ModuleDatabase<Tables>, unit: Unit, now: Date): Promise<void> {
  const changes: Changes = {
    put: [...unit.put.values()],
    consume: [...unit.consume.values()],
    destroy: [...unit.destroy.values()],
    revokeGrants: [...unit.revoke.values()],
  };
  if (Object.values(changes).every((list) => list.length === 0)) return;
  const isFirst = await db.transaction(actor, async (tx) => {
    if (!(await putProofs(tx, changes.put))) return false;
    const consumed = await consumeArtifacts(tx, changes.consume, now);
    if (consumed < changes.consume.length) return false;
    await revokeGrants(tx, changes.revokeGrants);
    await destroyArtifacts(tx, changes.destroy, now);
    await putArtifacts(tx, changes.put);
    return true;
  });
  if (isFirst) return;
  const grants = [...unit.consume.values()].flatMap(({ grant }) => (grant === null ? [] : [grant]));
  await db.transaction(actor, async (tx) => {
    await revokeGrants(tx, grants.map(hashGrant));
    await destroyArtifacts(
      tx,
      grants.map((grant) => ({ kind: 'Grant', idHash: hashId('Grant', grant) })),
      now,
    );
  });
  throw new UsedMeanwhile('consumed by another request');
}
