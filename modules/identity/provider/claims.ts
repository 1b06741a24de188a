// What the provider says of a person, claim by claim, and under which name a client knows them.
import { createHmac } from 'node:crypto';
import type { Account, Client, KoaContextWithOIDC } from 'oidc-provider';
import { isUseStopped } from '@city/kernel/access';
import type { Tx } from '@city/kernel/database';
import type { ModuleContext } from '@city/kernel/module';
import type { Identity } from '../identity.ts';
import { ofPerson } from '../authenticators/authenticator.store.ts';
import { ownSecrets } from '../authenticators/own-secrets.ts';
import { readPerson, type StoredPerson } from '../people/person.store.ts';
import { open, openDataKey } from '../people/sealing.ts';
import { numberPlace, phonePlace } from '../sign-in/sign-in.action.ts';
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
  email: ['email', 'email_verified'],
  phone: ['phone_number', 'phone_number_verified'],
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
        const reached = names.some((name) => reachable.has(name)) ? await reachOf(tx, identity, person) : {};
        return { sub: personId, ...valuesOf(identity, person, reached, names) };
      });
    },
  });
}

const reachable = new Set([...(claimsByScope['email'] ?? []), ...(claimsByScope['phone'] ?? [])]);
interface Reached {
  readonly email?: string;
  readonly phone?: string;
}

/** Where the person is reached: what they proved with a code, oldest first, else the number that the national account knows. */
async function reachOf(tx: Tx<Tables>, identity: Identity, person: StoredPerson): Promise<Reached> {
  const own = await ownSecrets(tx, identity.settings.dataKeys, person.id);
  if (!own) return {};
  const means = await ofPerson(tx, person.id);
  const first = (kind: 'otp_email' | 'otp_phone') => {
    const found = means.find((one) => one.kind === kind);
    return found ? own.open(found) : null;
  };
  const [email, phone] = [first('otp_email'), first('otp_phone') ?? own.phone(phonePlace(person.id))];
  return { ...(email ? { email } : {}), ...(phone ? { phone } : {}) };
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

type Value = string | number | boolean;

function valuesOf(
  identity: Identity,
  person: StoredPerson,
  { email, phone }: Reached,
  names: readonly string[],
): Record<string, Value> {
  const all: Record<string, () => Value | null> = {
    name: () => person.name,
    birthdate: () => person.birthDate,
    email: () => email ?? null,
    email_verified: () => (email ? true : null),
    phone_number: () => phone ?? null,
    phone_number_verified: () => (phone ? true : null),
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
  return Object.fromEntries(entries.filter((entry): entry is [string, Value] => entry[1] !== null));
}
