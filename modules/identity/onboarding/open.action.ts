// The first officer writes down what the card says and how the person wants to sign in.
import { type Actor, system } from '@city/kernel/access';
import { newId } from '@city/kernel/database';
import { AppError } from '@city/kernel/errors';
import type { ModuleContext } from '@city/kernel/module';
import { fold } from '@city/kernel/text';
import { askCode } from '../authenticators/code.action.ts';
import { readDestination } from '../authenticators/destination.ts';
import { identityOf } from '../identity.ts';
import { numberFrom } from '../mandates/parties.ts';
import { agreesWithBirthDate, blindIndex } from '../people/personal-number.ts';
import { readPerson } from '../people/person.store.ts';
import type { Tables } from '../tables.ts';
import './errors.ts';
import type { OnboardingRule } from './onboarding-rules.ts';
import { insertOnboarding } from './onboarding.store.ts';
import { sealTold } from './told.ts';

export interface NewOnboarding {
  readonly number: string;
  readonly name: string;
  readonly birthDate: string;
  readonly phone: string;
  readonly codes: boolean;
}

/**
 * Opens one. With a telephone, a code is sent there at once; the token belongs into the officer's browser.
 * @throws AppError `personal_number_wrong`, `onboarding_birth_date_wrong`, `onboarding_name_differs`, `onboarding_self`, `onboarding_open`,
 *   `onboarding_means_needed`, `onboarding_phone_wrong`, `too_many_codes`
 */
export async function openOnboarding(
  m: ModuleContext<Tables>,
  by: { readonly actor: Actor; readonly address: string; readonly lang: 'vi' | 'en' },
  rule: OnboardingRule,
  input: NewOnboarding,
): Promise<{ id: string; token: string | null }> {
  const identity = identityOf(m);
  const number = numberFrom(input.number, 'number');
  if (!agreesWithBirthDate(number, input.birthDate))
    throw new AppError('onboarding_birth_date_wrong', { field: 'birthDate' });
  const destination = readDestination(input.phone);
  if (input.phone.trim() !== '' && destination?.channel !== 'sms')
    throw new AppError('onboarding_phone_wrong', { field: 'phone' });
  const phone = destination?.value ?? null;
  if (phone === null && !input.codes) throw new AppError('onboarding_means_needed', { field: 'phone' });
  const index = blindIndex(identity.settings.indexKey, 'personal-number', number.digits);
  const name = input.name.trim().normalize('NFC');
  await checkHolder(m, index, name, by.actor);
  const now = m.now();
  const id = newId(now);
  const told = sealTold(identity.attemptKey, id, {
    name,
    birthDate: input.birthDate,
    number: number.digits,
    phone,
  });
  await m.db.transaction(by.actor, async (tx) => {
    const isNew = await insertOnboarding(tx, {
      onboarding_id: id,
      body_code: by.actor.post?.body ?? '',
      number_index: index,
      told,
      wants_codes: input.codes,
      wants_phone: phone !== null,
      opened_by: by.actor.id ?? '',
      opened_post: by.actor.post?.title ?? '',
      until: new Date(now.getTime() + rule.confirmWithinMinutes * 60_000),
    });
    if (!isNew) throw new AppError('onboarding_open');
    tx.trail({
      action: 'onboarding.opened',
      object: { type: 'onboarding', id },
      reason: 'the person stands at the counter',
      detail: { phone: phone !== null, codes: input.codes },
    });
  });
  if (phone === null) return { id, token: null };
  const proof = { purpose: 'add' as const, returnTo: '/desk/onboarding', level: 1, lang: by.lang };
  const token = await askCode(m, { address: by.address }, { channel: 'sms', value: phone }, proof);
  return { id, token };
}

/** Somebody the city knows by this number must bear this name; nobody helps themselves. */
async function checkHolder(
  m: ModuleContext<Tables>,
  index: Buffer,
  name: string,
  actor: Actor,
): Promise<void> {
  const known = await m.db.transaction(
    system('identity.onboarding'),
    async (tx) => {
      const owner = await tx.db
        .selectFrom('identity.person_number')
        .select('person_id')
        .where('number_index', '=', index)
        .executeTakeFirst();
      return owner ? { id: owner.person_id, person: await readPerson(tx, owner.person_id) } : null;
    },
    { readOnly: true },
  );
  if (known?.id === actor.id) throw new AppError('onboarding_self');
  if (known?.person && fold(known.person.name) !== fold(name))
    throw new AppError('onboarding_name_differs', { field: 'name' });
}
