// The sweep of mandates: writes down expiries and hand-overs at the second they fall due, and tells both sides. Rights end without it.
import { sql } from 'kysely';
import { system } from '@city/kernel/access';
import type { Tx } from '@city/kernel/database';
import type { Sweep } from '@city/kernel/jobs';
import type { ModuleContext } from '@city/kernel/module';
import { localDate } from '@city/kernel/time';
import { identityOf } from '../identity.ts';
import type { Tables } from '../tables.ts';
import { factsOf, MandateExpired, MandateHandedOver } from './events.ts';
import { handOvers, nextChange, powersAt } from './mandate.ts';
import { changeMandate, type MandateRecord, readMandate } from './mandate.store.ts';
import { tell } from './mandate-words.ts';
import { principalSide } from './parties.ts';

/** Mandates in one transaction: short enough not to hold back whoever reads events. */
const batch = 100;
const actor = system('identity.mandates');

export function lapseSweep(m: ModuleContext<Tables>): Sweep {
  return {
    name: 'identity.mandates',
    everyMilliseconds: 1000,
    run: async () => {
      await lapseAll(m);
      return m.db.transaction(actor, nextDue, { readOnly: true });
    },
  };
}

/** Writes down what is due; answers how many mandates changed. */
export async function lapseAll(m: ModuleContext<Tables>): Promise<number> {
  let changed = 0;
  for (;;) {
    const taken = await m.db.transaction(actor, async (tx) => {
      const due = await takeDue(tx);
      for (const mandate of due) await lapse(m, tx, mandate);
      if (due.length > 0) tx.afterCommit(identityOf(m).sessions.changed);
      return due.length;
    });
    changed += taken;
    if (taken < batch) return changed;
  }
}

async function nextDue(tx: Tx<Tables>): Promise<Date | null> {
  const found = await sql<{ at: Date | null }>`
    select min(next_at) as at from identity.mandate where ended_at is null and next_at is not null`.execute(
    tx.db,
  );
  return found.rows[0]?.at ?? null;
}

async function takeDue(tx: Tx<Tables>): Promise<readonly MandateRecord[]> {
  const found = await sql<{ id: string }>`
    select id from identity.mandate where ended_at is null and next_at <= ${tx.now}
     order by next_at limit ${batch} for update skip locked`.execute(tx.db);
  const due: MandateRecord[] = [];
  for (const { id } of found.rows) {
    const mandate = await readMandate(tx, id);
    if (mandate) due.push(mandate);
  }
  return due;
}

async function lapse(m: ModuleContext<Tables>, tx: Tx<Tables>, mandate: MandateRecord): Promise<void> {
  const { mandateRulesOn } = identityOf(m);
  const both = [...(await principalSide(tx, mandate)), mandate.agent.id];
  const said = (action: string, detail: object) =>
    tx.trail({
      action,
      object: { type: 'mandate', id: mandate.id },
      subject: mandate.principal.kind === 'person' ? mandate.principal.id : mandate.agent.id,
      reason: 'due',
      detail: { kind: mandate.kind, ...detail },
    });
  if (mandate.until !== null && mandate.until <= tx.now) {
    await changeMandate(tx, mandate.id, { status: 'expired', nextAt: null });
    said('mandate.expired', {});
    tx.emit(MandateExpired, mandate.id, factsOf(mandate, []));
    return tell(tx, mandate, both, 'expired');
  }
  const rules = mandateRulesOn(localDate(tx.now));
  const passed = handOvers(mandate, rules).filter(({ at }) => at <= tx.now);
  const isEnd = passed.some((one) => one.isEnd);
  const nextAt = isEnd ? null : nextChange(mandate, rules, tx.now);
  await changeMandate(tx, mandate.id, { status: isEnd ? 'handed_over' : mandate.status, nextAt });
  if (passed.length === 0) return;
  const left = powersAt(mandate, mandateRulesOn, tx.now);
  said('mandate.handed_over', { age: passed.at(-1)?.age, left });
  tx.emit(MandateHandedOver, mandate.id, factsOf(mandate, left));
  return tell(tx, mandate, both, isEnd ? 'grown_up' : 'handed_over');
}
