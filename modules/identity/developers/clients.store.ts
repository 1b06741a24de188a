// The SQL of registered clients as their developers and administrators see them: with stops, wishes, and the person who registered them.
import { sql } from 'kysely';
import { newId, type Tx } from '@city/kernel/database';
import { addDays } from '@city/kernel/time';
import { type CityClient, fromRow, type NewClient, saveClient } from '../provider/clients.ts';
import type { OidcClientStopRow, OidcClientWishRow, Tables } from '../tables.ts';

export interface Registered extends CityClient {
  /** YYYY-MM-DD, from which day this row holds. */
  readonly validFrom: string;
  readonly madeAt: Date;
  readonly document: string;
  readonly stop: OpenStop | null;
  readonly wish: Wish | null;
  /** By the hand of whoever registered it: gone, not only stopped. */
  readonly isRemoved: boolean;
}
export type OpenStop = Pick<OidcClientStopRow, 'id' | 'stopped_at' | 'stopped_by' | 'reason'>;
export type Wish = Omit<OidcClientWishRow, 'client_id'>;

interface Filter {
  readonly day: string;
  readonly clientId?: string;
  readonly madeBy?: string;
}

/** Clients by the row that is valid on a day, newest first; with the open stop and the last wish. */
export async function registeredClients(tx: Tx<Tables>, filter: Filter): Promise<readonly Registered[]> {
  const { day, clientId = null, madeBy = null } = filter;
  const { rows } = await sql<Row>`
    select distinct on (c.client_id) c.*, c.valid_from::text as valid_day, to_jsonb(s) as stop, to_jsonb(w) as wish
      from identity.oidc_client c
      left join identity.oidc_client_stop s on s.client_id = c.client_id and s.lifted_at is null
      left join lateral (
        select * from identity.oidc_client_wish w where w.client_id = c.client_id order by asked_at desc limit 1
      ) w on true
     where c.valid_from <= ${day}::date and (c.valid_to is null or c.valid_to >= ${day}::date)
       and (${clientId}::text is null or c.client_id = ${clientId})
       and (${madeBy}::uuid is null or c.made_by = ${madeBy}::uuid)
     order by c.client_id, c.valid_from desc
     limit 1000`.execute(tx.db);
  return rows.map(toRegistered).sort((one, other) => other.madeAt.getTime() - one.madeAt.getTime());
}

type Row = Parameters<typeof fromRow>[0] & {
  readonly valid_day: string;
  readonly stop: Dated<OidcClientStopRow, 'stopped_at'> | null;
  readonly wish: Dated<OidcClientWishRow, 'asked_at' | 'decided_at'> | null;
};
/** As JSON writes it: times are text. */
type Dated<T, K extends keyof T> = Omit<T, K> & { readonly [key in K]: string };

function toRegistered(row: Row): Registered {
  const client = fromRow(row);
  const { stop, wish } = row;
  return {
    ...client,
    validFrom: row.valid_day,
    madeAt: row.made_at,
    document: row.document,
    stop: stop && { ...stop, stopped_at: new Date(stop.stopped_at) },
    wish: wish && {
      ...wish,
      asked_at: new Date(wish.asked_at),
      decided_at: wish.decided_at ? new Date(wish.decided_at) : null,
    },
    isRemoved: stop !== null && stop.stopped_by === client.madeBy,
  };
}

/** Writes a client as it is from today on: today's row is changed, a row of another day ends yesterday. */
export async function writeFrom(tx: Tx<Tables>, client: NewClient, day: string): Promise<void> {
  await tx.db
    .updateTable('identity.oidc_client')
    .set({ valid_to: addDays(day, -1) })
    .where('client_id', '=', client.clientId)
    .where(sql<boolean>`valid_from < ${day}::date and (valid_to is null or valid_to >= ${day}::date)`)
    .execute();
  await saveClient(tx, { ...client, validFrom: day });
}

/** False when it is stopped already, also by somebody at the same moment. */
export async function insertStop(
  tx: Tx<Tables>,
  stop: { readonly clientId: string; readonly by: string; readonly reason: string },
): Promise<boolean> {
  const done = await tx.db
    .insertInto('identity.oidc_client_stop')
    .values({
      client_id: stop.clientId,
      id: newId(tx.now),
      stopped_at: tx.now,
      stopped_by: stop.by,
      reason: stop.reason,
      lifted_at: null,
      lifted_by: null,
      lift_reason: null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return (done.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

export async function liftStop(
  tx: Tx<Tables>,
  lift: { readonly clientId: string; readonly by: string; readonly reason: string },
): Promise<boolean> {
  const done = await tx.db
    .updateTable('identity.oidc_client_stop')
    .set({ lifted_at: tx.now, lifted_by: lift.by, lift_reason: lift.reason })
    .where('client_id', '=', lift.clientId)
    .where('lifted_at', 'is', null)
    .executeTakeFirst();
  return done.numUpdatedRows > 0n;
}

/** False when one waits already. */
export async function insertWish(
  tx: Tx<Tables>,
  wish: Pick<OidcClientWishRow, 'client_id' | 'asked_by' | 'owner' | 'reason' | 'purposes'>,
): Promise<boolean> {
  const done = await tx.db
    .insertInto('identity.oidc_client_wish')
    .values({
      ...wish,
      purposes: sql<string[]>`${[...wish.purposes]}::text[]` as never,
      id: newId(tx.now),
      asked_at: tx.now,
      decided_at: null,
      decided_by: null,
      is_granted: null,
      answer: null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return (done.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** The wish as it stood, or null when none waits. */
export async function decideWish(
  tx: Tx<Tables>,
  decided: {
    readonly clientId: string;
    readonly by: string;
    readonly isGranted: boolean;
    readonly answer: string;
  },
): Promise<OidcClientWishRow | null> {
  const row = await tx.db
    .updateTable('identity.oidc_client_wish')
    .set({
      decided_at: tx.now,
      decided_by: decided.by,
      is_granted: decided.isGranted,
      answer: decided.answer,
    })
    .where('client_id', '=', decided.clientId)
    .where('decided_at', 'is', null)
    .returningAll()
    .executeTakeFirst();
  return row ?? null;
}
