// What this module itself keeps of a person, handed out and erased like everybody else's.
import { sql } from 'kysely';
import { defineJob } from '@city/kernel/jobs';
import type { Job, PersonalData } from '@city/kernel/module';
import { forgetContact } from '@city/kernel/notify';
import { system } from '@city/kernel/access';
import { Type } from 'typebox';
import type { PrivacyTables } from './tables.ts';
import { withdrawAll } from './consents/consent.store.ts';

const record = {
  vi: 'Sổ cho thấy thành phố đã trả lời đúng hạn; lời trong yêu cầu không đọc lại được nữa.',
  en: 'The record that the city answered in time; the words of the request can no longer be read.',
};

const forgetWays = defineJob('privacy.forget_contact', Type.Object({ person: Type.String() }));

/** An hour later: the last message, that the erasure is done, still has to find its way. */
export const forgetContactJob: Job<PrivacyTables> = {
  job: forgetWays,
  run: async (m, payload: never) => {
    const { person } = payload as { person: string };
    await m.db.transaction(system('privacy.forget-contact'), (tx) => forgetContact(tx, { person }));
  },
};
const hour = 3600 * 1000;

export const personalData: PersonalData<PrivacyTables> = {
  tables: [
    {
      table: 'privacy.request',
      what: { vi: 'Yêu cầu của bạn về dữ liệu', en: 'Your requests about your data' },
      onErase: 'loosened',
      why: record,
      document: '91/2025/QH15',
    },
    {
      table: 'privacy.export',
      what: { vi: 'Bản dữ liệu chờ bạn tải', en: 'Exports that wait for you' },
      onErase: 'deleted',
    },
    {
      table: 'privacy.restriction',
      what: { vi: 'Việc bạn yêu cầu thành phố không làm', en: 'Uses that you had stopped' },
      onErase: 'kept',
      why: {
        vi: 'Giữ để thành phố tiếp tục tôn trọng yêu cầu; chỉ có mã số không còn gắn với ai.',
        en: 'Kept so that the city goes on to respect it; only an id that belongs to nobody any more.',
      },
      document: '91/2025/QH15',
    },
    {
      table: 'privacy.consent',
      what: { vi: 'Những gì bạn đã đồng ý và rút lại', en: 'What you agreed to and took back' },
      onErase: 'kept',
      why: {
        vi: 'Bằng chứng của sự đồng ý phải lưu giữ; chỉ có mã số không còn gắn với ai.',
        en: 'Evidence of consent must be kept; only an id that belongs to nobody any more.',
      },
      document: '91/2025/QH15',
    },
    {
      table: 'privacy.breach_person',
      what: { vi: 'Vụ vi phạm có liên quan đến bạn', en: 'Breaches that concern you' },
      onErase: 'kept',
      why: {
        vi: 'Sổ vi phạm phải lưu giữ; chỉ có mã số không còn gắn với ai.',
        en: 'The register of breaches must be kept; only an id that belongs to nobody any more.',
      },
      document: '91/2025/QH15, Điều 23',
    },
  ],
  export: async (tx, person) => {
    const rows = async (query: ReturnType<typeof sql<Record<string, unknown>>>) =>
      (await query.execute(tx.db)).rows;
    return {
      'privacy.request': await rows(
        sql`select request_id, kind, purpose, state, asked_at, due_at, closed_at from privacy.request where person_id = ${person} order by asked_at`,
      ),
      'privacy.export': await rows(
        sql`select e.request_id, e.made_at, e.until_at from privacy.export e join privacy.request r using (request_id) where r.person_id = ${person}`,
      ),
      'privacy.restriction': await rows(
        sql`select purpose, since, lifted_at from privacy.restriction where person_id = ${person} order by since`,
      ),
      'privacy.consent': await rows(
        sql`select purpose, client, claims, text_version, lang, part, given_at, expires_at, withdrawn_at, evidence from privacy.consent where person_id = ${person} order by given_at`,
      ),
      'privacy.breach_person': await rows(
        sql`select b.title, b.detected_at, p.told_at from privacy.breach_person p join privacy.breach b using (breach_id) where p.person_id = ${person} order by b.detected_at`,
      ),
    };
  },
  erase: async (tx, person) => {
    const words = await sql`update privacy.request set word_key = null, asker = null
      where person_id = ${person} and word_key is not null`.execute(tx.db);
    const exports = await sql`delete from privacy.export e using privacy.request r
      where r.request_id = e.request_id and r.person_id = ${person}`.execute(tx.db);
    const consents = await withdrawAll(tx, person, null);
    tx.enqueue(forgetWays, { person }, { runAt: new Date(tx.now.getTime() + hour), key: person });
    return {
      'privacy.request': Number(words.numAffectedRows ?? 0n),
      'privacy.export': Number(exports.numAffectedRows ?? 0n),
      'privacy.consent': consents,
    };
  },
};
