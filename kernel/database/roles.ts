// The roles of the database: an owner for migrations, one role per module, and an app role that may do nothing by itself.
import type { ClientBase } from 'pg';

export const appRole = 'city_app';
export const jobRole = 'city_jobs';
export const readerRole = 'city_reader';
const everyModule = 'city_module';

/**
 * Makes the roles that are missing. Every module's role belongs to `city_module`, which carries what the kernel lets
 * all modules do (put events into the outbox, entries onto the trail). The app role does not inherit: without
 * `set local role` every table answers 42501.
 */
export async function ensureRoles(owner: ClientBase, modules: readonly string[]): Promise<void> {
  await ensureRole(owner, everyModule, 'nologin');
  await ensureRole(owner, appRole, 'login noinherit');
  await ensureRole(owner, jobRole, 'login noinherit');
  await ensureRole(owner, readerRole, 'nologin');
  for (const module of modules) {
    const role = `mod_${module}`;
    await ensureRole(owner, role, 'nologin');
    await grantRole(owner, everyModule, role);
    await grantRole(owner, role, appRole);
    await grantRole(owner, role, 'current_user');
  }
  await grantRole(owner, jobRole, 'current_user');
  await grantRole(owner, appRole, 'current_user');
}

async function ensureRole(owner: ClientBase, role: string, attributes: string): Promise<void> {
  const there = await owner.query('select 1 from pg_roles where rolname = $1', [role]);
  if (there.rowCount) return;
  try {
    await owner.query(`create role ${role} ${attributes}`);
  } catch (error) {
    if ((error as { code?: string }).code !== '42710' && (error as { code?: string }).code !== '23505')
      throw error;
  }
}

async function grantRole(owner: ClientBase, role: string, to: string): Promise<void> {
  const member = to === 'current_user' ? 'current_user' : `'${to}'`;
  const there = await owner.query(
    `select 1 from pg_auth_members m join pg_roles r on r.oid = m.roleid join pg_roles t on t.oid = m.member
      where r.rolname = $1 and t.rolname = ${member}`,
    [role],
  );
  if (!there.rowCount) await owner.query(`grant ${role} to ${to}`);
}

/** What a module's role may do with the tables of its own schema; tables whose comment begins "append-only" stay so. */
export async function grantSchema(owner: ClientBase, schema: string, role: string): Promise<void> {
  await owner.query(`grant usage on schema ${schema} to ${role}`);
  const tables = await owner.query<{ name: string; comment: string | null }>(
    `select format('%I.%I', n.nspname, c.relname) as name, obj_description(c.oid, 'pg_class') as comment
       from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = $1 and c.relkind in ('r', 'p', 'v', 'm')`,
    [schema],
  );
  for (const { name, comment } of tables.rows) {
    const appendOnly = comment?.startsWith('append-only') ?? false;
    await owner.query(`revoke all on ${name} from ${role}`);
    await owner.query(`grant select, insert${appendOnly ? '' : ', update, delete'} on ${name} to ${role}`);
  }
  await owner.query(`grant usage, select on all sequences in schema ${schema} to ${role}`);
  await owner.query(`grant execute on all functions in schema ${schema} to ${role}`);
}
