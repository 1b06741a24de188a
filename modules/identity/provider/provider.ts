// The city's OpenID provider: oidc-provider under the city's profile (FAPI-like throughout: PKCE, ES256, pairwise names, short lives).
import { createHmac } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import Provider, { type Configuration, type KoaContextWithOIDC } from 'oidc-provider';
import type { MountContext, View } from '@city/kernel/http';
import type { ModuleContext } from '@city/kernel/module';
import type { Identity } from '../identity.ts';
import { LIMITS } from '../limits.ts';
import type { Tables } from '../tables.ts';
import { makeAdapter } from './adapter.ts';
import { attestedClients } from './attested-clients.ts';
import { claimsByScope, makeAccounts, pairwiseSubject } from './claims.ts';
import { extraApiClaims } from './city-api.ts';
import { compareByHash } from './client-secret.ts';
import { type Clients, extraClientFields, makeClients, metadataOf } from './clients.ts';
import { readKeys, type SigningKeys } from './keys.ts';
import { acrValues } from './levels.ts';
import { deviceCodeView, deviceConfirmView, saidView, type ShownClient, signOutView } from './pages.tsx';
import { clientField } from './client-field.ts';
import { loadGrant, makePolicy } from './policy.ts';
import { outgoing } from './outgoing.ts';
import { profile } from './profile.ts';
import { resourceIndicators, richAuthorization, stateParameters } from './resource-features.ts';
import { definedClient } from './resources.ts';
import { readSecret } from './secret.ts';
import { bridgeSessions } from './session-bridge.ts';
import { tellByJob } from './tell-sign-out.ts';
import { addTokenExchange } from './token-exchange.ts';
import { inUnit, UsedMeanwhile } from './unit.ts';

/** What a step of the protocol knows beside Koa's context: who calls, and the page it wants shown in place of a body. */
export interface Step {
  readonly mount: MountContext;
  view: View | undefined;
}

export interface CityProvider {
  /** The provider with the keys of this moment. */
  readonly current: () => Promise<Provider>;
  readonly clients: Clients;
  readonly steps: WeakMap<IncomingMessage, Step>;
}

const running = new WeakMap<ModuleContext<Tables>, CityProvider>();

/** The provider of a running city, made when first asked for. */
export function cityProvider(m: ModuleContext<Tables>, identity: Identity): CityProvider {
  const known = running.get(m);
  if (known) return known;
  const clients = makeClients(m.db, m.now, (id, day) => definedClient(m, id, day));
  const steps = new WeakMap<IncomingMessage, Step>();
  let made: { readonly at: number; readonly version: string; readonly provider: Provider } | null = null;
  let making: Promise<Provider> | null = null;
  let seed: Buffer | null = null;
  const renew = async (): Promise<Provider> => {
    const keys = await readKeys(m.db, identity.settings.dataKeys);
    seed ??= await readSecret(m.db, identity.settings.dataKeys);
    const provider =
      made?.version === keys.version
        ? made.provider
        : makeProvider({ m, identity, clients, steps, keys, seed });
    made = { at: performance.now(), version: keys.version, provider };
    return provider;
  };
  const current = async (): Promise<Provider> => {
    if (made && performance.now() - made.at < LIMITS.keyCacheMilliseconds) return made.provider;
    making ??= renew().finally(() => {
      making = null;
    });
    return making;
  };
  const city: CityProvider = { current, clients, steps };
  running.set(m, city);
  return city;
}

interface Needs {
  readonly m: ModuleContext<Tables>;
  readonly identity: Identity;
  readonly clients: Clients;
  readonly steps: WeakMap<IncomingMessage, Step>;
  readonly keys: SigningKeys;
  /** From which the keys of cookies and nonces are derived. */
  readonly seed: Buffer;
}

function makeProvider(needs: Needs): Provider {
  const { m } = needs;
  const issuer = new URL(m.publicUrl).origin;
  const provider = new Provider(issuer, configuration(needs));
  // The address is ours to say, whatever a request claims; see `provider.routes.ts`.
  provider.proxy = true;
  bridgeSessions(provider, m, needs.identity);
  tellByJob(provider);
  compareByHash(provider);
  addTokenExchange(provider, {
    m,
    identity: needs.identity,
    nameFor: (id, client) => nameFor(needs, id, client),
  });
  provider.use(async (ctx, next) => {
    try {
      await inUnit(m.db, () => new Date(), next);
    } catch (error) {
      if (!(error instanceof UsedMeanwhile)) throw error;
      ctx.status = 400;
      ctx.body = { error: 'invalid_grant', error_description: 'grant request is invalid' };
    }
  });
  provider.use(async (ctx, next) => {
    await next();
    letFormGoTo(ctx as KoaContextWithOIDC);
  });
  provider.on('server_error', (_ctx, error) => m.log.error({ err: error }, 'the OpenID provider failed'));
  return provider;
}

