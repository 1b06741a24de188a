// What this module keeps of a person, handed out and erased. Reports themselves stay: they say what was wrong, not who said so.
import { sql } from 'kysely';
import type { PersonalData, PersonalRows } from '@city/kernel/module';
import type { FeedbackTx } from '../cases/report.store.ts';
import type { FeedbackTables } from '../cases/tables.ts';
import { feedbackCity } from '../module-city.ts';
import { personalTables } from './personal-tables.ts';
import {
  contactsOf,
  conversationsOf,
  messagesOf,
  notesOfReporter,
  originalsOf,
  ratingsOf,
} from './sealed-rows.ts';

export const personalData: PersonalData<FeedbackTables> = {
  tables: personalTables,
  export: async (tx, person, m) => {
    const key = Buffer.from(feedbackCity(m).senders.keyOf('person', person), 'hex');
    const own = sql`(select report_id from feedback.person_report where person_id = ${person}
                     union select report_id from feedback.reporter where person_id = ${person})`;
    const contacts = await contactsOf(tx, person);
    const rows = await allOf(tx, {
      'feedback.person_report': sql`select p.report_id, r.tracking_code, p.filed_at
        from feedback.person_report p join feedback.report r using (report_id) where p.person_id = ${person} order by p.filed_at`,
      'feedback.behalf': sql`select b.report_id, r.tracking_code, b.principal_kind, b.filed_at,
               case when b.principal_id = ${person} then b.principal_name end as principal_name,
               case when b.agent_id = ${person} then b.agent_name end as agent_name, b.mandate
        from feedback.behalf b join feedback.report r using (report_id) where ${person} in (b.principal_id, b.agent_id) order by b.filed_at`,
      'feedback.survey': sql`select report_id, invited_at, answered_at, fixed, score, words from feedback.survey where report_id in ${own} order by invited_at`,
      'feedback.moderation': sql`select report_id, at, action, reason from feedback.moderation where report_id in ${own} order by at`,
      'feedback.flag': sql`select report_id, at, why, words, decision from feedback.flag where flagger = ${key} order by at`,
      'feedback.sender': sql`select report_id, filed_at from feedback.sender where report_id in ${own} or person = ${key} order by filed_at`,
      'feedback.ban': sql`select from_at, until_at, reason, lifted_at from feedback.ban where kind = 'person' and key = ${key} order by from_at`,
      'feedback.place_doubt': sql`select report_id, photo_metres, device_metres, accuracy_metres, score from feedback.place_doubt where report_id in ${own}`,
      'feedback.gopy': sql`select report_id, user_id, origin, attached from feedback.gopy where report_id in ${own}`,
    });
    return {
      ...rows,
      'feedback.reporter': contacts.rows,
      'feedback.original_words': await originalsOf(tx, own),
      'feedback.note': await notesOfReporter(tx, own),
      'feedback.rating': await ratingsOf(tx, own),
      'feedback.message_in': await messagesOf(tx, own, contacts.marks),
      'feedback.conversation': await conversationsOf(tx, contacts.marks),
    };
  },
  erase: async (tx, person, m) => {
    const key = Buffer.from(feedbackCity(m).senders.keyOf('person', person), 'hex');
    const forgotten = await sql<{ n: string }>`select feedback.forget_words(${person}) as n`.execute(tx.db);
    const words = Number(forgotten.rows[0]?.n ?? 0);
    const done = await sql<{ table_name: string; n: string }>`
      select table_name, n from feedback.forget_person(${person}, ${key})`.execute(tx.db);
    const behalf = await sql<{ n: string }>`select feedback.forget_behalf(${person}) as n`.execute(tx.db);
    return {
      ...Object.fromEntries(done.rows.map(({ table_name: table, n }) => [table, Number(n)])),
      'feedback.original_words': words,
      'feedback.behalf': Number(behalf.rows[0]?.n ?? 0),
    };
  },
};

async function allOf(
  tx: FeedbackTx,
  queries: Readonly<Record<string, ReturnType<typeof sql>>>,
): Promise<PersonalRows> {
  const rows: Record<string, readonly Record<string, unknown>[]> = {};
  for (const [table, query] of Object.entries(queries))
    rows[table] = (await query.execute(tx.db)).rows as Record<string, unknown>[];
  return rows;
}
