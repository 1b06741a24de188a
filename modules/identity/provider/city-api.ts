// The city's own interface as a resource (RFC 8707): its name, what may be asked of it, and what its access tokens carry.
import { errors, type KoaContextWithOIDC, type ResourceServer } from 'oidc-provider';
import type { ModuleContext } from '@city/kernel/module';
import { LIMITS } from '../limits.ts';
import type { Tables } from '../tables.ts';
import { hashGrant } from './artifact.ts';
import { clientField } from './client-field.ts';
import { exchangedOf, type SourceLike } from './exchanged.ts';
import { resourcesOf } from './resources.ts';

/** What a token may be asked for; routes name one of these (`scope` of a route). */
export const apiScopes = ['city.me', 'city.reports'] as const;
export type ApiScope = (typeof apiScopes)[number];
export const isApiScope = (scope: string): scope is ApiScope =>
  (apiScopes as readonly string[]).includes(scope);

/** What a service that acts for nobody may be given a token for (client credentials), when its registration names it as a purpose. */
export const serviceScopes = ['service.registration'] as const;

/** The audience of its tokens, and the `resource` that a client asks for. */
export const apiAddress = ({ publicUrl }: Pick<ModuleContext<Tables>, 'publicUrl'>): string =>
  `${new URL(publicUrl).origin}/api`;

/** How tokens for the city's interface look: signed (RFC 9068), short, for this audience only. */
export function cityApi(
  m: Pick<ModuleContext<Tables>, 'publicUrl'>,
  scopes: readonly string[] = apiScopes,
): ResourceServer {
  return {
    scope: scopes.join(' '),
    audience: apiAddress(m),
    accessTokenTTL: LIMITS.cityApiTokenSeconds,
    accessTokenFormat: 'jwt',
    jwt: { sign: { alg: 'ES256' } },
  };
}

/** @throws InvalidTarget for everything that is neither the city's interface nor a module's resource open to this client */
export function resourceServer(
  m: ModuleContext<Tables>,
  { oidc }: KoaContextWithOIDC,
  resource: string,
  client: object,
): ResourceServer {
  const purposes = clientField<readonly string[]>(client, 'purposes') ?? [];
  if (resource === apiAddress(m))
    return oidc.params?.['grant_type'] === 'client_credentials'
      ? cityApi(m, scopesOfService(purposes))
      : cityApi(m);
  const defined = resourcesOf(m).find(({ address }) => address === resource);
  if (!defined || !purposes.includes(defined.purpose)) throw new errors.InvalidTarget();
  return {
    ...cityApi(m),
    scope: [...defined.scopes().keys()].join(' '),
    audience: resource,
    accessTokenTTL: defined.tokenSeconds,
  };
}

/** Nothing by default: a service gets what it is registered for. */
export const scopesOfService = (purposes: readonly string[]): readonly string[] =>
  serviceScopes.filter((scope) => purposes.includes(scope));

interface TokenLike {
  readonly aud?: unknown;
  readonly resourceServer?: unknown;
  readonly grantId?: string;
  readonly expiresWithSession?: boolean;
  readonly sessionUid?: string;
}
/**
 * What a token for the city's interface says beyond RFC 9068: on which grant it hangs (as a hash), and with which session it
 * ends. Both are looked up at use, so that a signed token dies as soon as what it came from.
 */
export function extraApiClaims(ctx: KoaContextWithOIDC, token: object): Record<string, unknown> | undefined {
  const { resourceServer: api, grantId, expiresWithSession, sessionUid } = token as TokenLike;
  if (!api || !grantId) return undefined;
  const entities = ctx.oidc.entities as { AuthorizationCode?: SourceLike; RefreshToken?: SourceLike };
  const source = entities.AuthorizationCode ?? entities.RefreshToken ?? exchangedOf(token)?.source;
  const acting = exchangedOf(token);
  return {
    ...(acting ? { act: acting.act, mandate: acting.mandate } : {}),
    gid: hashGrant(grantId).toString('base64url'),
    ...(expiresWithSession && sessionUid ? { ses: sessionUid } : {}),
    ...(source?.acr ? { acr: source.acr } : {}),
    ...(source?.authTime ? { auth_time: source.authTime } : {}),
  };
}