/** With `response_mode=form_post` the page sends itself on to the client: our policy has to name where to. */
function letFormGoTo(ctx: KoaContextWithOIDC): void {
  const { response_mode: mode, redirect_uri: target } = ctx.oidc?.params ?? {};
  if (mode !== 'form_post' || typeof target !== 'string' || !ctx.response.is('html')) return;
  const policy = ctx.response.get('content-security-policy');
  ctx.set(
    'content-security-policy',
    policy.replace(/form-action[^;]*/, (own) => `${own} ${new URL(target).origin}`),
  );
}

const secret = ({ seed }: Needs, name: string): Buffer => createHmac('sha256', seed).update(name).digest();

/** The name by which a client knows somebody: one for all clients of its sector. */
function nameFor({ identity }: Needs, id: string, client: object): string {
  const key = createHmac('sha256', identity.settings.indexKey).update('identity.oidc subject').digest();
  const { clientId } = client as { clientId: string };
  return pairwiseSubject(key, clientField<string>(client, 'sector') ?? clientId, id);
}

function cookies(needs: Needs): Configuration['cookies'] {
  const isHttps = needs.m.publicUrl.startsWith('https:');
  const cookie = { httpOnly: true, sameSite: 'lax', secure: isHttps, signed: true } as const;
  return {
    keys: [secret(needs, 'cookies').toString('base64url')],
    long: cookie,
    short: cookie,
    names: {
      session: `${isHttps ? '__Secure-' : ''}city_oidc`,
      interaction: `${isHttps ? '__Secure-' : ''}city_oidc_asked`,
      resume: `${isHttps ? '__Secure-' : ''}city_oidc_resume`,
    },
  };
}

function configuration(needs: Needs): Configuration {
  const { m, identity, clients, keys } = needs;
  return {
    ...profile,
    discovery: {
      ...profile.discovery,
      service_documentation: `${m.publicUrl.replace(/\/$/, '')}/developers`,
    },
    adapter: makeAdapter({
      db: m.db,
      keys: { ring: identity.settings.dataKeys },
      now: () => new Date(),
      findClient: async (id) => {
        const client = await clients.find(id);
        return client ? (metadataOf(client) as never) : undefined;
      },
    }) as never,
    jwks: { keys: [...keys.keys] },
    cookies: cookies(needs),
    findAccount: makeAccounts(m, identity) as never,
    loadExistingGrant: loadGrant(m) as never,
    claims: {
      ...claimsByScope,
      acr: null,
      amr: null,
      auth_time: null,
      sid: null,
      iss: null,
      openid: ['sub'],
    } as never,
    scopes: ['openid', 'offline_access'],
    extraTokenClaims: extraApiClaims as never,
    extraParams: stateParameters(m) as never,
    acrValues,
    subjectTypes: ['pairwise'],
    pairwiseIdentifier: (_ctx, id, client) => nameFor(needs, id, client),
    sectorIdentifierUriValidate: () => false,
    extraClientMetadata: { properties: extraClientFields, validator: () => {} },
    interactions: {
      policy: makePolicy(m) as never,
      url: (ctx, interaction) => `/oidc/interaction/${interaction.uid}${wishedLanguage(ctx)}`,
    },
    fetch: outgoing(m.config, clients) as never,
    features: features(needs),
    renderError: (ctx, out) => {
      showOn(needs, ctx, (t) =>
        saidView(
          t,
          t('Không đi tiếp được'),
          out.error === 'invalid_request' || out.error === 'invalid_client'
            ? t(
                'Dịch vụ đã gửi bạn đến đây với một yêu cầu không hợp lệ. Hãy quay lại dịch vụ đó và thử lại.',
              )
            : t('Lần đăng nhập này không còn hiệu lực. Hãy quay lại dịch vụ và bắt đầu lại.'),
          ctx.status,
        ),
      );
    },
  };
}

