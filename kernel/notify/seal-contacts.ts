// Seals where people are reached, as far as it was kept in clear before.
import { sql } from 'kysely';
import type { Tx } from '@city/kernel/database';
import { type Reach, sealContact } from './sealed.ts';

const batch = 200;

/** One batch; answers how many rows it sealed. */
export async function sealOldContacts(tx: Tx): Promise<number> {
  const found = await sql<Reach & { recipient: string }>`
    select recipient, email, phone from notify.contact where email is not null or phone is not null
     order by recipient limit ${batch} for update skip locked`.execute(tx.db);
  for (const { recipient, ...reach } of found.rows) {
    const { data_key: key, sealed } = sealContact(tx.seals, recipient, reach);
    await sql`update notify.contact set data_key = ${key}, sealed = ${sealed}, email = null, phone = null
      where recipient = ${recipient}`.execute(tx.db);
  }
  return found.rows.length;
}
