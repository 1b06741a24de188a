// The running provider's state in one value that every endpoint receives.
import { createHmac } from 'node:crypto';
import type { Faults } from './faults.ts';
import type { KeyRing } from './keys.ts';
import type { Memory } from './memory.ts';
import type { Client, Persona } from './model.ts';

export type Provider = {
  readonly issuer: string;
  readonly basePath: string;
  readonly keys: KeyRing;
  readonly memory: Memory;
  readonly faults: Faults;
  readonly clients: Map<string, Client>;
  readonly personas: ReadonlyMap<string, Persona>;
  readonly pairwiseSecret: string;
  readonly slowMilliseconds: number;
  readonly now: () => Date;
  readonly sleep: (milliseconds: number) => Promise<void>;
};

export const PATHS = {
  discovery: '/.well-known/openid-configuration',
  jwks: '/jwks',
  authorize: '/authorize',
  pushed: '/par',
  token: '/token',
  userinfo: '/userinfo',
  endSession: '/end-session',
  interaction: '/interaction/',
  style: '/vneid.css',
} as const;

/** The pairwise subject (OIDC Core §8.1): the same person has another subject in each sector, the host of the client. */
export function subjectFor(provider: Provider, client: Client, personaId: string): string {
  const sector = new URL(client.redirectUris[0] ?? provider.issuer).hostname;
  return createHmac('sha256', provider.pairwiseSecret).update(`${sector}\n${personaId}`).digest('base64url');
}

/** The absolute address of one of our own paths. */
export function addressOf(provider: Provider, path: string): string {
  return `${provider.issuer}${path}`;
}
