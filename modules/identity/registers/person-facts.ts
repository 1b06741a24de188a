// Answers to modules that serve a person: from our own rows, and where one lives from the civil register itself, each time anew.
import { system } from '@city/kernel/access';
import { AppError } from '@city/kernel/errors';
import type { ModuleContext } from '@city/kernel/module';
import { localDate } from '@city/kernel/time';
import { identityOf } from '../identity.ts';
import { nextChange, powersAt } from '../mandates/mandate.ts';
import { mandatesOfAgent } from '../mandates/mandate.store.ts';
import { type Guardianship, type PersonFacts, RegisterAway, type Residence } from '../people/facts.ts';
import { readPerson } from '../people/person.store.ts';
import { open, openDataKey } from '../people/sealing.ts';
import { acrOf } from '../provider/levels.ts';
import { holderOf } from '../provider/resource-token.ts';
import { numberPlace } from '../sign-in/sign-in.action.ts';
import type { Tables } from '../tables.ts';
import { readRegisters } from './register-client.ts';

const actor = system('identity.facts');

export function makeFacts(m: ModuleContext<Tables>): PersonFacts {
  const registers = readRegisters(m.config);
  return {
    isRegisterConnected: registers !== null,
    personNow: (personId) => holderOf({ m, identity: identityOf(m) }, personId, acrOf(2)),
    guardianshipsOf: (personId) => guardianships(m, personId),
    residenceOf: async (personId) => {
      if (!registers) return null;
      const number = await personalNumberOf(m, personId);
      if (number === null) return null;
      try {
        const entry = await registers.person(number);
        return entry && entry.diedOn === null ? ((entry.residence ?? null) as Residence | null) : null;
      } catch (error) {
        if (!(error instanceof AppError) || error.code !== 'register_away') throw error;
        throw new RegisterAway(30, { cause: error });
      }
    },
  };
}

async function guardianships(m: ModuleContext<Tables>, personId: string): Promise<Guardianship[]> {
  const { mandateRulesOn } = identityOf(m);
  const now = m.now();
  const mandates = await m.db.transaction(actor, (tx) => mandatesOfAgent(tx, personId), { readOnly: true });
  return mandates.flatMap((mandate) => {
    const powers = powersAt(mandate, mandateRulesOn, now);
    if (mandate.kind !== 'guardian' || mandate.basis === null || powers.length === 0) return [];
    const { id, name, birthDate } = mandate.principal;
    const until = nextChange(mandate, mandateRulesOn(localDate(now)), now);
    return [{ mandateId: mandate.id, basis: mandate.basis, ward: { id, name, birthDate }, powers, until }];
  });
}

/** The number is opened only to ask the register, and that stands on the person's trail. */
function personalNumberOf(m: ModuleContext<Tables>, personId: string): Promise<string | null> {
  const { settings } = identityOf(m);
  return m.db.transaction(actor, async (tx) => {
    const person = await readPerson(tx, personId);
    if (!person?.dataKey || !person.personalNumber) return null;
    tx.trail({
      action: 'register.asked',
      object: { type: 'person', id: personId },
      subject: personId,
      reason: 'residence',
    });
    const key = openDataKey(settings.dataKeys, person.dataKey, personId);
    return open(key, person.personalNumber, numberPlace(personId));
  });
}
