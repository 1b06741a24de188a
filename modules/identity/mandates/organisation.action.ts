// What the enterprise register says is taken over: organisations, and who legally represents them from now on or no longer.
import { system } from '@city/kernel/access';
import { newId, type Tx } from '@city/kernel/database';
import type { ModuleContext } from '@city/kernel/module';
import { localDate } from '@city/kernel/time';
import { identityOf } from '../identity.ts';
import type { Tables } from '../tables.ts';
import { factsOf, MandateGranted, MandateRevoked } from './events.ts';
import { changeMandate, insertMandate, type MandateRecord, mandatesOverPrincipal } from './mandate.store.ts';
import { tell } from './mandate-words.ts';
import { numberFrom, personOf } from './parties.ts';
import { powersOf } from './powers.ts';

/** An organisation as the register answers. */
export interface RegisterEntry {
  readonly taxCode: string;
  readonly name: string;
  readonly status: 'working' | 'suspended' | 'dissolved';
  readonly isByTwo: boolean;
  readonly representatives: readonly { readonly personalNumber: string; readonly name: string }[];
  /** Number of the entry, of this state. */
  readonly register: string;
}

/**
 * Makes ours what the register says: representatives who are new may act at once, those who are gone no longer, also in
 * sessions that are open. Changes nothing when nothing changed.
 */
export async function syncOrganisation(
  m: ModuleContext<Tables>,
  entry: RegisterEntry,
): Promise<{ id: string }> {
  const people = await Promise.all(
    entry.representatives.map(async ({ personalNumber, name }) => ({
      id: await personOf(m, numberFrom(personalNumber, 'personalNumber')),
      name,
    })),
  );
  return m.db.transaction(system('identity.enterprise-register'), async (tx) => {
    const id = await saveOrganisation(tx, entry, people);
    const living = (await mandatesOverPrincipal(tx, id)).filter(
      ({ kind, endedAt }) => kind === 'organisation' && endedAt === null,
    );
    for (const mandate of living)
      if (!people.some((person) => person.id === mandate.agent.id)) await dismiss(tx, mandate, entry);
    for (const person of people)
      if (!living.some(({ agent }) => agent.id === person.id)) await appoint(m, tx, { id, entry, person });
    tx.afterCommit(identityOf(m).sessions.changed);
    return { id };
  });
}

async function saveOrganisation(
  tx: Tx<Tables>,
  entry: RegisterEntry,
  people: readonly { readonly id: string }[],
): Promise<string> {
  const values = {
    name: entry.name,
    status: entry.status,
    two_persons: entry.isByTwo,
    representatives: people.map(({ id }) => id),
    register: entry.register,
    synced_at: tx.now,
  };
  const { id } = await tx.db
    .insertInto('identity.organisation')
    .values({ id: newId(tx.now), tax_code: entry.taxCode, ...values })
    .onConflict((conflict) => conflict.column('tax_code').doUpdateSet(values))
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

async function dismiss(tx: Tx<Tables>, mandate: MandateRecord, entry: RegisterEntry): Promise<void> {
  await changeMandate(tx, mandate.id, { status: 'revoked', why: entry.register, nextAt: null });
  tx.trail({
    action: 'mandate.revoked',
    object: { type: 'mandate', id: mandate.id },
    subject: mandate.agent.id,
    reason: 'the register no longer names them',
    detail: { kind: mandate.kind, register: entry.register },
  });
  tx.emit(MandateRevoked, mandate.id, factsOf(mandate, []));
  await tell(tx, mandate, [mandate.agent.id], 'revoked');
}

async function appoint(
  m: ModuleContext<Tables>,
  tx: Tx<Tables>,
  { id, entry, person }: { id: string; entry: RegisterEntry; person: { id: string; name: string } },
): Promise<void> {
  const powers = powersOf(identityOf(m).mandateRulesOn(localDate(tx.now)), 'organisation').map(
    ({ code }) => code,
  );
  const mandate = {
    id: newId(tx.now),
    kind: 'organisation' as const,
    basis: null,
    principal: { kind: 'organisation' as const, id, name: entry.name, birthDate: null, isWorking: true },
    agent: person,
    powers,
    from: tx.now,
    until: null,
    status: 'active' as const,
    depth: 2,
    parent: null,
  };
  await insertMandate(tx, {
    ...mandate,
    parentId: null,
    evidence: entry.register,
    body: null,
    madeBy: 'enterprise-register',
    needsSecond: false,
    nextAt: null,
  });
  tx.trail({
    action: 'mandate.granted',
    object: { type: 'mandate', id: mandate.id },
    subject: person.id,
    reason: 'named by the register',
    detail: { kind: 'organisation', register: entry.register },
  });
  tx.emit(MandateGranted, mandate.id, factsOf(mandate));
  await tell(tx, mandate, [person.id], 'granted');
}
