// Keys that a transaction holds: the hash of a token, a keyed mark, the id behind a proof. Row policies ask for them.
import { sql } from 'kysely';
import type { Tx } from './transaction.ts';

/**
 * Shows keys to the second wall for the rest of the transaction. Only what was proved or can't be guessed may be held:
 * a hash of a secret, never an id that anybody knows.
 */
export async function hold<DB>(tx: Pick<Tx<DB>, 'db'>, ...keys: readonly (string | Buffer)[]): Promise<void> {
  // What has a space or is empty fits no row: it is not shown at all.
  const shown = keys
    .map((key) => (typeof key === 'string' ? key : key.toString('hex')))
    .filter((key) => key !== '' && !/[\s\0]/.test(key));
  if (shown.length === 0) return;
  await sql`select set_config('city.held', concat_ws(' ', nullif(current_setting('city.held', true), ''), ${shown.join(' ')}::text), true)`.execute(
    tx.db,
  );
}
