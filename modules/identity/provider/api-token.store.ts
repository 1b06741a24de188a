// The SQL behind access tokens at the city's interface: what a token came from must still be there.
import { sql } from 'kysely';
import type { Tx } from '@city/kernel/database';
import { chainOf, fromChain } from '../mandates/mandate.store.ts';
import type { Mandate } from '../mandates/mandate.ts';
import type { Tables } from '../tables.ts';
import { bucketOf, bucketsNow } from './artifact.ts';

export interface LivingToken {
  readonly personId: string;
  readonly name: string;
  readonly mandate: Mandate | null;
}

export interface AskedToken {
  readonly grantHash: Buffer;
  readonly clientId: string;
  readonly sessionId: string | null;
  readonly mandateId: string | null;
}

/** Whose token it is, while its grant stands and its session has not ended; null otherwise. */
export async function livingToken(tx: Tx<Tables>, asked: AskedToken, now: Date): Promise<LivingToken | null> {
  const { from, to } = bucketsNow('Grant', now);
  const { sessionId, mandateId } = asked;
  const { rows } = await sql<{ id: string; name: string; chain: Parameters<typeof fromChain>[0] }>`
    select p.id, p.name,
           case when ${mandateId}::uuid is not null then ${chainOf(sql`${mandateId}::uuid`)} end as chain
      from identity.oidc_lasting g
      join identity.person p on p.id = g.person_id
     where g.id_hash = ${asked.grantHash} and g.kind = 'Grant' and g.bucket between ${from} and ${to}
       and g.payload ->> 'clientId' = ${asked.clientId}
       and (${sessionId}::uuid is null or exists (
             select from identity.session s
              where s.id = ${sessionId}::uuid and s.person_id = p.id and s.ended_at is null))
     limit 1`.execute(tx.db);
  const row = rows[0];
  return row ? { personId: row.id, name: row.name, mandate: fromChain(row.chain) } : null;
}

/** Remembers a proof until it is too old to be presented. False when it was there already. */
export async function rememberProof(tx: Tx<Tables>, hash: Buffer, until: Date): Promise<boolean> {
  const done = await sql`
    insert into identity.oidc_brief (bucket, id_hash, kind, payload, expires_at)
    values (${bucketOf('ReplayDetection', until)}::date, ${hash}, 'ReplayDetection', '{}'::jsonb, ${until})
    on conflict (id_hash, bucket) do nothing`.execute(tx.db);
  return (done.numAffectedRows ?? 0n) > 0n;
}
