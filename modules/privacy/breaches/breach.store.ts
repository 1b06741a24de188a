// The SQL of the register of breaches.
import { sql } from 'kysely';
import type { PrivacyTx } from '../privacy-city.ts';
import type { BreachEventRow, BreachRow } from '../tables.ts';

export async function insertBreach(tx: PrivacyTx, row: BreachRow): Promise<void> {
  await tx.db.insertInto('privacy.breach').values(row).execute();
}

export async function findBreach(
  tx: PrivacyTx,
  breachId: string,
  options: { readonly lock: boolean },
): Promise<BreachRow | null> {
  const query = tx.db.selectFrom('privacy.breach').selectAll().where('breach_id', '=', breachId);
  return (await (options.lock ? query.forUpdate() : query).executeTakeFirst()) ?? null;
}

/** Those that still run first, then the newest. */
export async function listBreaches(tx: PrivacyTx, limit: number): Promise<readonly BreachRow[]> {
  return tx.db
    .selectFrom('privacy.breach')
    .selectAll()
    .orderBy(sql`closed_at is not null`)
    .orderBy('detected_at', 'desc')
    .limit(limit)
    .execute();
}

export async function patchBreach(
  tx: PrivacyTx,
  breachId: string,
  patch: Partial<Omit<BreachRow, 'breach_id'>>,
): Promise<void> {
  await tx.db.updateTable('privacy.breach').set(patch).where('breach_id', '=', breachId).execute();
}

export async function insertBreachEvent(
  tx: PrivacyTx,
  event: Omit<BreachEventRow, 'detail'> & { readonly detail: object | null },
): Promise<void> {
  const detail = event.detail === null ? null : JSON.stringify(event.detail);
  await tx.db
    .insertInto('privacy.breach_event')
    .values({ ...event, detail })
    .execute();
}

export async function breachEvents(tx: PrivacyTx, breachId: string): Promise<readonly BreachEventRow[]> {
  const rows = await tx.db
    .selectFrom('privacy.breach_event')
    .selectAll()
    .where('breach_id', '=', breachId)
    .orderBy('seq')
    .execute();
  return rows as unknown as readonly BreachEventRow[];
}

/** Breaches that nobody has reported, locked, with the hours of the warnings that were given. */
export async function unreported(
  tx: PrivacyTx,
  limit: number,
): Promise<readonly (BreachRow & { readonly warned: readonly number[] })[]> {
  const found = await sql<BreachRow & { warned: number[] }>`
    select b.*, coalesce((select array_agg((e.detail->>'hours')::int) from privacy.breach_event e
                           where e.breach_id = b.breach_id and e.action = 'warn'), '{}') as warned
      from privacy.breach b where b.reported_at is null order by b.due_at limit ${limit} for update of b skip locked`.execute(
    tx.db,
  );
  return found.rows;
}

export async function namePeople(
  tx: PrivacyTx,
  breachId: string,
  persons: readonly string[],
): Promise<number> {
  const added = await sql`
    insert into privacy.breach_person (breach_id, person_id)
    select ${breachId}, person from unnest(${[...persons].sort()}::uuid[]) as person on conflict do nothing`.execute(
    tx.db,
  );
  return Number(added.numAffectedRows ?? 0n);
}

export async function countPeople(tx: PrivacyTx, breachId: string): Promise<number> {
  const found = await sql<{ n: number }>`
    select count(*)::int as n from privacy.breach_person where breach_id = ${breachId}`.execute(tx.db);
  return found.rows[0]?.n ?? 0;
}

/** The next people who have not been told, marked as told in this transaction. */
export async function takeUntold(tx: PrivacyTx, breachId: string, limit: number): Promise<readonly string[]> {
  const taken = await sql<{ person_id: string }>`
    update privacy.breach_person set told_at = ${tx.now}
     where breach_id = ${breachId} and person_id in (
       select person_id from privacy.breach_person where breach_id = ${breachId} and told_at is null
        order by person_id limit ${limit} for update)
     returning person_id`.execute(tx.db);
  return taken.rows.map(({ person_id }) => person_id);
}

/** Posts that hear of clocks today: data protection, and the leaders of the city unless roles are named. */
export async function postsToWarn(
  tx: PrivacyTx,
  day: string,
  roles: readonly string[] = ['data_protection', 'leader'],
): Promise<readonly string[]> {
  const found = await sql<{ post_id: string }>`
    select post_id from privacy.office_post
     where role = any(${roles}::text[]) and (role = 'data_protection' or body_code = 'ubnd-thanh-pho')
       and valid_from <= ${day}::date and (valid_to is null or valid_to >= ${day}::date) order by post_id`.execute(
    tx.db,
  );
  return found.rows.map(({ post_id }) => post_id);
}
