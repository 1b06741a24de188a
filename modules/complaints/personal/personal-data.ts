// What this module keeps of a person, handed out; nothing is erased, because the law archives the file of a matter.
import { sql } from 'kysely';
import type { PersonalData, PersonalTable } from '@city/kernel/module';
import type { Content, ComplaintsTables, Identity } from '../cases/tables.ts';
import type { ComplaintsTx } from '../cases/matter.store.ts';
import { type ComplaintsCity, complaintsCity } from '../complaints-city.ts';

const why = {
  vi: 'Hồ sơ giải quyết khiếu nại, tố cáo phải lập và lưu trữ theo luật; được niêm kín, chỉ người giải quyết đọc khi có mục đích.',
  en: 'The file of a complaint or denunciation must be made and archived by law; it is sealed and read for a purpose by its handlers alone.',
};
const document = 'Luật Khiếu nại 02/2011/QH13, Luật Tố cáo 25/2018/QH14 (chưa đối chiếu điều về lưu hồ sơ)';
const kept = (table: string, vi: string, en: string): PersonalTable => ({
  table,
  what: { vi, en },
  onErase: 'kept',
  why,
  document,
});

export const personalData: PersonalData<ComplaintsTables> = {
  tables: [
    kept('complaints.matter', 'Đơn khiếu nại, tố cáo của bạn', 'Your complaints and denunciations'),
    kept(
      'complaints.follow_key',
      'Dấu của bốn số cuối điện thoại',
      'Mark of the last digits of your telephone',
    ),
    kept('complaints.person_matter', 'Dấu cho biết đơn nào của bạn', 'Mark of which matters are yours'),
    kept(
      'complaints.identity',
      'Tên, địa chỉ, giấy tờ ghi trong đơn',
      'Name, address and paper in the petition',
    ),
    kept('complaints.identity_read', 'Ai đã xem bạn là ai', 'Who looked at who you are'),
    kept('complaints.event', 'Từng bước giải quyết', 'Each step of the matter'),
    kept('complaints.evidence', 'Ảnh tài liệu bạn gửi', 'Pictures of documents you sent'),
    kept('complaints.document', 'Tài liệu PDF bạn gửi', 'PDF documents you sent'),
    {
      table: 'complaints.draft_document',
      what: { vi: 'Tài liệu của đơn viết dở', en: 'Documents of unfinished petitions' },
      onErase: 'kept',
      why: {
        vi: 'Tự xóa sau sáu giờ cùng đơn viết dở, niêm kín, không gắn với tài khoản nào.',
        en: 'Forgotten after six hours with the unfinished petition; sealed, tied to no account.',
      },
    },
    {
      table: 'complaints.draft',
      what: { vi: 'Đơn viết dở', en: 'Unfinished petitions' },
      onErase: 'kept',
      why: {
        vi: 'Tự xóa sau sáu giờ, niêm kín, không gắn với tài khoản nào.',
        en: 'Forgotten by itself after six hours; sealed, tied to no account.',
      },
    },
  ],
  export: async (tx, person, m) => {
    const city = complaintsCity(m);
    const ids = await ownMatters(tx, city, person);
    const all = async <T>(query: ReturnType<typeof sql<T>>) => (await query.execute(tx.db)).rows;
    const matters = await all(sql<{ matter_id: string; content: Buffer } & Record<string, unknown>>`
      select matter_id, code, kind, body_code, about_body, state, filed_at, due_at, closed_at, content
        from complaints.matter where matter_id = any(${ids}::uuid[]) order by filed_at`);
    const identities = await all(sql<{ matter_id: string; sealed: Buffer }>`
      select matter_id, sealed from complaints.identity where matter_id = any(${ids}::uuid[])`);
    const events = await all(sql<{ matter_id: string; words: Buffer | null } & Record<string, unknown>>`
      select matter_id, seq, at, actor_kind, title, action, to_state, words from complaints.event
       where matter_id = any(${ids}::uuid[]) order by matter_id, seq`);
    return {
      'complaints.matter': matters.map(({ content, ...row }) => ({
        ...row,
        ...city.seals.content.open<Content>(row.matter_id, content),
      })),
      'complaints.person_matter': ids.map((matter_id) => ({ matter_id })),
      'complaints.identity': identities.map(({ matter_id, sealed }) => ({
        matter_id,
        ...city.seals.identity.open<Identity>(matter_id, sealed),
      })),
      'complaints.identity_read': await all(sql<Record<string, unknown>>`
        select matter_id, at, body_code, title, purpose from complaints.identity_read
         where matter_id = any(${ids}::uuid[]) order by at`),
      'complaints.event': events.map(({ words, ...row }) => ({
        ...row,
        words: words && city.seals.words.open<unknown>(`${row.matter_id}:${String(row['seq'])}`, words),
      })),
      'complaints.evidence': await all(sql<Record<string, unknown>>`
        select matter_id, file_id, width, height, added_at from complaints.evidence
         where matter_id = any(${ids}::uuid[]) order by added_at`),
      'complaints.document': await all(sql<Record<string, unknown>>`
        select matter_id, document_id, bytes, added_at from complaints.document
         where matter_id = any(${ids}::uuid[]) order by added_at`),
    };
  },
  erase: async () => ({}),
};

/** By the person's mark: the row policy opens only that one. */
async function ownMatters(tx: ComplaintsTx, city: ComplaintsCity, person: string): Promise<string[]> {
  const mark = city.seals.personMark(person);
  await sql`select set_config('city.person_mark', ${mark.toString('hex')}, true)`.execute(tx.db);
  const found = await sql<{ matter_id: string }>`
    select matter_id from complaints.person_matter where person_mark = ${mark} order by filed_at`.execute(
    tx.db,
  );
  return found.rows.map((row) => row.matter_id);
}
