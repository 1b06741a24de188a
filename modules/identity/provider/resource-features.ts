// How the provider treats resources of other modules: which one a request means, its authorization details (RFC 9396), the parameter that leads back to it.
import { errors, interactionPolicy, type Configuration, type KoaContextWithOIDC } from 'oidc-provider';
import type { ModuleContext } from '@city/kernel/module';
import type { Tables } from '../tables.ts';
import type { Identity } from '../identity.ts';
import { resourceServer } from './city-api.ts';
import { holderOf } from './resource-token.ts';
import { type AuthorizationDetail, type ProtectedResource, resourcesOf } from './resources.ts';

type Features = NonNullable<Configuration['features']>;

export function resourceIndicators(m: ModuleContext<Tables>): NonNullable<Features['resourceIndicators']> {
  const meant = (ctx: KoaContextWithOIDC): string | undefined =>
    resourcesOf(m).find((one) => isMeant(one, ctx.oidc.params ?? {}))?.address;
  return {
    enabled: true,
    // Who names a scope or a detail of a resource need not name the resource as well.
    defaultResource: (ctx, _client, oneOf) => (oneOf ? undefined : meant(ctx)) as never,
    useGrantedResource: (_ctx, model) =>
      resourcesOf(m).some(({ address }) => (model as { resource?: unknown }).resource === address),
    getResourceServerInfo: (ctx, resource, client) => resourceServer(m, ctx, resource, client),
  };
}

function isMeant(resource: ProtectedResource, params: Record<string, unknown>): boolean {
  const scopes = String(params['scope'] ?? '').split(' ');
  if (scopes.some((scope) => resource.scopes().has(scope))) return true;
  const { details } = resource;
  return details !== undefined && readDetails(params['authorization_details']).some(isOf(details.type));
}

/** Rich authorization requests, when some resource understands a type of details. */
export function richAuthorization(m: ModuleContext<Tables>, identity: Identity): Record<string, unknown> {
  const understood = resourcesOf(m).flatMap(({ details }) => details ?? []);
  if (understood.length === 0) return { enabled: false };
  return {
    enabled: true,
    types: Object.fromEntries(
      understood.map((details) => [
        details.type,
        {
          validate: (_ctx: unknown, detail: AuthorizationDetail) => {
            if (!details.words(detail))
              throw new errors.InvalidAuthorizationDetails('the authorization details are not understood');
          },
        },
      ]),
    ),
    authorizationDetailsForGrantSource: async (ctx: KoaContextWithOIDC, source: Source) => {
      const given = readDetails(ctx.oidc.params?.['authorization_details']);
      const holder = await holderOf({ m, identity }, String(source.accountId), source.acr);
      const granted: AuthorizationDetail[] = [];
      for (const { details, state } of resourcesOf(m)) {
        if (!details) continue;
        const own = given.filter(isOf(details.type));
        const led = state ? (ctx.oidc.params?.[state.parameter] as string | undefined) : undefined;
        if (holder && own.length > 0) granted.push(...(await details.granted(own, { holder, state: led })));
      }
      if (given.length > 0 && granted.length === 0)
        throw new errors.AccessDenied('nothing of what was asked for can be given');
      return granted.length === 0 ? undefined : granted;
    },
    authorizationDetailsForAccessToken: (_ctx: unknown, _token: unknown, source?: { rar?: unknown }) =>
      source?.rar,
    authorizationDetailsForIntrospection: (_ctx: unknown, token: { rar?: unknown }) => token.rar,
  };
}

interface Source {
  readonly accountId?: string;
  readonly acr?: string;
}

const isOf =
  (type: string) =>
  (detail: AuthorizationDetail): boolean =>
    detail.type === type;

/** What stands in the parameter; nothing when it is malformed, which the provider has refused by then. */
export function readDetails(given: unknown): readonly AuthorizationDetail[] {
  try {
    const details: unknown = typeof given === 'string' ? JSON.parse(given) : [];
    return Array.isArray(details) ? details.filter((one) => typeof one === 'object' && one !== null) : [];
  } catch {
    return [];
  }
}

/** The parameters of resources, refused when they lead nowhere. */
export function stateParameters(m: ModuleContext<Tables>): Record<string, unknown> {
  const states = resourcesOf(m).flatMap(({ state }) => state ?? []);
  return Object.fromEntries(
    states.map((state) => [
      state.parameter,
      async (_ctx: unknown, value: string | undefined) => {
        if (value !== undefined && !(await state.isKnown(value)))
          throw new errors.InvalidRequest(`${state.parameter} is unknown or has run out`);
      },
    ]),
  );
}

/** What a resource began for one person is not taken up by another. */
export function stateCheck(m: ModuleContext<Tables>): interactionPolicy.Check {
  const { Check } = interactionPolicy;
  return new Check('resource_state', 'what was begun belongs to another person', async (ctx) => {
    const personId = ctx.oidc.session?.accountId;
    for (const { state } of resourcesOf(m)) {
      const value = state ? ctx.oidc.params?.[state.parameter] : undefined;
      if (!state || typeof value !== 'string' || !personId) continue;
      if (!(await state.takeUp(value, personId)))
        throw new errors.AccessDenied('what was begun belongs to another person');
    }
    return Check.NO_NEED_TO_PROMPT;
  });
}
