// The SQL of sessions: begun, found by the hash of their token, seen, switched, ended, forgotten.
import { sql } from 'kysely';
import type { Tx } from '@city/kernel/database';
import type { AuthenticationLevel, IdentityLevel } from '../people/levels.ts';
import { chainOf, fromChain } from '../mandates/mandate.store.ts';
import { heldPosts } from '../posts/post.store.ts';
import type { SessionEnd, Tables } from '../tables.ts';
import type { Session } from './session.ts';

export interface NewSession {
  readonly tokenHash: Buffer;
  readonly id: string;
  readonly personId: string;
  readonly issuer: string;
  readonly identityLevel: IdentityLevel;
  readonly authenticationLevel: AuthenticationLevel;
  readonly authenticatedAt: Date;
  readonly postId: string | null;
  /** What proved it: `vneid`, or kinds of authenticators. */
  readonly amr: readonly string[];
  readonly authenticatorId?: string | null;
  /** Browser and system in plain words. */
  readonly device: string | null;
}

export async function insertSession(tx: Tx<Tables>, session: NewSession): Promise<void> {
  await tx.db
    .insertInto('identity.session')
    .values({
      token_hash: session.tokenHash,
      id: session.id,
      person_id: session.personId,
      issuer: session.issuer,
      identity_level: session.identityLevel,
      authentication_level: session.authenticationLevel,
      authenticated_at: session.authenticatedAt,
      post_id: session.postId,
      created_at: tx.now,
      seen_at: tx.now,
      ended_at: null,
      ended_why: null,
      amr: session.amr,
      authenticator_id: session.authenticatorId ?? null,
      device: session.device,
    })
    .execute();
}

/** The living session of a token, with its holder's posts on a day; null when there is none or it was ended. */
export async function findSession(tx: Tx<Tables>, tokenHash: Buffer, day: string): Promise<Session | null> {
  const row = await tx.db
    .selectFrom('identity.session as s')
    .innerJoin('identity.person as p', 'p.id', 's.person_id')
    .select([
      's.id',
      's.person_id',
      'p.name',
      's.identity_level',
      's.authentication_level',
      's.amr',
      's.post_id',
      's.authenticated_at',
      's.created_at',
      's.seen_at',
    ])
    .select(heldPosts(sql.ref('s.person_id'), day).as('posts'))
    .select(
      sql<
        Parameters<typeof fromChain>[0]
      >`case when s.acting_for is not null then ${chainOf(sql.ref('s.acting_for'))} end`.as('acting_for'),
    )
    .where('s.token_hash', '=', tokenHash)
    .where('s.ended_at', 'is', null)
    .executeTakeFirst();
  if (!row) return null;
  return {
    id: row.id,
    personId: row.person_id,
    name: row.name,
    identityLevel: row.identity_level as IdentityLevel,
    authenticationLevel: row.authentication_level as AuthenticationLevel,
    authenticatedAt: row.authenticated_at,
    amr: row.amr,
    postId: row.post_id,
    posts: row.posts,
    actingFor: fromChain(row.acting_for),
    createdAt: row.created_at,
    seenAt: row.seen_at,
  };
}

export async function markSeen(tx: Tx<Tables>, tokenHash: Buffer): Promise<void> {
  await tx.db
    .updateTable('identity.session')
    .set({ seen_at: tx.now })
    .where('token_hash', '=', tokenHash)
    .where('seen_at', '<', tx.now)
    .execute();
}

export async function setPost(tx: Tx<Tables>, tokenHash: Buffer, postId: string | null): Promise<boolean> {
  const changed = await tx.db
    .updateTable('identity.session')
    .set({ post_id: postId, acting_for: null })
    .where('token_hash', '=', tokenHash)
    .where('ended_at', 'is', null)
    .executeTakeFirst();
  return changed.numUpdatedRows > 0n;
}

/** Acts for another by a mandate from now on, or for oneself; a post is laid down for it. */
export async function setActingFor(
  tx: Tx<Tables>,
  tokenHash: Buffer,
  mandateId: string | null,
): Promise<boolean> {
  const changed = await tx.db
    .updateTable('identity.session')
    .set({ acting_for: mandateId, ...(mandateId === null ? {} : { post_id: null }) })
    .where('token_hash', '=', tokenHash)
    .where('ended_at', 'is', null)
    .executeTakeFirst();
  return changed.numUpdatedRows > 0n;
}

/** Ends one session. Answers whose it was, or null when it had ended or never was. */
export async function endSession(
  tx: Tx<Tables>,
  tokenHash: Buffer,
  why: SessionEnd,
): Promise<{ readonly id: string; readonly personId: string } | null> {
  const row = await tx.db
    .updateTable('identity.session')
    .set({ ended_at: tx.now, ended_why: why })
    .where('token_hash', '=', tokenHash)
    .where('ended_at', 'is', null)
    .returning(['id', 'person_id'])
    .executeTakeFirst();
  return row ? { id: row.id, personId: row.person_id } : null;
}

/** Ends sessions of a person by their ids, or all but the named; answers the ids of those that ended. */
export async function endSessions(
  tx: Tx<Tables>,
  personId: string,
  which: { readonly only: string } | { readonly allBut: string },
): Promise<readonly string[]> {
  const rows = await tx.db
    .updateTable('identity.session')
    .set({ ended_at: tx.now, ended_why: 'revoked' })
    .where('person_id', '=', personId)
    .where('id', 'only' in which ? '=' : '<>', 'only' in which ? which.only : which.allBut)
    .where('ended_at', 'is', null)
    .returning('id')
    .execute();
  return rows.map((row) => row.id);
}

/** Ends all of a person's sessions; answers their ids. */
export async function endAllSessions(
  tx: Tx<Tables>,
  personId: string,
  why: SessionEnd,
): Promise<readonly string[]> {
  const rows = await tx.db
    .updateTable('identity.session')
    .set({ ended_at: tx.now, ended_why: why })
    .where('person_id', '=', personId)
    .where('ended_at', 'is', null)
    .returning('id')
    .execute();
  return rows.map((row) => row.id);
}

export type OpenSession = Pick<
  Session,
  'id' | 'postId' | 'authenticationLevel' | 'amr' | 'createdAt' | 'seenAt'
> & { readonly device: string | null };

/** The person's sessions that have not been ended, newest first; some may be over by themselves. */
export async function openSessions(tx: Tx<Tables>, personId: string): Promise<readonly OpenSession[]> {
  const rows = await tx.db
    .selectFrom('identity.session')
    .select(['id', 'post_id', 'authentication_level', 'amr', 'device', 'created_at', 'seen_at'])
    .where('person_id', '=', personId)
    .where('ended_at', 'is', null)
    .orderBy('created_at', 'desc')
    .limit(100)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    postId: row.post_id,
    authenticationLevel: row.authentication_level as AuthenticationLevel,
    amr: row.amr,
    device: row.device,
    createdAt: row.created_at,
    seenAt: row.seen_at,
  }));
}

/** Deletes sessions last used before a time, a batch at once; answers how many. */
export async function forgetSessions(tx: Tx<Tables>, before: Date, most: number): Promise<number> {
  const deleted = await sql`
    delete from identity.session
     where token_hash in (select token_hash from identity.session where seen_at < ${before} order by seen_at limit ${most})
  `.execute(tx.db);
  return Number(deleted.numAffectedRows ?? 0n);
}