/** A service may say in which language to ask (`ui_locales`); what the person chose here before counts more. */
function wishedLanguage({ oidc, req }: KoaContextWithOIDC): string {
  const wished = String(oidc.params?.['ui_locales'] ?? '').split(' ');
  const known = wished
    .map((tag) => tag.toLowerCase().split('-')[0])
    .find((tag) => tag === 'vi' || tag === 'en');
  const hasChosen = /(?:^|;\s*)(?:__Host-)?lang=/.test(req.headers.cookie ?? '');
  return known && !hasChosen ? `?lang=${known}` : '';
}

function features(needs: Needs): Configuration['features'] {
  return {
    devInteractions: { enabled: false },
    fapi: {
      enabled: true,
      profile: (_ctx, client) => (clientField(client, 'profile') === 'fapi2' ? '2.0' : undefined),
    },
    dPoP: { enabled: true, nonceSecret: secret(needs, 'dpop nonces'), requireNonce: () => true },
    pushedAuthorizationRequests: { enabled: true },
    attestClientAuth: attestedClients(secret(needs, 'attestation challenges')),
    introspection: {
      enabled: true,
      allowedPolicy: (_ctx, client, token) =>
        client.clientAuthMethod !== 'none' && token.clientId === client.clientId,
    },
    revocation: { enabled: true, allowedPolicy: (_ctx, client, token) => token.clientId === client.clientId },
    clientCredentials: { enabled: true },
    claimsParameter: { enabled: true },
    resourceIndicators: resourceIndicators(needs.m),
    richAuthorizationRequests: richAuthorization(needs.m, needs.identity) as never,
    backchannelLogout: { enabled: true },
    rpInitiatedLogout: {
      enabled: true,
      logoutSource: (ctx) => {
        const state = stateOf(ctx);
        showOn(needs, ctx, (t) =>
          signOutView(t, {
            action: ctx.oidc.urlFor('end_session_confirm'),
            xsrf: state?.secret ?? '',
            target: state?.postLogoutRedirectUri,
          }),
        );
      },
      postLogoutSuccessSource: (ctx) => {
        showOn(needs, ctx, (t) =>
          saidView(t, t('Đã đăng xuất'), t('Bạn đã đăng xuất khỏi thành phố trên máy này.')),
        );
      },
    },
    deviceFlow: deviceFlow(needs),
  };
}

function deviceFlow(needs: Needs): NonNullable<NonNullable<Configuration['features']>['deviceFlow']> {
  return {
    enabled: true,
    charset: 'base-20',
    mask: '****-****',
    userCodeInputSource: (ctx, _form, _out, error) => {
      const state = stateOf(ctx);
      showOn(needs, ctx, (t) =>
        deviceCodeView(t, {
          action: ctx.oidc.urlFor('code_verification'),
          xsrf: state?.secret ?? '',
          wrong: error ? t('Mã không đúng hoặc đã hết hạn. Xem lại mã trên thiết bị.') : null,
        }),
      );
    },
    userCodeConfirmSource: (ctx, _form, client, _info, userCode) => {
      const state = stateOf(ctx);
      const lang = needs.steps.get(ctx.req)?.mount.lang ?? 'vi';
      showOn(needs, ctx, (t) =>
        deviceConfirmView(t, {
          lang,
          action: ctx.oidc.urlFor('code_verification'),
          xsrf: state?.secret ?? '',
          userCode,
          client: shownClient(client),
        }),
      );
    },
    successSource: (ctx) => {
      showOn(needs, ctx, (t) =>
        saidView(t, t('Thiết bị đã đăng nhập'), t('Bạn có thể đóng trang này và tiếp tục trên thiết bị.')),
      );
    },
  };
}

const stateOf = (ctx: KoaContextWithOIDC) =>
  ctx.oidc.session?.state as { secret: string; postLogoutRedirectUri?: string } | undefined;

export const shownClient = (client: object): ShownClient => ({
  name: clientField(client, 'name') ?? { vi: '', en: '' },
  owner: clientField(client, 'owner') ?? { vi: '', en: '' },
});

/** Has a page of ours shown in place of what oidc-provider would have written. */
function showOn(needs: Needs, ctx: KoaContextWithOIDC, make: (t: MountContext['t']) => View): void {
  const step = needs.steps.get(ctx.req);
  if (!step) return;
  step.view = make(step.mount.t);
  ctx.respond = false;
}
