// What the operations centre keeps of a person: that they want to be told of warnings. Officers appear by their posts, as in every record of an office.
import { sql } from 'kysely';
import type { PersonalData } from '@city/kernel/module';
import type { OperationsTables } from './tables.ts';

export const personalData: PersonalData<OperationsTables> = {
  tables: [
    {
      table: 'operations.follower',
      what: { vi: 'Nơi bạn nhận tin cảnh báo', en: 'Where you want to be told of warnings' },
      onErase: 'deleted',
    },
  ],
  export: async (tx, person) => {
    const found = await sql<Record<string, unknown>>`
      select areas, since from operations.follower where person_id = ${person}`.execute(tx.db);
    return { 'operations.follower': found.rows };
  },
  erase: async (tx, person) => {
    const gone = await sql`delete from operations.follower where person_id = ${person}`.execute(tx.db);
    return { 'operations.follower': Number(gone.numAffectedRows ?? 0n) };
  },
};
