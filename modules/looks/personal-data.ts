// What this module keeps of a person: the questions they asked about those who looked.
import { sql } from 'kysely';
import type { PersonalData } from '@city/kernel/module';

export const personalData: PersonalData = {
  tables: [
    {
      table: 'looks.question',
      what: { vi: 'Câu bạn hỏi về người đã xem dữ liệu', en: 'Your questions about those who looked' },
      onErase: 'deleted',
    },
  ],
  export: async (tx, person) => {
    const found = await sql<Record<string, unknown>>`
      select * from looks.question where asker_id = ${person} order by question_id`.execute(tx.db);
    return { 'looks.question': found.rows };
  },
  erase: async (tx, person) => {
    const done = await sql`delete from looks.question where asker_id = ${person}`.execute(tx.db);
    return { 'looks.question': Number(done.numAffectedRows ?? 0n) };
  },
};
