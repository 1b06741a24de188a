// The things the simulated national identity app knows: personas, clients, requests, and the levels of NĐ 69/2024/NĐ-CP.
import type { JSONWebKeySet } from 'jose';

/** Text in Vietnamese and English. */
export type Words = { readonly vi: string; readonly en: string };

/** Level of the electronic identity account (mức độ định danh, NĐ 69/2024 Art. 7–8): 1 basic, 2 checked in person. */
export type IdentityLevel = 1 | 2;

/** Level of one authentication (mức độ xác thực, NĐ 69/2024): factors used for this very sign-in, 1 weakest to 4. */
export type AuthenticationLevel = 1 | 2 | 3 | 4;

export const AUTHENTICATION_LEVELS: readonly AuthenticationLevel[] = [1, 2, 3, 4];

/** A made-up person one can sign in as. `birthdate` is yyyy-mm-dd, `phone` E.164, `personalNumber` 12 digits. */
export type Persona = {
  readonly id: string;
  readonly name: string;
  readonly birthdate: string;
  readonly gender: 'male' | 'female';
  readonly phone: string;
  readonly personalNumber: string;
  readonly identityLevel: IdentityLevel;
  readonly group: 'people' | 'officials' | 'trouble';
  readonly about: Words;
  /** A fault that always happens to this persona, for instance an account that the police have locked. */
  readonly fault?: FaultKind;
};

/** An application registered with the simulator. Redirect addresses are compared character by character. */
export type Client = {
  readonly clientId: string;
  readonly name: Words;
  readonly redirectUris: readonly string[];
  readonly postLogoutRedirectUris?: readonly string[];
  readonly authentication:
    | { readonly method: 'client_secret_basic'; readonly secret: string }
    | { readonly method: 'private_key_jwt'; readonly jwks: JSONWebKeySet };
  /** When true, an authorization request that was not pushed first (RFC 9126) is refused. */
  readonly requirePushedRequests?: boolean;
};

/** What can be made to go wrong, once, on request. */
export type FaultKind =
  | 'deny'
  | 'slow'
  | 'server_error'
  | 'unavailable'
  | 'wrong_nonce'
  | 'wrong_issuer'
  | 'wrong_audience'
  | 'wrong_signature'
  | 'wrong_subject'
  | 'expired_token';

export const FAULT_KINDS: readonly FaultKind[] = [
  'deny',
  'slow',
  'server_error',
  'unavailable',
  'wrong_nonce',
  'wrong_issuer',
  'wrong_audience',
  'wrong_signature',
  'wrong_subject',
  'expired_token',
];

/** A checked authorization request, ready to be shown to the person. */
export type AuthorizationRequest = {
  readonly clientId: string;
  readonly redirectUri: string;
  readonly scopes: readonly string[];
  readonly state: string | null;
  readonly nonce: string | null;
  readonly codeChallenge: string;
  readonly acrLevels: readonly AuthenticationLevel[];
  readonly prompt: readonly string[];
  readonly maxAgeSeconds: number | null;
  readonly language: 'vi' | 'en';
  readonly fault: FaultKind | null;
};

/** What the person agreed to: who, at which levels, when. */
export type Approval = {
  readonly request: AuthorizationRequest;
  readonly personaId: string;
  readonly identityLevel: IdentityLevel;
  readonly authenticationLevel: AuthenticationLevel;
  readonly authenticatedAt: Date;
  readonly fault: FaultKind | null;
};

export const ACR_PREFIX = 'urn:vn:nd69:xacthuc:';
export const IDENTITY_LEVEL_CLAIM = 'urn:vn:dinhdanh';
export const PERSONAL_NUMBER_CLAIM = 'urn:vn:sodinhdanh';

export const SCOPES = ['openid', 'profile', 'phone', 'identity', 'offline_access'] as const;

/** Lifetimes in seconds and sizes; the code's 60 s is RFC 6749 §4.1.2's advice taken strictly. */
export const LIMITS = {
  codeSeconds: 60,
  pushedRequestSeconds: 60,
  interactionSeconds: 600,
  accessTokenSeconds: 300,
  idTokenSeconds: 300,
  refreshTokenSeconds: 14 * 24 * 3600,
  browserSessionSeconds: 8 * 3600,
  assertionSeconds: 600,
  entriesPerStore: 10_000,
  bodyBytes: 64 * 1024,
  parameterCharacters: 4096,
  retiredKeys: 3,
} as const;

/** The acr value of an authentication level. */
export function acrOf(level: AuthenticationLevel): string {
  return `${ACR_PREFIX}${level}`;
}

/** The authentication level of an acr value, or null for a value this provider does not know. */
export function levelOfAcr(acr: string): AuthenticationLevel | null {
  return AUTHENTICATION_LEVELS.find((level) => acrOf(level) === acr) ?? null;
}

/** Authentication method references (RFC 8176) that make up a level of NĐ 69/2024. */
export function amrOf(level: AuthenticationLevel): readonly string[] {
  switch (level) {
    case 1:
      return ['pwd'];
    case 2:
      return ['pwd', 'otp', 'mfa'];
    case 3:
      return ['pwd', 'face', 'mfa'];
    case 4:
      return ['pwd', 'hwk', 'face', 'mfa'];
  }
}
