// Levels of authentication in the words of OpenID Connect, and which of them a request asks for.
import type { AuthenticationLevel } from '../people/levels.ts';

const prefix = 'urn:vn:nd69:xacthuc:';

/** NĐ 69/2024: four levels of authentication. */
export const acrValues = [1, 2, 3, 4].map((level) => `${prefix}${level}`);
export const acrOf = (level: AuthenticationLevel): string => `${prefix}${level}`;

/** The level an acr value names; null for a value that is not ours. */
export function levelOf(acr: unknown): AuthenticationLevel | null {
  const at = typeof acr === 'string' ? acrValues.indexOf(acr) : -1;
  return at < 0 ? null : ((at + 1) as AuthenticationLevel);
}

/** RFC 8176: what is known of the means is that they were several. */
export const amrOf = (level: AuthenticationLevel): string[] | undefined => (level >= 2 ? ['mfa'] : undefined);

export interface AcrRequest {
  readonly acrValues: string | undefined;
  /** `claims.id_token.acr`. */
  readonly claim:
    | { readonly essential?: boolean; readonly value?: unknown; readonly values?: unknown }
    | null
    | undefined;
  /** The client's own least level. */
  readonly required: number;
}

/**
 * The least level that satisfies a request. A higher level satisfies a lower one. Any of the values named will do, so the lowest
 * counts. Values that are not ours are passed over when voluntary; null when only such are essential.
 */
export function wantedLevel(request: AcrRequest): AuthenticationLevel | null {
  const { claim, required } = request;
  const lowest = (values: readonly unknown[]): AuthenticationLevel | null => {
    const levels = values.map(levelOf).filter((level) => level !== null);
    return levels.length === 0 ? null : (Math.min(...levels) as AuthenticationLevel);
  };
  const named = claim ? (Array.isArray(claim.values) ? claim.values : [claim.value]) : [];
  const asked = named.filter((value) => value !== undefined);
  const essential = claim?.essential === true && asked.length > 0 ? lowest(asked) : undefined;
  if (essential === null) return null;
  const voluntary = lowest([...(request.acrValues ?? '').split(' '), ...asked]) ?? 1;
  return Math.max(essential ?? voluntary, required, 1) as AuthenticationLevel;
}
