// What this module keeps of a person: decisions on what they, or officers, were let do.
import { sql } from 'kysely';
import type { PersonalData } from '@city/kernel/module';
import type { AccessTables } from './tables.ts';

export const personalData: PersonalData<AccessTables> = {
  tables: [
    {
      table: 'access.decision',
      what: { vi: 'Những lần bạn được cho qua hoặc bị từ chối', en: 'When you were let through or refused' },
      onErase: 'kept',
      why: {
        vi: 'Nhật ký an toàn, chỉ có mã số, tự xóa khi hết hạn giữ.',
        en: 'A security log with an id only; forgotten when its time is over.',
      },
      document: 'Luật An ninh mạng 116/2025/QH15 (chưa đối chiếu điều)',
    },
  ],
  export: async (tx, person) => {
    const found = await sql<Record<string, unknown>>`
      select at, times, allowed, permission, reason, route from access.decision where actor_id = ${person} order by at desc limit 10000`.execute(
      tx.db,
    );
    return { 'access.decision': found.rows };
  },
  erase: async () => ({}),
};
