// What the civil register says of a person is taken over: custody of a minor from now on or no longer, and a death, which ends everything at once.
import { system } from '@city/kernel/access';
import { newId, type Tx } from '@city/kernel/database';
import type { ModuleContext } from '@city/kernel/module';
import { localDate } from '@city/kernel/time';
import { PersonChanged, SessionsEnded } from '../contract.ts';
import { identityOf } from '../identity.ts';
import { factsOf, MandateGranted, MandateRevoked } from '../mandates/events.ts';
import { type Basis, type Mandate, nextChange, powersAt } from '../mandates/mandate.ts';
import {
  changeMandate,
  insertMandate,
  type MandateRecord,
  mandatesOfAgent,
  mandatesOverPrincipal,
} from '../mandates/mandate.store.ts';
import { tell } from '../mandates/mandate-words.ts';
import { numberFrom, personOf, principalSide } from '../mandates/parties.ts';
import { powersOf } from '../mandates/powers.ts';
import { endAllSessions } from '../sessions/session.store.ts';
import type { Tables } from '../tables.ts';
import type { PersonEntry } from './register-client.ts';

const actor = system('identity.civil-register');
/** Stands where the name of an office does. */
export const civilRegister = 'so-ho-tich';

type Custodian = PersonEntry['custody'][number] & { readonly id: string };

/** Makes ours what the register says. Changes nothing when nothing changed, so a notice may come twice, and late. */
export async function syncPerson(m: ModuleContext<Tables>, entry: PersonEntry): Promise<void> {
  const id = await personOf(m, numberFrom(entry.personalNumber, 'personalNumber'));
  const custody: Custodian[] = [];
  for (const one of entry.custody)
    custody.push({ ...one, id: await personOf(m, numberFrom(one.personalNumber, 'personalNumber')) });
  await m.db.transaction(actor, async (tx) => {
    if (entry.diedOn !== null) await endLife(tx, id, entry);
    else await takeCustody(m, tx, { id, entry, custody });
    tx.emit(PersonChanged, id, { personId: id });
    tx.afterCommit(identityOf(m).sessions.changed);
  });
}

/** A death ends what the person may do for others and others for them, and every place where they are signed in. */
async function endLife(tx: Tx<Tables>, id: string, entry: PersonEntry): Promise<void> {
  const both = [...(await mandatesOfAgent(tx, id)), ...(await mandatesOverPrincipal(tx, id))];
  for (const mandate of both) if (mandate.endedAt === null) await end(tx, mandate, entry, 'death');
  const sessions = [...(await endAllSessions(tx, id, 'revoked'))];
  if (sessions.length > 0) tx.emit(SessionsEnded, id, { personId: id, sessions, why: 'revoked' });
}

async function takeCustody(
  m: ModuleContext<Tables>,
  tx: Tx<Tables>,
  { id, entry, custody }: { id: string; entry: PersonEntry; custody: readonly Custodian[] },
): Promise<void> {
  const living = (await mandatesOverPrincipal(tx, id)).filter(
    ({ kind, basis, endedAt }) => kind === 'guardian' && basis !== 'ward' && endedAt === null,
  );
  for (const mandate of living)
    if (!custody.some((one) => one.id === mandate.agent.id)) await end(tx, mandate, entry, 'custody ended');
  for (const one of custody)
    if (!living.some(({ agent }) => agent.id === one.id)) await begin(m, tx, { id, entry, one });
}

async function end(tx: Tx<Tables>, mandate: MandateRecord, entry: PersonEntry, why: string): Promise<void> {
  await changeMandate(tx, mandate.id, { status: 'revoked', why: entry.entry, nextAt: null });
  tx.trail({
    action: 'mandate.revoked',
    object: { type: 'mandate', id: mandate.id },
    subject: mandate.principal.kind === 'person' ? mandate.principal.id : mandate.agent.id,
    reason: `the civil register: ${why}`,
    detail: { kind: mandate.kind, register: entry.entry },
  });
  tx.emit(MandateRevoked, mandate.id, factsOf(mandate, []));
  await tell(tx, mandate, [...(await principalSide(tx, mandate)), mandate.agent.id], 'revoked');
}

async function begin(
  m: ModuleContext<Tables>,
  tx: Tx<Tables>,
  { id, entry, one }: { id: string; entry: PersonEntry; one: Custodian },
): Promise<void> {
  const { mandateRulesOn } = identityOf(m);
  const rules = mandateRulesOn(localDate(tx.now));
  const mandate: Mandate = {
    id: newId(tx.now),
    kind: 'guardian',
    basis: one.basis satisfies Basis,
    principal: { kind: 'person', id, name: entry.name, birthDate: entry.birthDate, isWorking: true },
    agent: { id: one.id, name: one.name },
    powers: powersOf(rules, 'guardian').map(({ code }) => code),
    from: tx.now,
    until: null,
    status: 'active',
    depth: 0,
    parent: null,
  };
  // Of age already: nobody has custody any more, whatever the register has not tidied up.
  if (powersAt(mandate, mandateRulesOn, tx.now).length === 0) return;
  await insertMandate(tx, {
    ...mandate,
    parentId: null,
    evidence: one.entry,
    body: civilRegister,
    madeBy: 'civil-register',
    needsSecond: false,
    nextAt: nextChange(mandate, rules, tx.now),
  });
  tx.trail({
    action: 'guardianship.recorded',
    object: { type: 'mandate', id: mandate.id },
    subject: id,
    reason: 'named by the civil register',
    detail: { basis: one.basis, guardian: one.id, evidence: one.entry },
  });
  tx.emit(MandateGranted, mandate.id, factsOf(mandate));
  await tell(tx, mandate, [id, one.id], 'granted');
}
