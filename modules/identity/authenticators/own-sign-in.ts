// The end of a sign-in by own means: a session at the level that the shown means reach, and no higher.
import type { Tx } from '@city/kernel/database';
import type { AuthenticationLevel } from '../people/levels.ts';
import { readPerson } from '../people/person.store.ts';
import type { SignInRules } from '../rules.ts';
import { beginSession, OWN_ISSUER } from '../sessions/begin-session.ts';
import type { Tables } from '../tables.ts';
import type { AuthenticatorKind } from './factors.ts';
import { recordSecurityEvent } from './security-events.ts';

/** What a browser brings along. */
export interface BrowserFacts {
  readonly device: string | null;
  readonly previousToken: string | undefined;
}

export interface Shown {
  readonly personId: string;
  readonly kinds: readonly AuthenticatorKind[];
  readonly authenticatorIds: readonly string[];
  readonly level: AuthenticationLevel;
}

/** Begins the session; null when the person is not there any more. */
export async function ownSignIn(
  tx: Tx<Tables>,
  rulesOn: (day: string) => SignInRules,
  shown: Shown,
  browser: BrowserFacts,
): Promise<string | null> {
  const person = await readPerson(tx, shown.personId);
  if (!person?.dataKey) return null;
  const { token } = await beginSession(tx, rulesOn, {
    personId: person.id,
    issuer: OWN_ISSUER,
    identityLevel: person.identityLevel,
    authenticationLevel: shown.level,
    authenticatedAt: tx.now,
    amr: shown.kinds,
    authenticatorId: shown.authenticatorIds.at(-1) ?? null,
    device: browser.device,
    previousToken: browser.previousToken,
    reason: 'proved by own means',
  });
  await recordSecurityEvent(tx, person.id, 'signed_in', {
    amr: shown.kinds,
    level: shown.level,
    device: browser.device,
  });
  return token;
}
