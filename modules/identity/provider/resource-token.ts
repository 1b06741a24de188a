// Access tokens at resources of other modules: the same tokens as at the city's interface, for another audience, with what was granted in detail.
import { createLocalJWKSet, type JWTPayload, jwtVerify } from 'jose';
import type { Actor } from '@city/kernel/access';
import type { ModuleContext } from '@city/kernel/module';
import { localDate } from '@city/kernel/time';
import type { Identity } from '../identity.ts';
import { readPerson } from '../people/person.store.ts';
import { postsOn } from '../posts/post.store.ts';
import { forAccess } from '../sessions/session.ts';
import type { Tables } from '../tables.ts';
import { livingToken } from './api-token.store.ts';
import type { Clients } from './clients.ts';
import { readKeys } from './keys.ts';
import { levelOf } from './levels.ts';
import type { AuthorizationDetail, ResourceToken } from './resources.ts';
import { actor } from './unit.ts';

interface Claims extends JWTPayload {
  readonly client_id: string;
  readonly scope?: string;
  readonly gid?: string;
  readonly ses?: string;
  readonly acr?: string;
  readonly cnf?: { readonly jkt?: string };
  readonly mandate?: unknown;
  readonly authorization_details?: readonly AuthorizationDetail[];
}

export interface ReaderNeeds {
  readonly m: ModuleContext<Tables>;
  readonly identity: Identity;
  readonly clients: Clients;
}

/** @returns null for whatever does not hold: the resource says so in its own words */
export async function readTokenFor(
  { m, identity, clients }: ReaderNeeds,
  token: string,
  address: string,
): Promise<ResourceToken | null> {
  const { keys } = await readKeys(m.db, identity.settings.dataKeys);
  const keySet = createLocalJWKSet({ keys: keys.map(({ d: _secret, ...open }) => open) as never });
  const now = new Date();
  const found = await jwtVerify<Claims>(token, keySet, {
    issuer: new URL(m.publicUrl).origin,
    audience: address,
    typ: 'at+jwt',
    algorithms: ['ES256'],
    requiredClaims: ['exp', 'iat', 'jti', 'sub', 'client_id'],
    currentDate: now,
  }).catch(() => null);
  const claims = found?.payload;
  // A token in somebody else's name is for the city's interface only.
  if (!claims?.gid || claims.mandate !== undefined || !(await clients.find(claims.client_id))) return null;
  const asked = {
    grantHash: Buffer.from(claims.gid, 'base64url'),
    clientId: claims.client_id,
    sessionId: claims.ses ?? null,
    mandateId: null,
  };
  const person = await m.db.transaction(actor, (tx) => livingToken(tx, asked, now), { readOnly: true });
  const holder = person ? await holderOf({ m, identity }, person.personId, claims.acr) : null;
  if (!holder) return null;
  return {
    holder,
    clientId: claims.client_id,
    scopes: (claims.scope ?? '').split(' ').filter(Boolean),
    details: claims.authorization_details ?? [],
    thumbprint: claims.cnf?.jkt ?? null,
    expiresAt: new Date(Number(claims.exp) * 1000),
  };
}

/** A person as resources know them: themselves, with their posts when the sign-in was strong enough for posts. */
export async function holderOf(
  { m, identity }: Omit<ReaderNeeds, 'clients'>,
  personId: string,
  acr: string | undefined,
): Promise<Actor | null> {
  const level = levelOf(acr) ?? 1;
  return m.db.transaction(
    actor,
    async (tx) => {
      const person = await readPerson(tx, personId);
      if (!person) return null;
      const mayUsePosts = level >= identity.rulesNow().postsNeedAuthenticationLevel;
      const { posts } = mayUsePosts ? await postsOn(tx, personId, localDate(m.now())) : { posts: [] };
      const { name } = person;
      return { kind: 'citizen', id: personId, name, level, post: null, posts: posts.map(forAccess) };
    },
    { readOnly: true },
  );
}
