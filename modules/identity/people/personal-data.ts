// What this module keeps of a person, handed out and erased: dropping the data key makes number and phone unreadable for good.
import { sql } from 'kysely';
import type { PersonalData, PersonalTable } from '@city/kernel/module';
import { localDate } from '@city/kernel/time';
import type { Tx } from '@city/kernel/database';
import { SessionsEnded } from '../contract.ts';
import { identityOf } from '../identity.ts';
import { endTokensOf } from '../provider/end-tokens.ts';
import type { Tables } from '../tables.ts';
import { readPerson } from './person.store.ts';
import { numberPlace, phonePlace } from '../sign-in/sign-in.action.ts';
import { eraseMeans, exportMeans, meansTables } from './personal-means.ts';
import { open, openDataKey } from './sealing.ts';

const office = {
  vi: 'Hồ sơ ai giữ vị trí công vụ nào, được lưu trữ theo luật; chỉ còn mã số, không còn tên và số định danh.',
  en: 'The record of who held which office is archived by law; only an id remains, without name and number.',
};
const archives = 'Luật Lưu trữ 33/2024/QH15 (chưa đối chiếu điều)';

const tables: readonly PersonalTable[] = [
  {
    table: 'identity.person',
    what: {
      vi: 'Tên, ngày sinh, số định danh, số điện thoại, mức định danh',
      en: 'Name, birth date, personal number, telephone, level of identity',
    },
    onErase: 'loosened',
    why: {
      vi: 'Dòng còn lại để các con số thống kê không đổi; không còn tên, ngày sinh, và không ai mở được số.',
      en: 'The row stays so that statistics do not change; without name and birth date, and nobody can open the numbers.',
    },
  },
  {
    table: 'identity.person_number',
    what: { vi: 'Dấu của số định danh', en: 'Index of the personal number' },
    onErase: 'deleted',
  },
  {
    table: 'identity.upstream_identity',
    what: { vi: 'Mã của bạn ở VNeID', en: 'Your subject at VNeID' },
    onErase: 'deleted',
  },
  {
    table: 'identity.post',
    what: { vi: 'Vị trí công vụ bạn giữ', en: 'Posts you hold' },
    onErase: 'kept',
    why: office,
    document: archives,
  },
  {
    table: 'identity.deputy',
    what: { vi: 'Ai thay bạn, bạn thay ai', en: 'Who stood in for you, and you for whom' },
    onErase: 'kept',
    why: office,
    document: archives,
  },
  {
    table: 'identity.session',
    what: { vi: 'Những lần đăng nhập', en: 'Your sign-ins' },
    onErase: 'deleted',
  },
  {
    table: 'identity.account_block',
    what: { vi: 'Tài khoản của bạn bị khóa khi nào, vì sao', en: 'When and why your account was disabled' },
    onErase: 'kept',
    why: {
      vi: 'Quyết định của cơ quan về tài khoản, được lưu trữ theo luật; chỉ còn mã số.',
      en: 'A decision of an office about the account is archived by law; only an id remains.',
    },
    document: archives,
  },
];

export const personalData: PersonalData<Tables> = {
  tables: [...tables, ...meansTables],
  export: async (tx, person, m) => {
    const found = await readPerson(tx, person);
    const key = found?.dataKey ? openDataKey(identityOf(m).settings.dataKeys, found.dataKey, person) : null;
    const opened = (sealed: Buffer | null, place: string) =>
      sealed && key ? open(key, sealed, place) : null;
    return {
      'identity.person': found
        ? [
            {
              id: found.id,
              name: found.name,
              birthDate: found.birthDate,
              identityLevel: found.identityLevel,
              personalNumber: opened(found.personalNumber, numberPlace(person)),
              phone: opened(found.phone, phonePlace(person)),
            },
          ]
        : [],
      'identity.person_number': await rows(
        tx,
        sql`select 'HMAC-SHA-256' as index from identity.person_number where person_id = ${person}`,
      ),
      'identity.upstream_identity': await rows(
        tx,
        sql`select issuer, subject, first_at, last_at from identity.upstream_identity where person_id = ${person}`,
      ),
      'identity.post': await rows(
        tx,
        sql`select code, body, unit, role, title_vi, title_en, valid_from::text, valid_to::text from identity.post where person_id = ${person} order by valid_from`,
      ),
      'identity.deputy': await rows(
        tx,
        sql`select d.from_day::text, d.to_day::text, d.scope, d.reason, d.made_at, d.ended_at from identity.deputy d
             where exists (select 1 from identity.post p where p.person_id = ${person} and p.id in (d.post_id, d.deputy_post)) order by d.from_day`,
      ),
      'identity.session': await rows(
        tx,
        sql`select issuer, authentication_level, created_at, seen_at, ended_at, ended_why from identity.session where person_id = ${person} order by created_at`,
      ),
      'identity.account_block': await rows(
        tx,
        sql`select blocked_at, reason, document, lifted_at, lift_reason from identity.account_block where person_id = ${person} order by blocked_at`,
      ),
      ...(await exportMeans(tx, person)),
    };
  },
  erase: async (tx, person, m) => {
    const changed = async (query: ReturnType<typeof sql>) =>
      Number((await query.execute(tx.db)).numAffectedRows ?? 0n);
    const ended = await sql<{ id: string }>`delete from identity.session where person_id = ${person}
      returning id, ended_at is null as open`.execute(tx.db);
    const open = ended.rows.filter((row) => (row as { open?: boolean }).open).map(({ id }) => id);
    if (open.length > 0)
      tx.emit(SessionsEnded, person, { personId: person, sessions: open, why: 'signed_out_everywhere' });
    await endTokensOf(tx, person);
    tx.afterCommit(identityOf(m).sessions.changed);
    return {
      ...(await eraseMeans(tx, person)),
      'identity.session': ended.rows.length,
      'identity.person': await changed(sql`
        update identity.person set name = '—', birth_date = null, data_key = null, personal_number = null, phone = null,
               identity_level = 0, updated_at = ${tx.now}
         where id = ${person} and (data_key is not null or name <> '—' or birth_date is not null)`),
      'identity.person_number': await changed(
        sql`delete from identity.person_number where person_id = ${person}`,
      ),
      'identity.upstream_identity': await changed(
        sql`delete from identity.upstream_identity where person_id = ${person}`,
      ),
    };
  },
  hindrance: async (tx, person, m) => {
    const day = localDate(m.now());
    const held = await rows(
      tx,
      sql`select 1 from identity.post where person_id = ${person} and valid_from <= ${day}::date
           and (valid_to is null or valid_to >= ${day}::date) limit 1`,
    );
    return held.length > 0 ? { vi: 'Đang giữ một vị trí công vụ.', en: 'Holds a post at present.' } : null;
  },
};

async function rows(tx: Tx<Tables>, query: ReturnType<typeof sql>): Promise<Record<string, unknown>[]> {
  return (await query.execute(tx.db)).rows as Record<string, unknown>[];
}
