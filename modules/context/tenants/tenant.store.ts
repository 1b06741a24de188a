// The SQL of tenants.
import { sql } from 'kysely';
import type { Tx } from '@city/kernel/database';
import { LIMITS } from '../limits.ts';
import type { Tables } from '../tables.ts';
import { Problem } from '../wire/problem.ts';

/** The tenant of requests that name none; it is always there (§5.5.10). */
export const defaultTenant = 'default';

export async function tenantExists(tx: Tx<Tables>, tenant: string): Promise<boolean> {
  if (tenant === defaultTenant) return true;
  const { rows } = await sql`select 1 from context.tenant where tenant = ${tenant}`.execute(tx.db);
  return rows.length > 0;
}

/** Makes a tenant come into being with the first thing written into it. */
export async function keepTenant(tx: Tx<Tables>, tenant: string): Promise<void> {
  const { rows } = await sql<{ there: boolean; number: string }>`
    select exists (select 1 from context.tenant where tenant = ${tenant}) as there,
           (select count(*) from context.tenant) as number`.execute(tx.db);
  if (rows[0]?.there) return;
  if (Number(rows[0]?.number) >= LIMITS.tenants)
    throw new Problem('OperationNotSupported', 'There are too many tenants');
  await sql`insert into context.tenant (tenant, created_at) values (${tenant}, ${tx.now}) on conflict do nothing`.execute(
    tx.db,
  );
}
