// Forgets who signed petitions that ended long ago, for the term of the rules; the signatures stay, under keys that name nobody.
import { sql } from 'kysely';
import { Type } from 'typebox';
import { system } from '@city/kernel/access';
import { defineJob } from '@city/kernel/jobs';
import type { Job, ModuleContext } from '@city/kernel/module';
import { forgetSigners } from '../cases/person.access.ts';
import type { PetitionTx } from '../cases/petition.store.ts';
import type { PetitionTables } from '../cases/tables.ts';
import { limits } from '../limits.ts';
import { petitionCity } from '../module-city.ts';
import { termEnd } from '../rules/petition-rules.ts';

const actor = system('petitions.forget');

export const forgetSignersJob: Job<PetitionTables> = {
  job: defineJob('petitions.forget_signers', Type.Object({}), { cron: '40 19 * * *' }),
  run: async (m) => {
    await forgetOld(m);
  },
};

/** Answers how many ties between person and petition are gone. */
export async function forgetOld(m: ModuleContext<PetitionTables>): Promise<number> {
  const { rules } = petitionCity(m);
  const ended = await m.db.transaction(actor, endedPetitions, { readOnly: true });
  let gone = 0;
  for (const { petition_id: id, ended_at: at } of ended) {
    if (termEnd(rules, 'forget', at, m.calendar) > m.now()) continue;
    for (let n: number = limits.forgottenPerJob; n === limits.forgottenPerJob; gone += n)
      n = await m.db.transaction(actor, (tx) => forgetSigners(tx, id, limits.forgottenPerJob));
  }
  return gone;
}

async function endedPetitions(tx: PetitionTx): Promise<{ petition_id: string; ended_at: Date }[]> {
  const found = await sql<{ petition_id: string; ended_at: Date }>`
    select petition_id, ended_at from petitions.petition where ended_at is not null order by ended_at`.execute(
    tx.db,
  );
  return found.rows;
}
