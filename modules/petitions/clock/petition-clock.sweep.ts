// What falls due by itself: terms of signing that end, and rungs of the ladder while a look or an answer is owed.
import { sql } from 'kysely';
import { system } from '@city/kernel/access';
import type { Sweep } from '@city/kernel/jobs';
import type { ModuleContext } from '@city/kernel/module';
import { type PetitionTx, petitionSelection } from '../cases/petition.store.ts';
import { rungOf, type StepCity, takeStep } from '../cases/step.ts';
import type { PetitionRow, PetitionTables } from '../cases/tables.ts';
import { limits } from '../limits.ts';
import { petitionCity } from '../module-city.ts';

const actor = system('petitions.clock');

export function petitionSweep(m: ModuleContext<PetitionTables>): Sweep {
  return {
    name: 'petitions.clock',
    everyMilliseconds: 1_000,
    run: async () => {
      await passTime(m);
      return m.db.transaction(actor, nextDue, { readOnly: true });
    },
  };
}

/** Takes everything that is due; answers how many steps were taken. */
export async function passTime(m: ModuleContext<PetitionTables>): Promise<number> {
  const { rules } = petitionCity(m);
  let taken = 0;
  for (;;) {
    const rows = await m.db.transaction(actor, async (tx) => {
      const due = await lockDue(tx);
      for (const row of due) await passOne(tx, { rules, calendar: m.calendar }, row);
      return due.length;
    });
    taken += rows;
    if (rows < limits.sweepRows) return taken;
  }
}

async function lockDue(tx: PetitionTx): Promise<PetitionRow[]> {
  const found = await sql<PetitionRow>`
    select ${petitionSelection} from petitions.petition p
     where (p.state in ('seeking', 'open') and p.sign_until <= ${tx.now}) or p.escalate_at <= ${tx.now}
     order by p.petition_id limit ${limits.sweepRows} for update skip locked`.execute(tx.db);
  return found.rows;
}

async function nextDue(tx: PetitionTx): Promise<Date | null> {
  const found = await sql<{ at: Date | null }>`
    select least((select min(sign_until) from petitions.petition where state in ('seeking', 'open')),
                 (select min(escalate_at) from petitions.petition where escalate_at is not null)) as at`.execute(
    tx.db,
  );
  return found.rows[0]?.at ?? null;
}

async function passOne(tx: PetitionTx, city: StepCity, petition: PetitionRow): Promise<void> {
  const opened = { petition, who: ['clock'] as const };
  if (petition.state === 'seeking' || petition.state === 'open') {
    await takeStep(tx, city, opened, {
      action: petition.state === 'seeking' ? 'lapse' : 'close',
      patch: { ended_at: tx.now },
      detail: { signatures: petition.signature_n },
    });
    return;
  }
  const rung = rungOf(city, petition);
  if (rung === null || rung.at > tx.now) {
    // Its calendar or rules have changed: it only learns when the next rung is due.
    await learnNextRung(tx, petition, rung?.at ?? null);
    return;
  }
  await takeStep(tx, city, opened, {
    action: 'escalate',
    patch: { escalation: rung.level },
    detail: { level: rung.level, tell: rung.tell, dueAt: rung.at.toISOString() },
  });
}

async function learnNextRung(tx: PetitionTx, petition: PetitionRow, at: Date | null): Promise<void> {
  await sql`update petitions.petition set escalate_at = ${at} where petition_id = ${petition.petition_id}`.execute(
    tx.db,
  );
}
