// Row-level security that is forced on the tables' owner, and reading all rows as an owner who is no superuser.
import type { Client } from 'pg';
import { quotedName } from './tables.ts';

type Forced = { schema: string; name: string };

/** Tables whose policies bind our account too; none for superusers and accounts with BYPASSRLS. */
async function forcedTables(client: Client): Promise<Forced[]> {
  const { rows } = await client.query<Forced>(`
    select n.nspname as schema, c.relname as name
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relforcerowsecurity and c.relkind in ('r', 'p')
       and not (select rolsuper or rolbypassrls from pg_roles where rolname = current_user)
     order by 1, 2`);
  return rows;
}

const alter = (tables: readonly Forced[], word: 'force' | 'no force'): string =>
  tables.map((table) => `alter table ${quotedName(table)} ${word} row level security;`).join(' ');

/**
 * Lifts the force in the client's open transaction. Other roles stay bound; the tables are locked until the transaction
 * ends, so this is for a city that is stopped. Answers what puts the force back (or let the transaction roll back).
 */
export async function liftInTransaction(client: Client): Promise<() => Promise<void>> {
  const tables = await forcedTables(client);
  if (tables.length) await client.query(alter(tables, 'no force'));
  return async () => {
    if (tables.length) await client.query(alter(tables, 'force'));
  };
}

/**
 * Lifts the force around `work` for a city that goes on running: two short locks instead of a long one. Only the owner
 * is freed meanwhile, who could do so at any time; modules' roles stay bound. `city doctor` names tables left without.
 */
export async function liftWhile<T>(client: Client, work: () => Promise<T>): Promise<T> {
  const tables = await forcedTables(client);
  if (tables.length === 0) return work();
  const inOneGo = async (word: 'force' | 'no force') => {
    await client.query(`begin; set local lock_timeout = '10s'; ${alter(tables, word)} commit`);
  };
  await inOneGo('no force');
  try {
    return await work();
  } finally {
    await client.query('rollback');
    await inOneGo('force');
  }
}
