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
    {
      table: 'access.key_rotation',
      what: {
        vi: 'Những lần bạn xin hoặc xác nhận đổi khóa ký',
        en: 'When you asked for or confirmed another signing key',
      },
      onErase: 'kept',
      why: {
        vi: 'Ai đổi khóa ký của thành phố phải truy được; chỉ có mã số.',
        en: 'Who changed a key of the city must be traceable; it holds an id only.',
      },
      document: 'Luật An ninh mạng 116/2025/QH15 (chưa đối chiếu điều)',
    },
  ],
  export: async (tx, person) => {
    const found = await sql<Record<string, unknown>>`
      select at, times, allowed, permission, reason, route from access.decision where actor_id = ${person} order by at desc limit 10000`.execute(
      tx.db,
    );
    const rotations = await sql<Record<string, unknown>>`
      select asked_at, ended_at, module, ring, state, reason from access.key_rotation
       where ${person} in (asked_by, ended_by) order by asked_at`.execute(tx.db);
    return { 'access.decision': found.rows, 'access.key_rotation': rotations.rows };
  },
  erase: async () => ({}),
};
