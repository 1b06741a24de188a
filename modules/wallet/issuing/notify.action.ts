// What a wallet says became of a credential (OpenID4VCI 1.0 §11): kept once, and a deleted one is revoked.
import type { Tx } from '@city/kernel/database';
import { revokeCredentials, sha256 } from '../credentials/issue.action.ts';
import { ProtocolError } from '../protocol/protocol-error.ts';
import type { NotificationEvent, Tables } from '../tables.ts';

const events: readonly string[] = ['credential_accepted', 'credential_failure', 'credential_deleted'];

export interface Notification {
  readonly notification_id?: unknown;
  readonly event?: unknown;
}

/** @throws ProtocolError `invalid_notification_id`, `invalid_notification_request` */
export async function takeNotification(tx: Tx<Tables>, given: Notification): Promise<void> {
  const { notification_id: id, event } = given;
  if (typeof id !== 'string' || typeof event !== 'string' || !events.includes(event))
    throw new ProtocolError('invalid_notification_request', 'notification_id and a known event are needed');
  const batch = await tx.db
    .selectFrom('wallet.batch')
    .select(['id', 'event', 'person_id', 'revoked_at'])
    .where('notification_hash', '=', sha256(id))
    .forUpdate()
    .executeTakeFirst();
  if (!batch) throw new ProtocolError('invalid_notification_id', 'there is no such notification');
  if (batch.event === event) return;
  await tx.db
    .updateTable('wallet.batch')
    .set({ event: event as NotificationEvent, event_at: tx.now })
    .where('id', '=', batch.id)
    .execute();
  if (event !== 'credential_accepted') await revokeCredentials(tx, { id: batch.id }, `wallet: ${event}`);
}
