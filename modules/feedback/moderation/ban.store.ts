// The SQL of bans, and of what is remembered of the sender of a report.
import { sql } from 'kysely';
import { newId } from '@city/kernel/database';
import type { FeedbackTx } from '../cases/report.store.ts';
import { type SenderKind, senderKinds } from './sender-kinds.ts';

/** The keys of a report's sender, hexadecimal; null when nothing is remembered any more. */
export async function senderOf(
  tx: FeedbackTx,
  reportId: string,
): Promise<Readonly<Record<SenderKind, string | null>> | null> {
  const found = await sql<Record<SenderKind, string | null>>`
    select encode(person, 'hex') as person, encode(device, 'hex') as device, encode(phone, 'hex') as phone,
           encode(address, 'hex') as address
      from feedback.sender where report_id = ${reportId}`.execute(tx.db);
  return found.rows[0] ?? null;
}

/** Other reports of the same person, device or phone; a network is shared by many and does not count. */
export async function sentBySame(tx: FeedbackTx, reportId: string): Promise<number> {
  const found = await sql<{ sent: number }>`
    select count(*)::int as sent from feedback.sender o, feedback.sender s
     where s.report_id = ${reportId} and (o.person = s.person or o.device = s.device or o.phone = s.phone)`.execute(
    tx.db,
  );
  return found.rows[0]?.sent ?? 0;
}

export interface BanRow {
  ban_id: string;
  kind: SenderKind;
  from_at: Date;
  until_at: Date;
  by_title: string;
  reason: string;
  tracking_code: string | null;
  lifted_at: Date | null;
  lifted_title: string | null;
  lifted_why: string | null;
  /** Reports of this key that are still remembered. */
  sent_n: number;
}

/** Bans a key, or makes the ban that holds last longer. */
export async function putBan(
  tx: FeedbackTx,
  ban: {
    readonly kind: SenderKind;
    readonly key: string;
    readonly untilAt: Date;
    readonly reason: string;
    readonly appealVi: string;
    readonly appealEn: string;
    readonly reportId: string;
  },
): Promise<void> {
  await sql`
    insert into feedback.ban (ban_id, kind, key, from_at, until_at, by_id, by_title, reason, appeal_vi, appeal_en, report_id)
    values (${newId(tx.now)}, ${ban.kind}, decode(${ban.key}, 'hex'), ${tx.now}, ${ban.untilAt}, ${tx.actor.id ?? ''},
            ${tx.actor.post?.title ?? ''}, ${ban.reason}, ${ban.appealVi}, ${ban.appealEn}, ${ban.reportId})
    on conflict (kind, key) where lifted_at is null do update
       set until_at = greatest(feedback.ban.until_at, excluded.until_at), reason = excluded.reason,
           appeal_vi = excluded.appeal_vi, appeal_en = excluded.appeal_en, by_id = excluded.by_id, by_title = excluded.by_title, report_id = excluded.report_id`.execute(
    tx.db,
  );
}

/** Until when the sender of a report is banned by any of its keys; null when it is not. */
export async function bannedUntil(tx: FeedbackTx, reportId: string): Promise<Date | null> {
  const pairs = senderKinds.map((kind) => sql`(b.kind = ${kind} and b.key = ${sql.ref(`s.${kind}`)})`);
  const found = await sql<{ until_at: Date | null }>`
    select max(b.until_at) as until_at from feedback.sender s join feedback.ban b on (${sql.join(pairs, sql` or `)})
     where s.report_id = ${reportId} and b.lifted_at is null and b.until_at > ${tx.now}`.execute(tx.db);
  return found.rows[0]?.until_at ?? null;
}

/** Bans that hold now, the last to end first; or those that are over, the last to have ended first. */
export async function bansOf(tx: FeedbackTx, which: 'now' | 'past', limit: number): Promise<BanRow[]> {
  const holds = sql`b.lifted_at is null and b.until_at > ${tx.now}`;
  const ended = sql`least(b.lifted_at, b.until_at)`;
  const found = await sql<BanRow>`
    select b.ban_id, b.kind, b.from_at, b.until_at, b.by_title, b.reason, r.tracking_code,
           b.lifted_at, b.lifted_title, b.lifted_why,
           (select count(*)::int from feedback.sender s
             where b.key = case b.kind when 'person' then s.person when 'device' then s.device
                                       when 'phone' then s.phone else s.address end) as sent_n
      from feedback.ban b left join feedback.report r using (report_id)
     where ${which === 'now' ? holds : sql`not (${holds})`}
     order by ${which === 'now' ? sql`b.until_at` : ended} desc, b.ban_id limit ${limit}`.execute(tx.db);
  return found.rows;
}

/** Ends a ban before its time. @returns false when none of this id holds. */
export async function liftBan(tx: FeedbackTx, banId: string, why: string): Promise<boolean> {
  const done = await sql`
    update feedback.ban set lifted_at = ${tx.now}, lifted_by = ${tx.actor.id ?? ''},
           lifted_title = ${tx.actor.post?.title ?? ''}, lifted_why = ${why}
     where ban_id = ${banId} and lifted_at is null`.execute(tx.db);
  return done.numAffectedRows === 1n;
}

/** What the pin's distances say of the place; null when there was nothing to compare with. */
export async function doubtOf(
  tx: FeedbackTx,
  reportId: string,
): Promise<{
  photo_metres: number | null;
  device_metres: number | null;
  accuracy_metres: number | null;
  score: number;
} | null> {
  const found = await sql<{
    photo_metres: number | null;
    device_metres: number | null;
    accuracy_metres: number | null;
    score: number;
  }>`
    select photo_metres, device_metres, accuracy_metres, score from feedback.place_doubt where report_id = ${reportId}`.execute(
    tx.db,
  );
  return found.rows[0] ?? null;
}
