// Ending what sign-ins brought about: tokens, codes and grants, in the transaction that gives the reason for it.
import { sql } from 'kysely';
import type { Tx } from '@city/kernel/database';
import type { Tables } from '../tables.ts';

/**
 * Ends everything of a person at every client, also what was to last beyond a session. Rows of sessions stay: they open nothing
 * once the city's session ended, and tell which clients have to hear of it.
 */
export async function endTokensOf(tx: Tx<Tables>, personId: string): Promise<void> {
  await sql`
    with brief as (delete from identity.oidc_brief where person_id = ${personId})
    delete from identity.oidc_lasting where person_id = ${personId} and kind <> 'Session'`.execute(tx.db);
}

/** Ends what came from sessions that somebody took away: also what was to last beyond them, with the grants it hangs on. */
export async function endTokensOfSessions(
  tx: Tx<Tables>,
  personId: string,
  sessions: readonly string[],
): Promise<void> {
  if (sessions.length === 0) return;
  await sql`
    with grants as (
      select grant_hash from identity.oidc_lasting
       where person_id = ${personId} and payload ->> 'sessionUid' = any(${sessions}::text[]) and payload ? 'sessionUid'
      union
      select grant_hash from identity.oidc_brief
       where person_id = ${personId} and payload ->> 'sessionUid' = any(${sessions}::text[])
    ), brief as (
      delete from identity.oidc_brief
       where person_id = ${personId} and grant_hash in (select grant_hash from grants)
    )
    delete from identity.oidc_lasting
     where person_id = ${personId} and kind <> 'Session'
       and (grant_hash in (select grant_hash from grants) or id_hash in (select grant_hash from grants))`.execute(
    tx.db,
  );
}

/** Ends everything that a client holds, of whomever. */
export async function endTokensOfClient(tx: Tx<Tables>, clientId: string): Promise<void> {
  await sql`
    with brief as (delete from identity.oidc_brief where payload ->> 'clientId' = ${clientId})
    delete from identity.oidc_lasting where payload ->> 'clientId' = ${clientId} and kind <> 'Session'`.execute(
    tx.db,
  );
}

export interface SignedInAt {
  readonly personId: string;
  /** By client: the name by which it knows the session. */
  readonly clients: Readonly<Record<string, string>>;
}

/** At which clients a session of the city was used; also after it ended. */
export async function signedInAt(tx: Tx<Tables>, uidHash: Buffer): Promise<SignedInAt | null> {
  const { rows } = await sql<{ payload: SessionPayload }>`
    select payload from identity.oidc_lasting where uid_hash = ${uidHash} and kind = 'Session'
     order by expires_at desc limit 1`.execute(tx.db);
  const payload = rows[0]?.payload;
  if (!payload?.accountId) return null;
  const clients = Object.entries(payload.authorizations ?? {}).map(([id, { sid }]) => [id, sid] as const);
  return { personId: payload.accountId, clients: Object.fromEntries(clients) };
}

interface SessionPayload {
  readonly accountId?: string;
  readonly authorizations?: Readonly<Record<string, { readonly sid: string }>>;
}
