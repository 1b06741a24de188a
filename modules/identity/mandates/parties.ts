// The two sides of a mandate: persons by their personal number, organisations by the register, and who speaks for them.
import { system } from '@city/kernel/access';
import { newId, type Tx } from '@city/kernel/database';
import { AppError } from '@city/kernel/errors';
import type { ModuleContext } from '@city/kernel/module';
import './errors.ts';
import { identityOf } from '../identity.ts';
import { blindIndex, type PersonalNumber, readPersonalNumber } from '../people/personal-number.ts';
import { claimNumber } from '../people/person.store.ts';
import type { Tables } from '../tables.ts';
import type { Mandate } from './mandate.ts';

/** @throws AppError `personal_number_wrong` */
export function numberFrom(text: string, field: string): PersonalNumber {
  const number = readPersonalNumber(text);
  if (!number) throw new AppError('personal_number_wrong', { field });
  return number;
}

/**
 * The person of a number, whether or not they ever signed in: the number is kept for them, and the answer is the same for
 * numbers of people we know and do not know, so nobody can find out who has an account.
 */
export function personOf(m: ModuleContext<Tables>, number: PersonalNumber): Promise<string> {
  const index = blindIndex(identityOf(m).settings.indexKey, 'personal-number', number.digits);
  return m.db.transaction(system('identity.mandates'), (tx) => claimNumber(tx, index, newId(tx.now)));
}

export interface Organisation {
  readonly id: string;
  readonly taxCode: string;
  readonly name: string;
  readonly status: 'working' | 'suspended' | 'dissolved';
  readonly isByTwo: boolean;
  readonly representatives: readonly string[];
}

export async function readOrganisation(tx: Tx<Tables>, id: string): Promise<Organisation | null> {
  const row = await tx.db
    .selectFrom('identity.organisation')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirst();
  if (!row) return null;
  const { tax_code: taxCode, two_persons: isByTwo, name, status, representatives } = row;
  return { id, taxCode, name, status, isByTwo, representatives };
}

/** Who is told about a mandate on the side of its principal. */
export async function principalSide(tx: Tx<Tables>, mandate: Mandate): Promise<readonly string[]> {
  if (mandate.principal.kind === 'person') return [mandate.principal.id];
  return (await readOrganisation(tx, mandate.principal.id))?.representatives ?? [];
}
