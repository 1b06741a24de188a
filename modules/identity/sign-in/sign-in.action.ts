// Signing in: one transaction that knows the person again or for the first time, binds posts, begins a session, tells the trail.
import { system } from '@city/kernel/access';
import { type ModuleDatabase, newId, type Tx } from '@city/kernel/database';
import { PersonProofed } from '../contract.ts';
import type { ProvenIdentity } from '../people/claims.ts';
import { blindIndex } from '../people/personal-number.ts';
import {
  claimNumber,
  claimSubject,
  findBySubject,
  readPerson,
  savePerson,
  type StoredPerson,
} from '../people/person.store.ts';
import { makeDataKey, open, openDataKey, seal } from '../people/sealing.ts';
import { bindPosts } from '../posts/post.store.ts';
import type { SignInRules } from '../rules.ts';
import { beginSession } from '../sessions/begin-session.ts';
import type { IdentitySettings } from '../settings.ts';
import type { Tables } from '../tables.ts';

/** Why somebody was not signed in; on the trail and, in words, on the page. */
export type Refusal =
  | 'declined'
  | 'unknown_attempt'
  | 'not_genuine'
  | 'provider_away'
  | 'not_believable'
  | 'too_weak'
  | 'other_person';

/** The provider's subject belongs to one person and the number to another: somebody must look at it. */
export class OtherPerson extends Error {}

export interface SignInNeeds {
  readonly db: ModuleDatabase<Tables>;
  readonly settings: IdentitySettings;
  readonly rulesOn: (day: string) => SignInRules;
}

export interface SignedIn {
  readonly token: string;
  readonly personId: string;
}

/**
 * Begins a session for a proven identity and ends the one this browser had before.
 * @throws OtherPerson when subject and number point to different persons
 */
export async function signIn(
  needs: SignInNeeds,
  identity: ProvenIdentity,
  browser: { readonly previousToken: string | undefined; readonly device: string | null },
): Promise<SignedIn> {
  return needs.db.transaction(system('identity.sign-in'), async (tx) => {
    const person = await recognise(tx, needs.settings, identity);
    if (identity.personalNumber) {
      await bindPosts(
        tx,
        blindIndex(needs.settings.indexKey, 'personal-number', identity.personalNumber.digits),
        person.id,
      );
    }
    const { token } = await beginSession(tx, needs.rulesOn, {
      personId: person.id,
      issuer: identity.issuer,
      identityLevel: identity.identityLevel,
      authenticationLevel: identity.authenticationLevel,
      authenticatedAt: identity.authenticatedAt,
      amr: ['vneid'],
      device: browser.device,
      previousToken: browser.previousToken,
      reason: 'proved by the national identity provider',
    });
    return { token, personId: person.id };
  });
}

/** Puts a sign-in that did not succeed onto the trail; who it was is not known. */
export async function recordRefusal(db: ModuleDatabase<Tables>, refusal: Refusal): Promise<void> {
  await db.transaction(system('identity.sign-in'), async (tx) => {
    tx.trail({
      action: 'session.refused',
      outcome: refusal === 'provider_away' ? 'failed' : 'refused',
      reason: refusal,
    });
  });
}

async function recognise(
  tx: Tx<Tables>,
  settings: IdentitySettings,
  identity: ProvenIdentity,
): Promise<{ readonly id: string }> {
  const bySubject = await findBySubject(tx, identity.issuer, identity.subject);
  const candidate = bySubject ?? newId(tx.now);
  const number = identity.personalNumber?.digits ?? null;
  const byNumber =
    number === null
      ? candidate
      : await claimNumber(tx, blindIndex(settings.indexKey, 'personal-number', number), candidate);
  if (bySubject !== null && byNumber !== bySubject) throw new OtherPerson();
  const id = await claimSubject(tx, identity.issuer, identity.subject, byNumber);
  if (id !== byNumber) throw new OtherPerson();
  const known = await readPerson(tx, id);
  if (known && number !== null && hasOtherNumber(settings, known, number)) throw new OtherPerson();
  const person = renewed(settings, known, id, identity);
  if (person !== known) await savePerson(tx, person);
  if (known?.identityLevel !== identity.identityLevel) {
    tx.emit(PersonProofed, id, { personId: id, identityLevel: identity.identityLevel });
  }
  return { id };
}

function hasOtherNumber(settings: IdentitySettings, known: StoredPerson, number: string): boolean {
  if (!known.dataKey || !known.personalNumber) return false;
  return (
    open(
      openDataKey(settings.dataKeys, known.dataKey, known.id),
      known.personalNumber,
      numberPlace(known.id),
    ) !== number
  );
}

/** The row as it should be now; the same object when nothing is new, so that nothing is written. */
function renewed(
  settings: IdentitySettings,
  known: StoredPerson | null,
  id: string,
  identity: ProvenIdentity,
): StoredPerson {
  const { dataKey, wrapped } = known?.dataKey
    ? { dataKey: openDataKey(settings.dataKeys, known.dataKey, id), wrapped: known.dataKey }
    : makeDataKey(settings.dataKeys, id);
  const keep = (before: Buffer | null, value: string | null, place: string): Buffer | null => {
    if (value === null) return before;
    return before && open(dataKey, before, place) === value ? before : seal(dataKey, value, place);
  };
  const person: StoredPerson = {
    id,
    name: identity.name,
    birthDate: identity.birthDate ?? known?.birthDate ?? null,
    identityLevel: identity.identityLevel,
    dataKey: wrapped,
    personalNumber: keep(
      known?.personalNumber ?? null,
      identity.personalNumber?.digits ?? null,
      numberPlace(id),
    ),
    phone: keep(known?.phone ?? null, identity.phone, phonePlace(id)),
  };
  const fields = Object.keys(person) as (keyof StoredPerson)[];
  return known && fields.every((field) => known[field] === person[field]) ? known : person;
}

/** Where a value belongs: it opens only there. */
export const numberPlace = (personId: string) => `identity.person|personal_number|${personId}`;
export const phonePlace = (personId: string) => `identity.person|phone|${personId}`;
