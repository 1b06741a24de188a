// The person's session in the city is their session at the provider: no second cookie, no second end.
import type { Session as ProviderSession } from 'oidc-provider';
import type Provider from 'oidc-provider';
import type { ModuleContext } from '@city/kernel/module';
import type { Identity } from '../identity.ts';
import { endsAt, type Session } from '../sessions/session.ts';
import { signOutHere } from '../sessions/sign-out.action.ts';
import type { Tables } from '../tables.ts';
import { acrOf, amrOf } from './levels.ts';
import { currentUnit } from './unit.ts';

interface Model {
  new (payload?: object): ProviderSession;
  adapter: { findByUid(uid: string): Promise<object | undefined> };
  get(ctx: Context): Promise<ProviderSession>;
  instantiate(payload?: object): ProviderSession;
  verify(stored: object): Promise<object>;
}
interface Context {
  readonly cookies: { get(name: string, options?: object): string | undefined };
  readonly oidc?: { entity(name: string, value: unknown): void };
}

/**
 * Replaces how oidc-provider finds, keeps and ends sessions. A session is named by the number of the city's session, which is no
 * secret; what lets a browser in is the city's cookie alone. So nothing has to be renamed after a login, and a session that
 * ended in the city is unknown here from the same moment on.
 */
export function bridgeSessions(provider: Provider, m: ModuleContext<Tables>, identity: Identity): void {
  const Model = provider.Session as unknown as Model;
  const anonymous = Model.get.bind(Model);
  Model.get = async (ctx) => {
    const token = ctx.cookies.get(identity.sessionCookie, { signed: false });
    const city = await identity.sessions.find(token);
    // Who is nobody yet may still be in the middle of a sign-out: that alone is what the provider's own cookie is for.
    if (!city) return anonymous(ctx);
    if (token !== undefined) currentUnit()?.kept.set(city.id, token);
    const session = await openSession(Model, identity, city);
    ctx.oidc?.entity('Session', session);
    return session;
  };
  const { prototype } = Model as unknown as { prototype: Record<string, unknown> };
  const save = prototype['save'] as (this: ProviderSession, ttl: number) => Promise<string>;
  const destroy = prototype['destroy'] as (this: ProviderSession) => Promise<void>;
  Object.assign(prototype, {
    // The number stays: it opens nothing.
    resetIdentifier(this: ProviderSession) {},
    async save(this: ProviderSession & { before?: string }, ttl: number) {
      if (!this.accountId && !this.state) return this.jti;
      if (this.before === marks(this)) return this.jti;
      return save.call(this, ttl);
    },
    async destroy(this: ProviderSession) {
      const token = currentUnit()?.kept.get(this.uid);
      // Of a session of the city the row stays until its time: it tells which clients have to hear of the end.
      if (typeof token === 'string') await signOutHere(m.db, identity.sessions, token);
      else await destroy.call(this);
    },
  });
}

async function openSession(Model: Model, identity: Identity, city: Session): Promise<ProviderSession> {
  const stored = await Model.adapter.findByUid(city.id);
  const { absolute } = endsAt(city, identity.rulesNow());
  const session = Model.instantiate({
    iat: Math.floor(city.createdAt.getTime() / 1000),
    ...stored,
    kind: 'Session',
    uid: city.id,
    jti: city.id,
    accountId: city.personId,
    loginTs: Math.floor(city.authenticatedAt.getTime() / 1000),
    acr: acrOf(city.authenticationLevel),
    amr: amrOf(city.authenticationLevel),
    exp: Math.floor(absolute.getTime() / 1000),
  });
  Object.defineProperty(session, 'before', { value: stored ? marks(session) : '' });
  return session;
}

/** What of a session is worth writing when it changed. */
const marks = ({ authorizations, state, accountId }: ProviderSession): string =>
  JSON.stringify([accountId, authorizations ?? null, state ?? null]);
