// What this module keeps of a person, handed out and erased. Signatures stay counted, under keys that lead back to nobody.
import { sql } from 'kysely';
import type { PersonalData } from '@city/kernel/module';
import type { PetitionTx } from '../cases/petition.store.ts';
import type { PetitionTables } from '../cases/tables.ts';
import { petitionCity } from '../module-city.ts';

export const personalData: PersonalData<PetitionTables> = {
  tables: [
    {
      table: 'petitions.signature',
      what: {
        vi: 'Chữ ký của bạn, có tên nếu bạn muốn hiện tên',
        en: 'Your signatures, named if you wished so',
      },
      onErase: 'loosened',
      why: {
        vi: 'Chữ ký vẫn được đếm, không còn tên; mã của nó không dẫn về ai.',
        en: 'The signature still counts, without a name; its key leads back to nobody.',
      },
    },
    {
      table: 'petitions.person_petition',
      what: { vi: 'Kiến nghị bạn bắt đầu hoặc đã ký', en: 'Petitions you began or signed' },
      onErase: 'deleted',
    },
  ],
  export: async (tx, person, m) => {
    const parts = await sql<{ petition_id: string }>`
      select p.petition_id, t.title, p.part, p.at from petitions.person_petition p join petitions.petition t using (petition_id)
       where p.person_id = ${person} order by p.at`.execute(tx.db);
    const keys = await keysOf(tx, person, petitionCity(m).keys);
    const signatures = await sql<Record<string, unknown>>`
      select petition_id, signed_at, name, withdrawn_at from petitions.signature
       where (petition_id, signer_key) in (select * from unnest(${keys.ids}::uuid[], ${keys.keys}::bytea[])) order by signed_at`.execute(
      tx.db,
    );
    return {
      'petitions.person_petition': parts.rows as unknown as Record<string, unknown>[],
      'petitions.signature': signatures.rows,
    };
  },
  erase: async (tx, person, m) => {
    const keys = await keysOf(tx, person, petitionCity(m).keys);
    const names = await sql`
      update petitions.signature set name = null
       where name is not null
         and (petition_id, signer_key) in (select * from unnest(${keys.ids}::uuid[], ${keys.keys}::bytea[]))`.execute(
      tx.db,
    );
    const parts = await sql`delete from petitions.person_petition where person_id = ${person}`.execute(tx.db);
    return {
      'petitions.signature': Number(names.numAffectedRows ?? 0n),
      'petitions.person_petition': Number(parts.numAffectedRows ?? 0n),
    };
  },
};

/** The person's key on each petition they had a part in. */
async function keysOf(
  tx: PetitionTx,
  person: string,
  keys: { keyOf(petitionId: string, personId: string): Buffer },
): Promise<{ readonly ids: readonly string[]; readonly keys: readonly Buffer[] }> {
  const found = await sql<{ petition_id: string }>`
    select distinct petition_id from petitions.person_petition where person_id = ${person}`.execute(tx.db);
  const ids = found.rows.map((row) => row.petition_id);
  return { ids, keys: ids.map((id) => keys.keyOf(id, person)) };
}
