// The inbox in the city: what was said to somebody, in the language of reading; and the browsers they subscribed.
import { sql } from 'kysely';
import type { Actor } from '@city/kernel/access';
import type { Tx } from '@city/kernel/database';
import { AppError } from '@city/kernel/errors';
import type { Lang, Translate } from '@city/kernel/text';
import type { PushTarget } from './channel.ts';
import { render } from './deliver.ts';
import { openParams } from './sealed.ts';

export interface InboxItem {
  readonly id: string;
  readonly at: Date;
  readonly title: string;
  readonly body: string;
  /** A path of this city; null when it leads nowhere. */
  readonly path: string | null;
  readonly readAt: Date | null;
  /** True when it was said to the post and not to the person. */
  readonly isForPost: boolean;
}

/** The recipients that an actor reads for: themselves and, when acting from a post, the post. */
function recipientsOf(actor: Actor): string[] {
  if (actor.id === null || (actor.kind !== 'citizen' && actor.kind !== 'officer')) return [];
  return [`person:${actor.id}`, ...(actor.post ? [`post:${actor.post.id}`] : [])];
}

/** The newest messages of the actor before `before` (a message id), newest first; only the actor's own. */
export async function listInbox<DB>(
  tx: Tx<DB>,
  options: { t: Translate; lang: Lang; limit: number; before?: string | null; unreadOnly?: boolean },
): Promise<InboxItem[]> {
  const { t, lang, limit, before = null, unreadOnly = false } = options;
  type Row = {
    recipient: string;
    message_id: string;
    template: string;
    params: unknown;
    created_at: Date;
    read_at: Date | null;
  };
  const found = await sql<Row>`
    select recipient, message_id, template, params, created_at, read_at from notify.message
     where recipient = any(${recipientsOf(tx.actor)}::text[]) and is_in_app
       and (${before}::uuid is null or message_id < ${before}::uuid)
       and (not ${unreadOnly}::boolean or read_at is null)
     order by message_id desc limit ${limit}`.execute(tx.db);
  return found.rows.map((row) => {
    const params = openParams(tx.seals, row.message_id, row.params);
    const words = render({ ...row, params }, t, lang);
    return {
      id: row.message_id,
      at: row.created_at,
      title: words?.title ?? t('Thông báo cũ'),
      body: words?.body ?? t('Phần của thành phố đã gửi thông báo này không còn hoạt động.'),
      path: words?.path ?? null,
      readAt: row.read_at,
      isForPost: row.recipient.startsWith('post:'),
    };
  });
}

/** How many messages the actor has not read; counts to 100, which screens show as "99+". */
export async function countUnread<DB>(tx: Tx<DB>): Promise<number> {
  const counted = await sql<{ n: number }>`
    select count(*)::int as n from (
      select 1 from notify.message
       where recipient = any(${recipientsOf(tx.actor)}::text[]) and is_in_app and read_at is null limit 100) unread`.execute(
    tx.db,
  );
  return counted.rows[0]?.n ?? 0;
}

/**
 * Marks one message of the actor as read; reading it again changes nothing.
 * @throws AppError `not_found` when there is none, or it is somebody else's.
 */
export async function markRead<DB>(tx: Tx<DB>, id: string): Promise<void> {
  const marked = await sql`
    update notify.message set read_at = coalesce(read_at, ${tx.now})
     where recipient = any(${recipientsOf(tx.actor)}::text[]) and message_id = ${id} and is_in_app`.execute(
    tx.db,
  );
  if (marked.numAffectedRows !== 1n) throw new AppError('not_found');
}

/** Marks all messages of the actor as read and answers how many were not. */
export async function markAllRead<DB>(tx: Tx<DB>): Promise<number> {
  const marked = await sql`
    update notify.message set read_at = ${tx.now}
     where recipient = any(${recipientsOf(tx.actor)}::text[]) and is_in_app and read_at is null`.execute(
    tx.db,
  );
  return Number(marked.numAffectedRows ?? 0n);
}

/** Most browsers of one person; the oldest gives way. */
const mostSubscriptions = 20;

/** Keeps a browser's subscription for the actor and takes it from whoever used that browser before. */
export async function subscribe<DB>(tx: Tx<DB>, target: PushTarget): Promise<void> {
  const recipient = `person:${tx.actor.id}`;
  await sql`delete from notify.subscription where endpoint_hash = ${target.endpointHash} and recipient <> ${recipient}`.execute(
    tx.db,
  );
  await sql`
    insert into notify.subscription (recipient, endpoint_hash, endpoint, p256dh, auth, created_at)
    values (${recipient}, ${target.endpointHash}, ${target.endpoint}, ${target.p256dh}, ${target.auth}, ${tx.now})
    on conflict (recipient, endpoint_hash) do update
      set p256dh = excluded.p256dh, auth = excluded.auth, created_at = excluded.created_at`.execute(tx.db);
  await sql`
    delete from notify.subscription where recipient = ${recipient} and endpoint_hash in
      (select endpoint_hash from notify.subscription where recipient = ${recipient}
        order by created_at desc, endpoint_hash offset ${mostSubscriptions})`.execute(tx.db);
}

/** Removes a browser of the actor; one that is not there is as good as removed. */
export async function unsubscribe<DB>(tx: Tx<DB>, endpointHash: string): Promise<void> {
  await sql`delete from notify.subscription where recipient = ${`person:${tx.actor.id}`} and endpoint_hash = ${endpointHash}`.execute(
    tx.db,
  );
}
