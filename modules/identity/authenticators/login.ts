// Who a login means: a personal number, a mobile number or an address; and the one means of a kind that it leads to.
import type { Tx } from '@city/kernel/database';
import { blindIndex, readPersonalNumber } from '../people/personal-number.ts';
import type { Tables } from '../tables.ts';
import { type Authenticator, byHandle, ofPerson } from './authenticator.store.ts';
import { destinationIndex, readDestination } from './destination.ts';
import type { AuthenticatorKind } from './factors.ts';

/** One spelling for counting tries, also of what is no login at all. */
export function loginKey(text: string): string {
  const destination = readDestination(text);
  return (
    destination?.value ??
    text
      .normalize('NFKC')
      .replace(/[\s.-]/g, '')
      .toLowerCase()
      .slice(0, 254)
  );
}

/** The means that a login leads to; the first of its kind where a family shares a number. */
export async function meansOfLogin(
  tx: Tx<Tables>,
  indexKey: Buffer,
  login: string,
  kind: AuthenticatorKind,
): Promise<Authenticator | null> {
  for (const personId of await peopleOfLogin(tx, indexKey, login)) {
    const found = (await ofPerson(tx, personId)).find((one) => one.kind === kind);
    if (found) return found;
  }
  return null;
}

async function peopleOfLogin(tx: Tx<Tables>, indexKey: Buffer, login: string): Promise<readonly string[]> {
  const destination = readDestination(login);
  if (destination) {
    const holders = await byHandle(tx, destinationIndex(indexKey, destination));
    return [...new Set(holders.map((one) => one.person_id))];
  }
  const number = readPersonalNumber(login);
  if (!number) return [];
  const owner = await tx.db
    .selectFrom('identity.person_number')
    .select('person_id')
    .where('number_index', '=', blindIndex(indexKey, 'personal-number', number.digits))
    .executeTakeFirst();
  return owner ? [owner.person_id] : [];
}
