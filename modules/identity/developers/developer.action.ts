// What developers do with their own clients: register, change, turn the secret over, ask into production, remove.
import { randomBytes } from 'node:crypto';
import type { Actor } from '@city/kernel/access';
import { lockFor, type Tx } from '@city/kernel/database';
import { AppError } from '@city/kernel/errors';
import type { ModuleContext } from '@city/kernel/module';
import { localDate } from '@city/kernel/time';
import './errors.ts';
import { identityOf } from '../identity.ts';
import { LIMITS } from '../limits.ts';
import { type KeptSecret, newClientSecret, turnOver } from '../provider/client-secret.ts';
import { endTokensOfClient } from '../provider/end-tokens.ts';
import { cityProvider } from '../provider/provider.ts';
import { actor as provider } from '../provider/unit.ts';
import type { Tables } from '../tables.ts';
import { insertStop, insertWish, type Registered, registeredClients, writeFrom } from './clients.store.ts';
import { metadataFor, type Proof, proofOf, readKeysOf, readRedirects } from './registration.ts';

type Module = ModuleContext<Tables>;
const document = 'Tự đăng ký ở môi trường thử';

/** Every process forgets within a second; this one at once. */
export const clientsChanged = (m: Module): void => cityProvider(m, identityOf(m)).clients.changed();

const meOf = (actor: Actor): string => {
  if (actor.id === null) throw new AppError('forbidden');
  return actor.id;
};

/** The clients that somebody registered and has not removed. */
export const ownClients = (m: Module, actor: Actor): Promise<readonly Registered[]> =>
  m.db.transaction(actor, (tx) => ownIn(tx, actor, localDate(m.now())), { readOnly: true });

async function ownIn(tx: Tx<Tables>, actor: Actor, day: string): Promise<readonly Registered[]> {
  const all = await registeredClients(tx, { day, madeBy: meOf(actor) });
  return all.filter(({ isRemoved }) => !isRemoved);
}

/** @throws AppError `client_not_found`, also for one of somebody else */
export async function ownClient(tx: Tx<Tables>, actor: Actor, id: string, day: string): Promise<Registered> {
  const [found] = await registeredClients(tx, { day, madeBy: meOf(actor), clientId: id });
  if (!found || found.isRemoved) throw new AppError('client_not_found');
  return found;
}

export interface Registration {
  readonly name: string;
  readonly redirects: string;
  readonly proof: Proof;
  /** A JWKS or its address; for `keys` only. */
  readonly keys: string;
}
export interface Shown {
  readonly clientId: string;
  /** Shown now and never again. */
  readonly secret: string | null;
}

/** Registers a client that lets in nobody but whoever registers it. */
export async function registerClient(m: Module, actor: Actor, given: Registration): Promise<Shown> {
  const redirects = readRedirects(given.redirects);
  const made = given.proof === 'secret' ? newClientSecret() : null;
  const metadata = metadataFor(
    redirects,
    given.proof === 'keys'
      ? { kind: 'keys', keys: readKeysOf(given.keys) }
      : made
        ? { kind: 'secret', secrets: [made.kept] }
        : { kind: 'none' },
  );
  const day = localDate(m.now());
  const clientId = `thu-${randomBytes(8).toString('hex')}`;
  await m.db.transaction(actor, async (tx) => {
    const me = meOf(actor);
    await lockFor(tx, `identity.developer ${me}`);
    if ((await ownIn(tx, actor, day)).length >= LIMITS.sandboxClients)
      throw new AppError('client_too_many', { params: { most: LIMITS.sandboxClients } });
    const name = given.name.normalize('NFC').trim();
    await writeFrom(
      tx,
      {
        clientId,
        name: { vi: name, en: name },
        owner: { vi: 'Người phát triển (thử nghiệm)', en: 'Developer (sandbox)' },
        sector: clientId,
        firstParty: false,
        sandbox: true,
        profile: 'city',
        purposes: [],
        requiredLevel: 1,
        representationSupported: false,
        madeBy: me,
        metadata,
        validFrom: day,
        document,
      },
      day,
    );
    tx.trail({ action: 'client.registered', object: { type: 'oidc-client', id: clientId }, subject: me });
  });
  return { clientId, secret: made?.secret ?? null };
}

