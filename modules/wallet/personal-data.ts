// What this module keeps of a person: what was offered and issued to them, and what they asked others to show.
import { sql } from 'kysely';
import type { PersonalData, PersonalTable } from '@city/kernel/module';
import type { Tables } from './tables.ts';

const kept = (table: string, what: PersonalTable['what'], vi: string, en: string): PersonalTable => ({
  table: `wallet.${table}`,
  what,
  onErase: 'kept',
  why: { vi, en },
});

export const personalData: PersonalData<Tables> = {
  tables: [
    {
      table: 'wallet.offer',
      what: { vi: 'Giấy tờ chờ bạn nhận', en: 'Credentials offered to you' },
      onErase: 'loosened',
      why: { vi: 'Nội dung bị bỏ, chỉ còn mã số.', en: 'The content goes; only ids remain.' },
    },
    kept(
      'access',
      { vi: 'Vé nhận giấy tờ của ví', en: 'The wallet’s tickets to fetch credentials' },
      'Hết hạn sau vài phút, chỉ giữ dấu.',
      'Over in minutes; only a mark is kept.',
    ),
    {
      table: 'wallet.deferred',
      what: { vi: 'Giấy tờ ví của bạn sẽ quay lại nhận', en: 'Credentials your wallet will come again for' },
      onErase: 'deleted',
    },
    kept(
      'batch',
      { vi: 'Giấy tờ đã cấp cho bạn', en: 'Credentials issued to you' },
      'Để còn thu hồi được giấy tờ đang lưu hành; không chứa nội dung, chỉ có mã số.',
      'So that what is in circulation can still be revoked; no content, an id only.',
    ),
    kept(
      'credential',
      { vi: 'Chỗ của từng bản trong danh sách trạng thái', en: 'The place of each copy in a status list' },
      'Để còn thu hồi được giấy tờ đang lưu hành.',
      'So that what is in circulation can still be revoked.',
    ),
    kept(
      'presentation',
      { vi: 'Những lần bạn hỏi giấy tờ của người khác', en: 'When you asked others for credentials' },
      'Người bị hỏi có quyền biết ai đã hỏi; tự xóa khi hết hạn giữ.',
      'Whoever was asked may know who asked; forgotten when its time is over.',
    ),
  ],
  export: async (tx, person) => {
    const rows = async (query: ReturnType<typeof sql>) =>
      (await query.execute(tx.db)).rows as Record<string, unknown>[];
    return {
      'wallet.offer': await rows(
        sql`select type, made_at, expires_at, redeemed_at from wallet.offer where person_id = ${person} order by made_at`,
      ),
      'wallet.deferred': await rows(
        sql`select type, made_at, expires_at from wallet.deferred where person_id = ${person} order by made_at`,
      ),
      'wallet.batch': await rows(
        sql`select type, copies, issued_at from wallet.batch where person_id = ${person} order by issued_at`,
      ),
    };
  },
  erase: async (tx, person) => {
    const done =
      await sql`update wallet.offer set sealed = null where person_id = ${person} and sealed is not null`.execute(
        tx.db,
      );
    const tickets = await sql`delete from wallet.deferred where person_id = ${person}`.execute(tx.db);
    return {
      'wallet.offer': Number(done.numAffectedRows ?? 0n),
      'wallet.deferred': Number(tickets.numAffectedRows ?? 0n),
    };
  },
};
