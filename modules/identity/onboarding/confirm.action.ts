// The second officer has seen the person and the card: the account stands, and its means sign in from now on.
import { type Actor, system } from '@city/kernel/access';
import { newId, type Tx } from '@city/kernel/database';
import { AppError } from '@city/kernel/errors';
import type { ModuleContext } from '@city/kernel/module';
import { destinationIndex, maskDestination } from '../authenticators/destination.ts';
import { hasRoom, keepMeans, keepRecoveryCodes, makeRecoveryCodes } from '../authenticators/means.action.ts';
import { recordSecurityEvent } from '../authenticators/security-events.ts';
import { tellChange } from '../authenticators/tell.ts';
import { type Identity, identityOf } from '../identity.ts';
import { claimNumber, readPerson, savePerson } from '../people/person.store.ts';
import { makeDataKey, seal } from '../people/sealing.ts';
import { numberPlace } from '../sign-in/sign-in.action.ts';
import type { Tables } from '../tables.ts';
import './errors.ts';
import type { OnboardingRule } from './onboarding-rules.ts';
import { endOnboarding, type Onboarding, takeOpen } from './onboarding.store.ts';
import { openTold, type Told } from './told.ts';

const helping = system('identity.onboarding');

/**
 * Confirms one. The confirmation is on record before the means are made: whoever can sign in was confirmed by two.
 * @returns recovery codes to print, shown this once; empty when none were wanted
 * @throws AppError `not_found`, `onboarding_over`, `onboarding_second_needed`, `onboarding_self`, `onboarding_phone_open`, `number_taken`
 */
export async function confirmOnboarding(
  m: ModuleContext<Tables>,
  actor: Actor,
  rule: OnboardingRule,
  id: string,
): Promise<{ codes: readonly string[]; name: string }> {
  const identity = identityOf(m);
  const row = await m.db.transaction(actor, (tx) => confirmable(tx, id, actor));
  const told = openTold(identity.attemptKey, id, row.told);
  const made = await makeRecoveryCodes(identity.authenticatorRules().recovery.codes);
  const personId = await personFor(m, identity, row, told);
  if (personId === actor.id) throw new AppError('onboarding_self');
  const destination = told.phone === null ? null : { channel: 'sms' as const, value: told.phone };
  const handle = destination && destinationIndex(identity.settings.indexKey, destination);
  if (handle && !(await hasRoom(m, identity, handle, personId))) throw new AppError('number_taken');
  await m.db.transaction(actor, async (tx) => {
    const open = await confirmable(tx, id, actor);
    const by = { by: actor.id ?? '', post: actor.post?.title ?? '' };
    await endOnboarding(tx, id, { state: 'confirmed', ...by, personId });
    tx.trail({
      action: 'onboarding.confirmed',
      object: { type: 'onboarding', id },
      subject: personId,
      reason: 'two officers of the office saw the person and the card',
      detail: { openedBy: open.opened_by, openedPost: open.opened_post },
    });
  });
  const means = { personId, highestLevel: rule.highestLevel, how: 'assisted' as const };
  await m.db.transaction(helping, async (tx) => {
    await tellChange(tx, identity, personId, { what: 'assisted' });
    if (destination && handle)
      await keepMeans(tx, identity, {
        ...means,
        kind: 'otp_phone',
        name: maskDestination(destination),
        secret: destination.value,
        handle,
      });
    if (row.wants_codes)
      await keepRecoveryCodes(tx, identity, { ...means, name: 'Mã dự phòng' }, made.hashes);
    await recordSecurityEvent(tx, personId, 'assisted', {});
  });
  return { codes: row.wants_codes ? made.codes : [], name: told.name };
}

/** The row, locked, if this officer may confirm it now. */
async function confirmable(
  tx: Tx<Tables>,
  id: string,
  actor: Actor,
): Promise<Onboarding & { readonly told: Buffer }> {
  const row = await takeOpen(tx, id);
  if (!row) throw new AppError('not_found');
  if (row === 'over' || row.told === null) throw new AppError('onboarding_over');
  if (row.opened_by === actor.id) throw new AppError('onboarding_second_needed');
  if (row.wants_phone && !row.phone_proved) throw new AppError('onboarding_phone_open');
  return { ...row, told: row.told };
}

/** The person of the number: known already, or new, with what the card says. Whom the police has not verified stays at level 0. */
async function personFor(
  m: ModuleContext<Tables>,
  identity: Identity,
  row: Onboarding,
  told: Told,
): Promise<string> {
  return m.db.transaction(helping, async (tx) => {
    const id = await claimNumber(tx, row.number_index, newId(tx.now));
    if (await readPerson(tx, id)) return id;
    const { dataKey, wrapped } = makeDataKey(identity.settings.dataKeys, id);
    await savePerson(tx, {
      id,
      name: told.name,
      birthDate: told.birthDate,
      identityLevel: 0,
      dataKey: wrapped,
      personalNumber: seal(dataKey, told.number, numberPlace(id)),
      phone: null,
    });
    return id;
  });
}
