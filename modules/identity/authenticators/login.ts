// Who a login means: a personal number, a mobile number or an address; and the one means of a kind that it leads to.
import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import type { Tx } from '@city/kernel/database';
import { blindIndex, readPersonalNumber } from '../people/personal-number.ts';
import type { Tables } from '../tables.ts';
import { type Authenticator, columns } from './authenticator.store.ts';
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

/**
 * The means that a login leads to; the first of its kind where a family shares a number. One statement whatever the login is, so
 * that a number that somebody has costs no more than one that nobody has, or than no number at all.
 */
export async function meansOfLogin(
  tx: Tx<Tables>,
  indexKey: Buffer,
  login: string,
  kind: AuthenticatorKind,
): Promise<Authenticator | null> {
  const { handle, number } = marksOf(indexKey, login);
  const found = await sql<Authenticator>`
    select ${sql.join(columns.map((name) => sql.ref(name)))}
      from (select x.person_id, min(h.added_at) as since
              from identity.authenticator_index x
              join identity.authenticator h on h.person_id = x.person_id and h.id = x.authenticator_id and h.removed_at is null
             where x.handle = ${handle}
             group by x.person_id
            union all
            select n.person_id, null from identity.person_number n where n.number_index = ${number}) p
      join identity.authenticator a on a.person_id = p.person_id and a.kind = ${kind} and a.removed_at is null
     order by p.since, a.added_at
     limit 1`.execute(tx.db);
  return found.rows[0] ?? null;
}

/** By what the login would be found; marks of nothing where it is no number and no address. */
function marksOf(indexKey: Buffer, login: string): { readonly handle: Buffer; readonly number: Buffer } {
  const destination = readDestination(login);
  const number = readPersonalNumber(login);
  return {
    handle: destination ? destinationIndex(indexKey, destination) : randomBytes(32),
    number: number ? blindIndex(indexKey, 'personal-number', number.digits) : randomBytes(32),
  };
}
