// What the provider says of a person, claim by claim, and under which name a client knows them.
import { createHmac } from 'node:crypto';
import type { Account, Client, KoaContextWithOIDC } from 'oidc-provider';
import { isUseStopped } from '@city/kernel/access';
import type { ModuleContext } from '@city/kernel/module';
import type { Identity } from '../identity.ts';
import { readPerson, type StoredPerson } from '../people/person.store.ts';
import { open, openDataKey } from '../people/sealing.ts';
import { numberPlace } from '../sign-in/sign-in.action.ts';
import type { Tables } from '../tables.ts';
import { purposeOfNumber } from './clients.ts';
import { clientField } from './client-field.ts';
import { consentNow } from './consent.store.ts';
import { actor } from './unit.ts';

export const identityClaim = 'urn:vn:dinhdanh';
export const numberClaim = 'urn:vn:sodinhdanh';

/** Claims that come with a scope. */
export const claimsByScope: Readonly<Record<string, readonly string[]>> = {
  profile: ['name', 'birthdate'],
  identity: [identityClaim],
  [purposeOfNumber]: [numberClaim],
};
const personal = new Set(Object.values(claimsByScope).flat());

/**
 * The name under which the clients of one sector know a person: nothing about the person can be read from it, and two sectors
 * cannot find out that they speak of the same one (OpenID Connect Core 8.1).
 */
export function pairwiseSubject(key: Buffer, sector: string, personId: string): string {
  return createHmac('sha256', key).update(`oidc subject|${sector}|${personId}`).digest('base64url');
}

/** Finds accounts; the person's row is read only when a claim about them leaves, and that stands on the trail. */
export function makeAccounts(m: ModuleContext<Tables>, identity: Identity) {
  return (ctx: KoaContextWithOIDC, personId: string): Account => ({
    accountId: personId,
    claims: async (use, scope, asked, rejected) => {
      const client = ctx.oidc.client;
      const wanted = [
        ...scope.split(' ').flatMap((one) => claimsByScope[one] ?? []),
        ...Object.keys(asked),
      ].filter((name) => personal.has(name) && !rejected.includes(name));
      // By scope alone claims go to userinfo, never into the id_token (OpenID Connect Core 5.4).
      const told = use === 'id_token' ? wanted.filter((name) => name in asked) : wanted;
      if (told.length === 0 || !client) return { sub: personId };
      const agreed = await agreedClaims(m, client, personId);
      // Who had the use of their data stopped is known there by the pairwise name alone, from the next call on.
      if (await isUseStopped(m.database, personId, 'identity.claims', agreed?.since))
        return { sub: personId };
      const mayKnowNumber = clientField<string[]>(client, 'purposes')?.includes(purposeOfNumber) ?? false;
      const names = [...new Set(told)]
        .filter((name) => name !== numberClaim || mayKnowNumber)
        .filter((name) => agreed === null || agreed.claims.has(name));
      if (names.length === 0) return { sub: personId };
      return m.db.transaction(actor, async (tx) => {
        const person = await readPerson(tx, personId);
        if (!person) return { sub: personId };
        tx.trail({
          action: 'person.told',
          object: { type: 'oidc-client', id: client.clientId },
          subject: personId,
          reason: 'the person signed in there',
          detail: { claims: names, use },
        });
        return { sub: personId, ...valuesOf(identity, person, names) };
      });
    },
  });
}

/**
 * What the person agrees to today that this client learns; null for the city's own services, which need no consent. A grant that
 * was given once does not outlive the consent: withdrawn, it says nothing from the next call on.
 */
async function agreedClaims(
  m: ModuleContext<Tables>,
  client: Client,
  personId: string,
): Promise<{ readonly since: Date; readonly claims: ReadonlySet<string> } | null> {
  if (clientField<boolean>(client, 'first_party') === true) return null;
  const consent = await m.db.transaction(actor, (tx) => consentNow(tx, personId, client.clientId), {
    readOnly: true,
  });
  if (!consent) return { since: m.now(), claims: new Set() };
  const byScope = consent.scopes.flatMap((scope) => claimsByScope[scope] ?? []);
  return { since: consent.givenAt, claims: new Set([...byScope, ...consent.claims]) };
}

function valuesOf(
  identity: Identity,
  person: StoredPerson,
  names: readonly string[],
): Record<string, string | number> {
  const all: Record<string, () => string | number | null> = {
    name: () => person.name,
    birthdate: () => person.birthDate,
    [identityClaim]: () => person.identityLevel,
    [numberClaim]: () =>
      person.dataKey && person.personalNumber
        ? open(
            openDataKey(identity.settings.dataKeys, person.dataKey, person.id),
            person.personalNumber,
            numberPlace(person.id),
          )
        : null,
  };
  const entries = names.map((name) => [name, all[name]?.() ?? null] as const);
  return Object.fromEntries(entries.filter((entry): entry is [string, string | number] => entry[1] !== null));
}
