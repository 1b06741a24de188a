// What happened to somebody's account: kept for that person, told on every channel they have when it changes who may sign in.
import { newId, type Tx } from '@city/kernel/database';
import type { Tables } from '../tables.ts';

export const securityEventKinds = [
  'signed_in',
  'authenticator_added',
  'authenticator_removed',
  'authenticator_confirmed',
  'codes_renewed',
  'session_ended',
  'sessions_ended',
  'recovery_begun',
  'recovery_cancelled',
  'recovered',
  'assisted',
  'code_refused',
] as const;
export type SecurityEventKind = (typeof securityEventKinds)[number];

export interface SecurityEvent {
  readonly id: string;
  readonly at: Date;
  readonly kind: SecurityEventKind;
  /** Kinds and devices only: no secret, number or address. */
  readonly detail: Readonly<Record<string, unknown>>;
}

export async function recordSecurityEvent(
  tx: Tx<Tables>,
  personId: string,
  kind: SecurityEventKind,
  detail: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  await tx.db
    .insertInto('identity.security_event')
    .values({ person_id: personId, id: newId(tx.now), at: tx.now, kind, detail: JSON.stringify(detail) })
    .execute();
}

/** The newest first. */
export async function recentSecurityEvents(
  tx: Tx<Tables>,
  personId: string,
  most: number,
): Promise<readonly SecurityEvent[]> {
  const rows = await tx.db
    .selectFrom('identity.security_event')
    .select(['id', 'at', 'kind', 'detail'])
    .where('person_id', '=', personId)
    .orderBy('id', 'desc')
    .limit(most)
    .execute();
  return rows.map((row) => ({ ...row, kind: row.kind as SecurityEventKind }));
}
