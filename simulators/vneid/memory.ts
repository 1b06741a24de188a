// What the provider remembers while it runs: pushed requests, open screens, codes, tokens, browser sessions.
import { randomBytes } from 'node:crypto';
import { type Approval, type AuthorizationRequest, LIMITS } from './model.ts';

/** A map whose entries die at a time and whose oldest entries give way when it is full. */
export type ExpiringMap<Value> = {
  readonly set: (key: string, value: Value, seconds: number) => void;
  readonly get: (key: string) => Value | null;
  readonly take: (key: string) => Value | null;
  readonly drop: (key: string) => void;
};

/** An expiring map over the given clock; holds at most 10,000 entries. */
export function makeExpiringMap<Value>(now: () => Date): ExpiringMap<Value> {
  const entries = new Map<string, { value: Value; expiresAt: number }>();
  const get = (key: string): Value | null => {
    const entry = entries.get(key);
    if (entry === undefined) return null;
    if (entry.expiresAt > now().getTime()) return entry.value;
    entries.delete(key);
    return null;
  };
  return {
    set: (key, value, seconds) => {
      entries.delete(key);
      entries.set(key, { value, expiresAt: now().getTime() + seconds * 1000 });
      const oldest = entries.keys().next().value;
      if (entries.size > LIMITS.entriesPerStore && oldest !== undefined) entries.delete(oldest);
    },
    get,
    take: (key) => {
      const value = get(key);
      entries.delete(key);
      return value;
    },
    drop: (key) => void entries.delete(key),
  };
}

/** A code and what became of it; kept after use so that a replay can be punished. */
export type IssuedCode = {
  readonly approval: Approval;
  readonly grantId: string;
  readonly expiresAt: Date;
  used: boolean;
};

export type IssuedToken = { readonly approval: Approval; readonly grantId: string };

/** The sign-in remembered by the person's browser at the provider. */
export type BrowserSession = Omit<Approval, 'request' | 'fault'>;

export type Memory = {
  readonly pushed: ExpiringMap<AuthorizationRequest>;
  readonly interactions: ExpiringMap<AuthorizationRequest>;
  readonly codes: ExpiringMap<IssuedCode>;
  readonly accessTokens: ExpiringMap<IssuedToken>;
  readonly refreshTokens: ExpiringMap<IssuedToken & { used: boolean }>;
  readonly revokedGrants: ExpiringMap<true>;
  readonly assertions: ExpiringMap<true>;
  readonly browsers: ExpiringMap<BrowserSession>;
};

/** Empty memory over the given clock. */
export function makeMemory(now: () => Date): Memory {
  return {
    pushed: makeExpiringMap(now),
    interactions: makeExpiringMap(now),
    codes: makeExpiringMap(now),
    accessTokens: makeExpiringMap(now),
    refreshTokens: makeExpiringMap(now),
    revokedGrants: makeExpiringMap(now),
    assertions: makeExpiringMap(now),
    browsers: makeExpiringMap(now),
  };
}

/** 256 random bits, base64url. */
export function makeToken(): string {
  return randomBytes(32).toString('base64url');
}
