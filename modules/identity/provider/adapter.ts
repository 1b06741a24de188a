// What oidc-provider asks of its storage, on our tables: reads bring along what comes next, writes wait for the end of the request.
import type { Adapter } from 'oidc-provider';
import type { ModuleDatabase } from '@city/kernel/database';
import { LIMITS } from '../limits.ts';
import type { Tables } from '../tables.ts';
import {
  artifactKey,
  type ArtifactKeys,
  fromArtifact,
  hashGrant,
  hashId,
  hashUserCode,
  type Payload,
  toArtifact,
} from './artifact.ts';
import { findArtifact, type Wanted } from './artifact.store.ts';
import { actor, currentUnit, inUnit, keyOf, type Unit } from './unit.ts';

export interface AdapterNeeds {
  readonly db: ModuleDatabase<Tables>;
  readonly keys: ArtifactKeys;
  /** The machine's clock: the provider's artifacts live by it. */
  readonly now: () => Date;
  readonly findClient: (clientId: string) => Promise<Payload | undefined>;
}

/** The constructor of adapters that oidc-provider calls once for each kind. */
export function makeAdapter(needs: AdapterNeeds): (kind: string) => Adapter {
  return (kind) => (kind === 'Client' ? clientAdapter(needs) : artifactAdapter(needs, kind));
}

/** Clients are rows of their own; nobody registers one through the protocol. */
function clientAdapter(needs: AdapterNeeds): Adapter {
  const refuse = async (): Promise<never> => {
    throw new Error('clients are registered through the city, not through the protocol');
  };
  return {
    find: needs.findClient,
    upsert: refuse,
    consume: refuse,
    destroy: refuse,
    findByUid: refuse,
    findByUserCode: refuse,
    revokeByGrantId: refuse,
  };
}

function artifactAdapter(needs: AdapterNeeds, kind: string): Adapter {
  /** Joins the request's unit, or makes one for this change alone. */
  const change = (make: (unit: Unit) => void): Promise<void> => {
    const unit = currentUnit();
    if (unit) {
      make(unit);
      return Promise.resolve();
    }
    return inUnit(needs.db, needs.now, async () => make(currentUnit() as Unit));
  };
  return {
    upsert: (id, payload, expiresIn) =>
      change((unit) => {
        const at = new Date(needs.now().getTime() + (expiresIn ?? LIMITS.refreshTokenSeconds) * 1000);
        const artifact = toArtifact(needs.keys, kind, id, withoutOrigin(kind, payload), at);
        const key = keyOf(kind, artifact.idHash);
        unit.put.set(key, artifact);
        unit.destroy.delete(key);
        unit.seen.set(key, payload);
      }),
    find: (id) => read(needs, { kind, by: 'id_hash', hash: hashId(kind, id), now: needs.now() }, id),
    findByUid: (uid) =>
      read(needs, { kind, by: 'uid_hash', hash: hashId('uid', uid), now: needs.now() }, uid),
    findByUserCode: async (code) => {
      for (const version of needs.keys.ring.keys.keys()) {
        const hash = hashUserCode(artifactKey(needs.keys.ring, version), code);
        const found = await read(needs, { kind, by: 'code_hash', hash, now: needs.now() }, null);
        if (found) return found;
      }
      return undefined;
    },
    consume: (id) =>
      change((unit) => {
        const idHash = hashId(kind, id);
        const key = keyOf(kind, idHash);
        const seen = unit.seen.get(key);
        unit.consume.set(key, { kind, idHash, grant: seen?.grantId ?? null });
      }),
    destroy: (id) =>
      change((unit) => {
        const idHash = hashId(kind, id);
        const key = keyOf(kind, idHash);
        unit.put.delete(key);
        unit.seen.set(key, null);
        unit.destroy.set(key, { kind, idHash });
      }),
    revokeByGrantId: (grantId) =>
      change((unit) => {
        const hash = hashGrant(grantId);
        unit.revoke.set(hash.toString('base64url'), hash);
        for (const [key, artifact] of unit.put) if (artifact.grantHash?.equals(hash)) unit.put.delete(key);
      }),
  };
}

/**
 * A sign-in makes a new session of the city, so an interaction that asks for one must not insist on the session before it.
 * A consent stays bound to the session of whoever is asked.
 */
function withoutOrigin(kind: string, payload: Payload): Payload {
  if (kind !== 'Interaction' || payload.prompt?.name !== 'login') return payload;
  const { session: _before, ...rest } = payload;
  return rest;
}

async function read(needs: AdapterNeeds, wanted: Wanted, id: string | null): Promise<Payload | undefined> {
  const unit = currentUnit();
  const key = keyOf(
    wanted.kind,
    wanted.by === 'uid_hash' && id !== null ? hashId(wanted.kind, id) : wanted.hash,
  );
  const seen = unit?.seen.get(key);
  if (seen !== undefined) return seen ?? undefined;
  const found = await needs.db.transaction(actor, (tx) => findArtifact(tx, wanted), { readOnly: true });
  const payload = found ? fromArtifact(needs.keys, found, id) : undefined;
  if (!unit) return payload;
  unit.seen.set(key, payload ?? null);
  if (!found || !payload) return payload;
  // What the provider asks for next is here already: also that it is not.
  if (payload.grantId && wanted.kind !== 'Interaction') remember(unit, 'Grant', payload.grantId, found.grant);
  const { sessionUid } = payload as { sessionUid?: string };
  if (sessionUid) remember(unit, 'Session', sessionUid, found.session);
  return payload;
}

function remember(unit: Unit, kind: string, id: string, payload: Record<string, unknown> | null): void {
  const key = keyOf(kind, hashId(kind, id));
  if (!unit.seen.has(key)) unit.seen.set(key, payload ? ({ ...payload, jti: id } as Payload) : null);
}
