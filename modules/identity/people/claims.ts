// What the provider said about a person, in our words and checked: names, dates and numbers that cannot be true are not taken.
import { LIMITS } from '../limits.ts';
import type { SignInRules } from '../rules.ts';
import {
  type AuthenticationLevel,
  type IdentityLevel,
  readAuthenticationLevel,
  readIdentityLevel,
} from './levels.ts';
import {
  agreesWithBirthDate,
  type PersonalNumber,
  readPersonalNumber,
  readPhone,
} from './personal-number.ts';

/** One sign-in as the provider vouches for it. */
export interface ProvenIdentity {
  readonly issuer: string;
  readonly subject: string;
  readonly name: string;
  /** yyyy-mm-dd */
  readonly birthDate: string | null;
  readonly personalNumber: PersonalNumber | null;
  /** E.164 */
  readonly phone: string | null;
  readonly identityLevel: IdentityLevel;
  readonly authenticationLevel: AuthenticationLevel;
  readonly authenticatedAt: Date;
}

/** Claims of the id_token and of userinfo, as they came. */
export interface RawClaims {
  readonly issuer: string;
  readonly subject: string;
  readonly idToken: Readonly<Record<string, unknown>>;
  readonly userinfo: Readonly<Record<string, unknown>>;
}

/**
 * Reads claims by the names in the rules.
 * @returns what cannot be believed, in words for the log, when there is such a thing
 */
export function readClaims(
  rules: SignInRules,
  raw: RawClaims,
  receivedAt: Date,
): ProvenIdentity | { readonly unbelievable: string } {
  const claim = (name: keyof SignInRules['claims']): unknown =>
    raw.userinfo[rules.claims[name]] ?? raw.idToken[rules.claims[name]];
  const name = typeof claim('name') === 'string' ? String(claim('name')).normalize('NFC').trim() : '';
  if (name === '' || name.length > LIMITS.nameCharacters)
    return { unbelievable: 'no name, or one that is too long' };
  const birthDate = readDay(claim('birthDate'));
  const numberText = claim('personalNumber');
  const personalNumber = typeof numberText === 'string' ? readPersonalNumber(numberText) : null;
  if (numberText !== undefined && personalNumber === null)
    return { unbelievable: 'the personal number has the wrong form' };
  if (personalNumber && birthDate && !agreesWithBirthDate(personalNumber, birthDate)) {
    return { unbelievable: 'the personal number contradicts the date of birth' };
  }
  const identityLevel = readIdentityLevel(rules, claim('identityLevel'));
  const authTime = raw.idToken['auth_time'];
  return {
    issuer: raw.issuer,
    subject: raw.subject,
    name,
    birthDate,
    // A number that nobody has checked must not lead to the person it belongs to.
    personalNumber: identityLevel > 0 ? personalNumber : null,
    phone: typeof claim('phone') === 'string' ? readPhone(String(claim('phone'))) : null,
    identityLevel,
    authenticationLevel: readAuthenticationLevel(rules, raw.idToken['acr']),
    authenticatedAt: typeof authTime === 'number' ? new Date(authTime * 1000) : receivedAt,
  };
}

/** A day of the calendar; OpenID Connect Core §5.1 also allows 0000-mm-dd and a bare year, which say no day. */
function readDay(text: unknown): string | null {
  if (typeof text !== 'string' || !/^[12]\d{3}-\d{2}-\d{2}$/.test(text)) return null;
  const at = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text) ? text : null;
}
