// Erases a person here: the trail about them, and their questions.
import { sql } from 'kysely';
import type { Tx } from '@city/kernel/database';
import { eraseFromTrail } from '@city/kernel/trail/reading';

/** Answers how many entries went. */
export async function erasePerson(tx: Tx, personId: string, reason: string): Promise<number> {
  await sql`delete from looks.question where asker_id = ${personId}::uuid`.execute(tx.db);
  return eraseFromTrail(tx, personId, reason);
}
