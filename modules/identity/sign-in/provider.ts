// The identity provider as we find it: discovered when first needed, asked again when known for long, spoken to at its own origin only.
import * as oidc from 'openid-client';
import { LIMITS } from '../limits.ts';
import type { IdentitySettings } from '../settings.ts';

/** The provider cannot be reached, answers with 5xx, or none is configured. */
export class ProviderAway extends Error {}

export interface Provider {
  /** Its metadata. @throws ProviderAway */
  readonly metadata: () => Promise<oidc.ServerMetadata>;
  /** What is known without asking. */
  readonly known: () => oidc.ServerMetadata | null;
}

/** Nothing is asked before it is needed, and a provider that is away is not asked by every request. */
export function makeProvider(settings: IdentitySettings, send: typeof fetch): Provider {
  let discovered: { readonly metadata: oidc.ServerMetadata; readonly at: number } | null = null;
  let discovering: Promise<oidc.ServerMetadata> | null = null;
  let failedAt = -Infinity;
  // What was known an hour ago is better than no sign-in: a wrong address would only fail.
  const knownOrAway = (cause?: unknown): oidc.ServerMetadata => {
    if (discovered) return discovered.metadata;
    throw new ProviderAway('the provider cannot be discovered', { cause });
  };
  return {
    known: () => discovered?.metadata ?? null,
    metadata: async () => {
      if (settings.issuer === null)
        throw new ProviderAway('no identity provider is configured (CITY_IDENTITY_ISSUER)');
      if (discovered && performance.now() - discovered.at < LIMITS.discoveryCacheSeconds * 1000)
        return discovered.metadata;
      if (performance.now() - failedAt < LIMITS.discoveryPauseMilliseconds) return knownOrAway();
      discovering ??= discover(settings, send).finally(() => {
        discovering = null;
      });
      try {
        discovered = { metadata: await discovering, at: performance.now() };
        return discovered.metadata;
      } catch (error) {
        failedAt = performance.now();
        return knownOrAway(error);
      }
    },
  };
}

async function discover(settings: IdentitySettings, send: typeof fetch): Promise<oidc.ServerMetadata> {
  const config = await oidc.discovery(
    new URL(settings.issuer ?? ''),
    settings.clientId,
    undefined,
    oidc.None(),
    {
      timeout: LIMITS.discoveryTimeoutSeconds,
      [oidc.customFetch]: guardedFetch(settings, send, { isAway: false }),
      execute: settings.insecureProvider ? [oidc.allowInsecureRequests] : [],
    },
  );
  return config.serverMetadata();
}

/** Sends to the provider's own origin only, whatever its metadata say, and notes when it is in trouble. */
export function guardedFetch(
  settings: IdentitySettings,
  send: typeof fetch,
  trouble: { isAway: boolean },
): oidc.CustomFetch {
  const origin = new URL(settings.issuer ?? '').origin;
  return async (url, options) => {
    if (new URL(url).origin !== origin)
      throw new Error(`the provider's metadata name a foreign address: ${new URL(url).origin}`);
    try {
      const response = await send(url, options as RequestInit);
      if (response.status >= 500) trouble.isAway = true;
      return response;
    } catch (error) {
      trouble.isAway = true;
      throw error;
    }
  };
}
