// The rest of what identity keeps of a person: ways to sign in, what services were allowed, who acts for whom.
import { sql } from 'kysely';
import type { Tx } from '@city/kernel/database';
import type { PersonalRows, PersonalTable } from '@city/kernel/module';
import type { Tables } from '../tables.ts';

const deleted = (table: string, vi: string, en: string): PersonalTable => ({
  table: `identity.${table}`,
  what: { vi, en },
  onErase: 'deleted',
});

export const meansTables: readonly PersonalTable[] = [
  deleted('authenticator', 'Cách đăng nhập của bạn', 'Your ways to sign in'),
  deleted('authenticator_index', 'Dấu để tìm lại cách đăng nhập', 'Marks by which they are found'),
  deleted('passkey_user', 'Mã của bạn trong khóa đăng nhập', 'Your name inside passkeys'),
  deleted('recovery_code', 'Dấu của mã dự phòng', 'Marks of recovery codes'),
  deleted('recovery', 'Những lần xin khôi phục', 'Recoveries asked for'),
  deleted('proof', 'Mã đang chờ bạn nhập', 'Codes waiting for you'),
  deleted('security_event', 'Nhật ký an toàn của tài khoản', 'Events of your account’s security'),
  deleted('oidc_brief', 'Phiên dở dang ở các dịch vụ', 'Steps under way at services'),
  deleted('oidc_lasting', 'Phiên và token của các dịch vụ', 'Sessions and tokens of services'),
  {
    table: 'identity.oidc_consent',
    what: { vi: 'Bạn đã cho dịch vụ nào biết gì', en: 'Which service you let know what' },
    onErase: 'kept',
    why: {
      vi: 'Bằng chứng về sự đồng ý; chỉ còn mã số, không còn tên.',
      en: 'Evidence of consent; only an id remains, without a name.',
    },
    document: 'Luật 91/2025/QH15 (chưa đối chiếu điều)',
  },
  {
    table: 'identity.onboarding',
    what: { vi: 'Cán bộ đã giúp bạn mở tài khoản', en: 'Officers who helped you to your account' },
    onErase: 'kept',
    why: {
      vi: 'Ai xác nhận cho ai phải truy được; chỉ còn mã số, không còn tên hay số định danh.',
      en: 'Who confirmed whom must be traceable; only an id remains, no name or number.',
    },
    document: 'Luật Lưu trữ 33/2024/QH15 (chưa đối chiếu điều)',
  },
  {
    table: 'identity.mandate',
    what: { vi: 'Bạn làm thay ai, ai làm thay bạn', en: 'Whom you act for, and who acts for you' },
    onErase: 'kept',
    why: {
      vi: 'Việc đã làm thay người khác phải truy được về người làm và văn bản cho phép.',
      en: 'What was done for another must be traceable to who did it and by which document.',
    },
    document: 'Luật Lưu trữ 33/2024/QH15 (chưa đối chiếu điều)',
  },
  {
    table: 'identity.narrowing',
    what: { vi: 'Những lần giấy làm thay được thu hẹp', en: 'Times a mandate was narrowed' },
    onErase: 'kept',
    why: {
      vi: 'Ngày nào được làm những việc gì phải truy được; chỉ có mã số, không có tên.',
      en: 'What was allowed on which day must be traceable; it holds ids only, no names.',
    },
    document: 'Luật Lưu trữ 33/2024/QH15 (chưa đối chiếu điều)',
  },
];

/** Never a secret: what kind, when, by which name. */
export async function exportMeans(tx: Tx<Tables>, person: string): Promise<PersonalRows> {
  const rows = async (query: ReturnType<typeof sql>) =>
    (await query.execute(tx.db)).rows as Record<string, unknown>[];
  return {
    'identity.authenticator': await rows(
      sql`select kind, name, added_how, added_at, last_used_at, removed_at from identity.authenticator
           where person_id = ${person} order by added_at`,
    ),
    'identity.security_event': await rows(
      sql`select at, kind, detail from identity.security_event where person_id = ${person} order by at`,
    ),
    'identity.oidc_consent': await rows(
      sql`select client_id, scopes, claims, given_at, withdrawn_at from identity.oidc_consent where person_id = ${person}`,
    ),
    'identity.onboarding': await rows(
      sql`select opened_at, opened_post, ended_at, ended_post, state from identity.onboarding where person_id = ${person}`,
    ),
    'identity.mandate': await rows(
      sql`select kind, principal_name, agent_name, powers, valid_from, valid_until, status from identity.mandate
           where ${person}::uuid in (principal_id, agent_id)`,
    ),
    'identity.narrowing': await rows(
      sql`select n.at, n.powers_gone, n.until_before, n.until_after from identity.narrowing n
            join identity.mandate m on m.id = n.mandate_id
           where ${person}::uuid in (m.principal_id, m.agent_id) order by n.at`,
    ),
  };
}

/** In an order in which nothing points at what is gone. */
const erased = [
  'recovery_code',
  'authenticator_index',
  'passkey_user',
  'recovery',
  'proof',
  'security_event',
  'authenticator',
  'oidc_brief',
  'oidc_lasting',
] as const;

export async function eraseMeans(tx: Tx<Tables>, person: string): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const name of erased) {
    const table = `identity.${name}`;
    const done = await sql`delete from ${sql.table(table)} where person_id = ${person}`.execute(tx.db);
    counts[table] = Number(done.numAffectedRows ?? 0n);
  }
  return counts;
}
