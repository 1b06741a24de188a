// Guardianship at the civil-status office: recorded with the number of the document it rests on, ended with another.
import type { Actor } from '@city/kernel/access';
import { newId } from '@city/kernel/database';
import { AppError } from '@city/kernel/errors';
import type { ModuleContext } from '@city/kernel/module';
import { localDate } from '@city/kernel/time';
import './errors.ts';
import { identityOf } from '../identity.ts';
import { agreesWithBirthDate } from '../people/personal-number.ts';
import type { Tables } from '../tables.ts';
import { insertOnce } from './give.action.ts';
import { type Basis, type Mandate, powersAt } from './mandate.ts';
import { type NewMandate, readMandate } from './mandate.store.ts';
import { numberFrom, personOf } from './parties.ts';
import { powersOf } from './powers.ts';
import { takeStep } from './step.action.ts';

export interface Guardianship {
  readonly basis: Basis;
  readonly wardNumber: string;
  readonly wardName: string;
  /** yyyy-mm-dd */
  readonly birthDate: string;
  readonly guardianNumber: string;
  readonly guardianName: string;
  /** Number of the entry in the civil register, or of the court's decision. */
  readonly evidence: string;
}

/**
 * Writes down a guardianship; it holds when a second officer of the office has confirmed it.
 * @throws AppError `personal_number_wrong`, `guardian_birth_date_wrong`, `mandate_self`, `mandate_exists`, `forbidden`
 */
export async function recordGuardianship(
  m: ModuleContext<Tables>,
  actor: Actor,
  input: Guardianship,
): Promise<{ id: string }> {
  const identity = identityOf(m);
  const now = m.now();
  const rules = identity.mandateRulesOn(localDate(now));
  const age = rules.kinds.guardian?.endsAtAge ?? 0;
  const wardNumber = numberFrom(input.wardNumber, 'wardNumber');
  const guardianNumber = numberFrom(input.guardianNumber, 'guardianNumber');
  if (wardNumber.digits === guardianNumber.digits)
    throw new AppError('mandate_self', { field: 'guardianNumber' });
  const wrongDate = new AppError('guardian_birth_date_wrong', { field: 'birthDate', params: { age } });
  if (!agreesWithBirthDate(wardNumber, input.birthDate)) throw wrongDate;
  const [wardId, guardianId] = [await personOf(m, wardNumber), await personOf(m, guardianNumber)];
  if (actor.id === wardId || actor.id === guardianId)
    throw new AppError('forbidden', { cause: 'records for themselves' });
  const mandate: Mandate = {
    id: newId(now),
    kind: 'guardian',
    basis: input.basis,
    principal: {
      kind: 'person',
      id: wardId,
      name: input.wardName.trim(),
      birthDate: input.birthDate,
      isWorking: true,
    },
    agent: { id: guardianId, name: input.guardianName.trim() },
    powers: powersOf(rules, 'guardian').map(({ code }) => code),
    from: now,
    until: null,
    // Asked as if it held: whether it would give anything at all.
    status: 'active',
    depth: 0,
    parent: null,
  };
  // A minor who is of age already, or was not born yet, has no guardian of this kind.
  const isBorn = input.birthDate <= localDate(now);
  const inForce = powersAt(mandate, identity.mandateRulesOn, now);
  if (!isBorn || inForce.length === 0) throw wrongDate;
  const row: NewMandate = {
    ...mandate,
    status: 'unconfirmed',
    parentId: null,
    evidence: input.evidence.trim(),
    body: actor.post?.body ?? null,
    madeBy: actor.id ?? '',
    needsSecond: true,
    nextAt: null,
  };
  return m.db.transaction(actor, async (tx) => {
    await insertOnce(tx, row);
    tx.trail({
      action: 'guardianship.recorded',
      object: { type: 'mandate', id: mandate.id },
      subject: wardId,
      reason: 'civil status officer of the office',
      detail: { basis: input.basis, guardian: guardianId, evidence: row.evidence },
    });
    return { id: mandate.id };
  });
}

/**
 * The second officer's word; from then on it holds.
 * @throws AppError `mandate_not_found`, `mandate_step_wrong` also for the officer who wrote it down
 */
export async function confirmGuardianship(
  m: ModuleContext<Tables>,
  actor: Actor,
  { id }: { id: string },
): Promise<void> {
  const known = await m.db.transaction(actor, (tx) => readMandate(tx, id), { readOnly: true });
  if (known?.kind !== 'guardian') throw new AppError('mandate_not_found');
  await takeStep(m, actor, { id, step: 'confirm' });
}

/** Ends a guardianship on another document. @throws AppError `mandate_not_found`, `mandate_step_wrong` */
export async function endGuardianship(
  m: ModuleContext<Tables>,
  actor: Actor,
  { id, evidence, reason }: { id: string; evidence: string; reason: string },
): Promise<void> {
  const known = await m.db.transaction(actor, (tx) => readMandate(tx, id), { readOnly: true });
  if (known?.kind !== 'guardian') throw new AppError('mandate_not_found');
  await takeStep(m, actor, { id, step: 'revoke', why: `${evidence}: ${reason}` });
}
