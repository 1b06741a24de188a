// Who wants to be told of warnings, and for which unit; people say it for themselves and take it back.
import { AppError } from '@city/kernel/errors';
import { sql } from 'kysely';
import type { OperationsTx } from '../alarms/alarm.store.ts';
import type { OperationsCity } from '../module-city.ts';

/** @param area code of a unit, or `city` for all. @throws AppError `operations_warning_area_unknown` */
export async function followWarnings(tx: OperationsTx, city: OperationsCity, area: string): Promise<void> {
  if (area !== 'city' && city.wardName(area) === null)
    throw new AppError('operations_warning_area_unknown', { field: 'area', params: { code: area } });
  const areas = area === 'city' ? [] : [area];
  await sql`
    insert into operations.follower (person_id, areas, since) values (${tx.actor.id}, ${areas}::text[], ${tx.now})
    on conflict (person_id) do update set areas = excluded.areas, since = excluded.since`.execute(tx.db);
}

export async function unfollowWarnings(tx: OperationsTx): Promise<void> {
  await sql`delete from operations.follower where person_id = ${tx.actor.id}`.execute(tx.db);
}

/** What the caller follows: codes of units, an empty list for the whole city; null for nothing. */
export async function followedAreas(tx: OperationsTx): Promise<readonly string[] | null> {
  if (tx.actor.id === null || tx.actor.kind === 'system') return null;
  const found = await sql<{ areas: string[] }>`
    select areas from operations.follower where person_id = ${tx.actor.id}`.execute(tx.db);
  return found.rows[0]?.areas ?? null;
}
