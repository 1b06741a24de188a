// From an access token to the one who acts, at routes of the city that say they take one.
import { createLocalJWKSet, type JWTPayload, jwtVerify } from 'jose';
import type { Actor, OnBehalfOf } from '@city/kernel/access';
import { AppError } from '@city/kernel/errors';
import type { ModuleContext } from '@city/kernel/module';
import '../errors.ts';
import type { Identity } from '../identity.ts';
import { LIMITS } from '../limits.ts';
import { powersAt } from '../mandates/mandate.ts';
import type { Tables } from '../tables.ts';
import { checkProof, proofSeconds } from './api-proof.ts';
import { type LivingToken, livingToken, rememberProof } from './api-token.store.ts';
import { apiAddress, scopesOfService } from './city-api.ts';
import type { CityClient } from './clients.ts';
import { readKeys } from './keys.ts';
import { levelOf } from './levels.ts';
import { actor } from './unit.ts';

export interface TokenRequest {
  readonly method: string;
  /** Path without query. */
  readonly path: string;
  readonly authorization: string;
  readonly proof: string | string[] | undefined;
  /** What the route asks for. */
  readonly scope: string;
}

interface ApiClaims extends JWTPayload {
  readonly client_id: string;
  readonly scope?: string;
  readonly gid?: string;
  readonly ses?: string;
  readonly acr?: string;
  readonly cnf?: { readonly jkt?: string };
  readonly mandate?: { readonly id: string; readonly powers: readonly string[] };
}

export type ReadToken = (request: TokenRequest) => Promise<Actor>;

/** Makes the reader; what it keeps in memory is as old as a second at most. */
export function makeTokenReader(
  m: ModuleContext<Tables>,
  identity: Identity,
  findClient: (clientId: string) => Promise<CityClient | null>,
): ReadToken {
  const audience = apiAddress(m);
  const issuer = new URL(m.publicUrl).origin;
  const keySet = keptFor(LIMITS.keyCacheMilliseconds, async () => {
    const { keys } = await readKeys(m.db, identity.settings.dataKeys);
    const own = keys.filter(({ alg }) => alg === 'ES256');
    return createLocalJWKSet({ keys: own.map(({ d: _secret, ...open }) => open) as never });
  });
  const living = makeLiving(m);
  const refuse = (error: string, scheme: string) =>
    new AppError(error === 'insufficient_scope' ? 'token_scope_missing' : 'token_refused', {
      headers: {
        'www-authenticate': `${scheme} error="${error}"${scheme === 'DPoP' ? ', algs="ES256"' : ''}`,
      },
    });
  return async ({ method, path, authorization, proof, scope }) => {
    const [, scheme = '', token = ''] = /^(Bearer|DPoP) +([A-Za-z0-9._~+/-]+=*)$/i.exec(authorization) ?? [];
    const name = scheme.toLowerCase() === 'dpop' ? 'DPoP' : 'Bearer';
    const now = new Date();
    const found = await jwtVerify<ApiClaims>(token, await keySet(), {
      issuer,
      audience,
      typ: 'at+jwt',
      algorithms: ['ES256'],
      requiredClaims: ['exp', 'iat', 'jti', 'sub', 'client_id'],
      currentDate: now,
    }).catch(() => null);
    if (!found) throw refuse('invalid_token', name);
    const claims = found.payload;
    // A token bound to a key is worth nothing without it, and an unbound one is no DPoP token (RFC 9449, 7.1 and 7.2).
    const thumbprint = claims.cnf?.jkt;
    if ((thumbprint !== undefined) !== (name === 'DPoP')) throw refuse('invalid_token', name);
    if (thumbprint !== undefined) {
      const hash = await checkProof(proof, { method, url: `${issuer}${path}`, token, thumbprint, now });
      const until = new Date(now.getTime() + 2 * proofSeconds * 1000);
      const isNew = hash && (await m.db.transaction(actor, (tx) => rememberProof(tx, hash, until)));
      if (!isNew) throw refuse('invalid_dpop_proof', name);
    }
    if (!(claims.scope ?? '').split(' ').includes(scope)) throw refuse('insufficient_scope', name);
    const client = await findClient(claims.client_id);
    if (!client) throw refuse('invalid_token', name);
    if (!claims.gid) {
      const service = serviceOf(client, claims);
      if (!service.scopes?.includes(scope)) throw refuse('invalid_token', name);
      return service;
    }
    const person = await living(claims);
    if (!person) throw refuse('invalid_token', name);
    return actorOfToken(identity, claims, person, m.now());
  };
}