/** Writes a changed client of one's own from today on. */
async function change(
  m: Module,
  actor: Actor,
  id: string,
  what: { readonly action: string; readonly metadata: (client: Registered) => Record<string, unknown> },
): Promise<void> {
  const day = localDate(m.now());
  await m.db.transaction(actor, async (tx) => {
    await lockFor(tx, `identity.oidc_client ${id}`);
    const client = await ownClient(tx, actor, id, day);
    await writeFrom(tx, { ...client, metadata: what.metadata(client) }, day);
    tx.trail({ action: what.action, object: { type: 'oidc-client', id }, subject: meOf(actor) });
  });
  clientsChanged(m);
}

/** @throws AppError `client_in_production`: where people are sent is no longer one person's to change */
export function changeRedirects(m: Module, actor: Actor, id: string, text: string): Promise<void> {
  const redirects = readRedirects(text);
  return change(m, actor, id, {
    action: 'client.redirects-changed',
    metadata: ({ sandbox, metadata }) => {
      if (!sandbox) throw new AppError('client_in_production');
      return { ...metadata, redirect_uris: [...redirects] };
    },
  });
}

/** Other keys, or other secrets: the way in which the client proves itself stays. */
export function changeKeys(m: Module, actor: Actor, id: string, text: string): Promise<void> {
  const keys = readKeysOf(text);
  return change(m, actor, id, {
    action: 'client.keys-changed',
    metadata: ({ metadata }) => {
      if (proofOf(metadata) !== 'keys') throw new AppError('client_keys_wrong');
      const { jwks: _before, jwks_uri: _address, ...rest } = metadata;
      return { ...rest, ...keys };
    },
  });
}

/** A new secret; the one before counts for a day more, so that nobody is locked out while it is carried around. */
export async function turnSecretOver(m: Module, actor: Actor, id: string): Promise<Shown> {
  const { secret, kept } = newClientSecret();
  // By the machine's clock, as everything that the provider counts.
  const until = new Date(Date.now() + LIMITS.clientSecretOverlapSeconds * 1000);
  await change(m, actor, id, {
    action: 'client.secret-changed',
    metadata: ({ metadata }) => {
      if (proofOf(metadata) !== 'secret') throw new AppError('client_has_no_secret');
      const before = (metadata['secrets'] ?? []) as readonly KeptSecret[];
      return { ...metadata, secrets: turnOver(before, kept, until) };
    },
  });
  return { clientId: id, secret };
}

/** Takes a client away: nobody gets in through it any more, and what it held is over. */
export async function removeClient(m: Module, actor: Actor, id: string): Promise<void> {
  const day = localDate(m.now());
  await m.db.transaction(actor, async (tx) => {
    const { stop, sandbox } = await ownClient(tx, actor, id, day);
    if (!sandbox) throw new AppError('client_in_production');
    if (stop) throw new AppError('client_stopped_already');
    await insertStop(tx, { clientId: id, by: meOf(actor), reason: 'Người đăng ký gỡ ứng dụng' });
    tx.trail({ action: 'client.removed', object: { type: 'oidc-client', id }, subject: meOf(actor) });
  });
  await m.db.transaction(provider, (tx) => endTokensOfClient(tx, id));
  clientsChanged(m);
}

export interface Wished {
  readonly owner: string;
  readonly reason: string;
  readonly purposes: readonly string[];
}

/** Asks that a client may serve everybody; an administrator decides. */
export async function wishForProduction(m: Module, actor: Actor, id: string, wished: Wished): Promise<void> {
  const day = localDate(m.now());
  await m.db.transaction(actor, async (tx) => {
    const { sandbox } = await ownClient(tx, actor, id, day);
    if (!sandbox) throw new AppError('client_in_production');
    const asked = { client_id: id, asked_by: meOf(actor), ...wished };
    if (!(await insertWish(tx, asked))) throw new AppError('client_wish_open');
    tx.trail({
      action: 'client.production-wished',
      object: { type: 'oidc-client', id },
      subject: meOf(actor),
      detail: { purposes: [...wished.purposes] },
    });
  });
}
