// The SQL of JSON-LD contexts.
import { sql } from 'kysely';
import type { Tx } from '@city/kernel/database';
import type { Tables } from '../tables.ts';

export type ContextKind = 'Hosted' | 'Cached' | 'ImplicitlyCreated';

export interface KeptContext {
  readonly id: string;
  readonly kind: ContextKind;
  readonly tenant: string | null;
  readonly body: unknown;
  readonly created_at: Date;
  readonly last_usage: Date | null;
  readonly hits: string;
}

export async function findContext(tx: Tx<Tables>, id: string): Promise<KeptContext | null> {
  const { rows } = await sql<KeptContext>`select * from context.ld_context where id = ${id}`.execute(tx.db);
  return rows[0] ?? null;
}

export async function keepContext(
  tx: Tx<Tables>,
  given: { readonly id: string; readonly kind: ContextKind; readonly tenant: string; readonly body: unknown },
): Promise<void> {
  await sql`
    insert into context.ld_context (id, kind, tenant, body, created_at)
    values (${given.id}, ${given.kind}, ${given.tenant}, ${JSON.stringify(given.body)}::jsonb, ${tx.now})
    on conflict (id) do nothing`.execute(tx.db);
}

export async function keepCached(tx: Tx<Tables>, url: string, body: unknown): Promise<void> {
  await sql`
    insert into context.ld_context (id, kind, body, created_at)
    values (${url}, 'Cached', ${JSON.stringify(body)}::jsonb, ${tx.now})
    on conflict (id) do update set body = excluded.body`.execute(tx.db);
}

export async function countUses(tx: Tx<Tables>, uses: readonly (readonly [string, number])[]): Promise<void> {
  const rows = [...uses].sort(([a], [b]) => (a < b ? -1 : 1)).map(([id, times]) => ({ id, times }));
  await sql`
    update context.ld_context c set hits = c.hits + r.times, last_usage = ${tx.now}
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id text, times bigint)
     where c.id = r.id`.execute(tx.db);
}

/** Those of a tenant, and the copies that are everybody's. */
export async function listContexts(
  tx: Tx<Tables>,
  tenant: string,
  kind: ContextKind | null,
): Promise<readonly KeptContext[]> {
  const { rows } = await sql<KeptContext>`
    select * from context.ld_context
     where (tenant is null or tenant = ${tenant}) and (${kind}::text is null or kind = ${kind})
     order by created_at, id`.execute(tx.db);
  return rows;
}

export async function deleteContext(tx: Tx<Tables>, id: string): Promise<void> {
  await sql`delete from context.ld_context where id = ${id}`.execute(tx.db);
}