/**
 * A service that acts for nobody (RFC 6749, 4.4): its token's subject is itself, and it may do what it is registered for now,
 * also when the token was given for more.
 */
function serviceOf(client: CityClient, claims: ApiClaims): Actor {
  const given = claims.sub === client.clientId ? (claims.scope ?? '').split(' ') : [];
  const scopes = scopesOfService(client.purposes).filter((one) => given.includes(one));
  return { kind: 'service', id: client.clientId, name: client.name.vi, scopes };
}

function actorOfToken(identity: Identity, claims: ApiClaims, person: LivingToken, at: Date): Actor {
  const behalf = behalfOf(identity, claims, person, at);
  return {
    kind: 'citizen',
    id: person.personId,
    name: person.name,
    level: levelOf(claims.acr) ?? 1,
    post: null,
    posts: [],
    ...(behalf ? { onBehalfOf: behalf } : {}),
  };
}

/** What the token was given for and the mandate still gives. A mandate that ended leaves no power, not the person themselves. */
function behalfOf(
  identity: Identity,
  { mandate: given }: ApiClaims,
  { mandate, personId }: LivingToken,
  at: Date,
): OnBehalfOf | null {
  if (!given) return null;
  const now = mandate?.agent.id === personId ? powersAt(mandate, identity.mandateRulesOn, at) : [];
  const powers = now.filter((power) => given.powers.includes(power));
  if (!mandate || powers.length === 0) throw new AppError('token_refused', refusedMandate);
  const { kind, id, name } = mandate.principal;
  return { kind, id, name, mandate: mandate.id, powers };
}
const refusedMandate = { headers: { 'www-authenticate': 'Bearer error="invalid_token"' } };

/** Looks up what a token came from, at most once a second for each. */
function makeLiving(m: ModuleContext<Tables>) {
  const kept = new Map<string, { readonly at: number; readonly found: Promise<LivingToken | null> }>();
  return (claims: ApiClaims): Promise<LivingToken | null> => {
    const key = String(claims.jti);
    const known = kept.get(key);
    if (known && performance.now() - known.at < LIMITS.sessionCacheMilliseconds) return known.found;
    const asked = {
      grantHash: Buffer.from(String(claims.gid), 'base64url'),
      clientId: claims.client_id,
      sessionId: claims.ses ?? null,
      mandateId: claims.mandate?.id ?? null,
    };
    const at = performance.now();
    const found = m.db.transaction(actor, (tx) => livingToken(tx, asked, new Date()), { readOnly: true });
    kept.delete(key);
    kept.set(key, { at, found });
    found.catch(() => kept.delete(key));
    const oldest = kept.keys().next().value;
    if (kept.size > LIMITS.sessionCacheEntries && oldest !== undefined) kept.delete(oldest);
    return found;
  };
}

function keptFor<T>(milliseconds: number, make: () => Promise<T>): () => Promise<T> {
  let kept: { readonly at: number; readonly value: Promise<T> } | null = null;
  return () => {
    if (kept && performance.now() - kept.at < milliseconds) return kept.value;
    const asked = { at: performance.now(), value: make() };
    asked.value.catch(() => {
      if (kept === asked) kept = null;
    });
    kept = asked;
    return asked.value;
  };
}
