// Opening and sealing what belongs to one person's authenticators, under that person's data key.
import type { Tx } from '@city/kernel/database';
import { readPerson, type StoredPerson } from '../people/person.store.ts';
import { type KeyRing, open, openDataKey, seal } from '../people/sealing.ts';
import type { Tables } from '../tables.ts';
import type { Authenticator } from './authenticator.store.ts';

const secretPlace = (personId: string, id: string) => `identity.authenticator|secret|${personId}|${id}`;

/** A person's own lock. */
export interface OwnSecrets {
  readonly person: StoredPerson;
  seal(authenticatorId: string, text: string): Buffer;
  /** Null when there is nothing to open. */
  open(authenticator: Pick<Authenticator, 'id' | 'secret'>): string | null;
  /** The phone number that VNeID told, when there is one. */
  phone(phonePlace: string): string | null;
}

/** Null when the person is unknown or erased. */
export async function ownSecrets(
  tx: Tx<Tables>,
  ring: KeyRing,
  personId: string,
): Promise<OwnSecrets | null> {
  const person = await readPerson(tx, personId);
  if (!person?.dataKey) return null;
  const key = openDataKey(ring, person.dataKey, personId);
  return {
    person,
    seal: (id, text) => seal(key, text, secretPlace(personId, id)),
    open: ({ id, secret }) => (secret ? open(key, secret, secretPlace(personId, id)) : null),
    phone: (place) => (person.phone ? open(key, person.phone, place) : null),
  };
}
