// Erases what the trail says about a person. The log keeps its leaves: without their salts they say nothing about anybody.
import { sql } from 'kysely';
import type { Tx } from '@city/kernel/database';

/** The check accounts for missing entries by what entries of this name list. */
export const erasingAction = 'trail.person.erase';

/**
 * Entries that are in the log go, with their salts; those still waiting stay until they are in it. The erasing itself stands on the
 * trail, by the places of the leaves and without the person. Answers how many entries went.
 */
export async function eraseFromTrail(tx: Tx, personId: string, reason: string): Promise<number> {
  const found = await sql<{ leaves: string[] }>`select trail.erase(${personId}::uuid) as leaves`.execute(
    tx.db,
  );
  const leaves = (found.rows[0]?.leaves ?? []).map(Number);
  if (leaves.length > 0) tx.trail({ action: erasingAction, purpose: reason, detail: { leaves } });
  return leaves.length;
}
