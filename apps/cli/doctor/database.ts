// The doctor on the database: version, rights, encoding, clock, migrations, and work that lies undone.
import { pendingMigrations, readMigrations } from '@city/kernel/database';
import { Client, type ClientConfig } from 'pg';
import { bad, type Finding, good, warning } from './finding.ts';

type Ask = <Row>(text: string, values?: unknown[]) => Promise<Row[]>;
type Examination = (ask: Ask, context: { modules: readonly string[]; now: Date }) => Promise<Finding[]>;

const VERSION_MIN = 150_000;
const CLOCK_SKEW_MS_MAX = 2_000;

const version: Examination = async (ask) => {
  const [row] = await ask<{ number: number; text: string }>(
    `select current_setting('server_version_num')::int as number, current_setting('server_version') as text`,
  );
  const { number = 0, text = '' } = row ?? {};
  if (number >= VERSION_MIN) return [good(`PostgreSQL ${text}`, `PostgreSQL ${text}`)];
  return [
    bad(
      { vi: `PostgreSQL ${text} đã cũ`, en: `PostgreSQL ${text} is too old` },
      { vi: 'cần phiên bản 15 trở lên', en: 'version 15 or newer is needed' },
    ),
  ];
};

const text: Examination = async (ask) => {
  const [row] = await ask<{ encoding: string; lower: string }>(
    `select current_setting('server_encoding') as encoding, lower('ĐỖ') as lower`,
  );
  if (row?.encoding === 'UTF8' && row.lower === 'đỗ')
    return [good('Cơ sở dữ liệu hiểu tiếng Việt', 'The database knows Vietnamese letters')];
  return [
    bad(
      {
        vi: `Bảng mã ${row?.encoding}, lower('ĐỖ') = ${row?.lower}`,
        en: `Encoding ${row?.encoding}, lower('ĐỖ') = ${row?.lower}`,
      },
      {
        vi: "tạo cơ sở dữ liệu UTF8 có locale: create database city encoding 'UTF8' locale 'C.UTF-8' template template0",
        en: "make the database with UTF8 and a locale: create database city encoding 'UTF8' locale 'C.UTF-8' template template0",
      },
    ),
  ];
};

/** Roles are the walls between modules: the owner must be able to make them, or they must be there already. */
const roles: Examination = async (ask, { modules }) => {
  const wanted = [
    'city_app',
    'city_jobs',
    'city_module',
    'city_reader',
    'mod_kernel',
    ...modules.map((name) => `mod_${name}`),
  ];
  const there = await ask<{ name: string }>('select rolname as name from pg_roles where rolname = any($1)', [
    wanted,
  ]);
  const missing = wanted.filter((name) => !there.some((row) => row.name === name));
  const [me] = await ask<{ can: boolean; name: string }>(
    'select rolcreaterole or rolsuper as can, rolname as name from pg_roles where rolname = current_user',
  );
  if (me?.can || missing.length === 0)
    return [good('Quyền tạo vai trò: có', 'Roles: present, or may be made')];
  const statements = missing.map(
    (name) => `create role ${name} ${/^city_(app|jobs)$/.test(name) ? 'login noinherit' : 'nologin'};`,
  );
  return [
    bad(
      {
        vi: `${me?.name} không được tạo vai trò và thiếu ${missing.join(', ')}`,
        en: `${me?.name} may not create roles and ${missing.join(', ')} are missing`,
      },
      {
        vi: `nhờ quản trị máy chủ: alter role ${me?.name} createrole; hoặc ${statements.join(' ')}`,
        en: `ask the server's administrator for: alter role ${me?.name} createrole; or for: ${statements.join(' ')}`,
      },
    ),
  ];
};

const extensions: Examination = async (ask, { modules }) => {
  const sql = readMigrations(modules).map((migration) => migration.sql);
  const wanted = [
    ...new Set(
      sql.flatMap((file) =>
        [...file.matchAll(/create extension if not exists "?(\w+)/gi)].map((match) => match[1] as string),
      ),
    ),
  ];
  const there = await ask<{ name: string }>('select name from pg_available_extensions where name = any($1)', [
    wanted,
  ]);
  const missing = wanted.filter((name) => !there.some((row) => row.name === name));
  if (missing.length === 0) return [];
  return [
    bad(
      {
        vi: `Máy chủ không có phần mở rộng ${missing.join(', ')}`,
        en: `The server has no extension ${missing.join(', ')}`,
      },
      { vi: 'cài gói postgresql-contrib', en: 'install the package postgresql-contrib' },
    ),
  ];
};

const clock: Examination = async (ask) => {
  const from = Date.now();
  const [row] = await ask<{ now: Date }>('select clock_timestamp() as now');
  const middle = (from + Date.now()) / 2;
  const skew = Math.round((row?.now.getTime() ?? middle) - middle);
  if (Math.abs(skew) <= CLOCK_SKEW_MS_MAX) return [];
  return [
    bad(
      {
        vi: `Đồng hồ của máy chủ dữ liệu lệch ${skew} ms`,
        en: `The database server's clock differs by ${skew} ms`,
      },
      { vi: 'đồng bộ giờ cả hai máy bằng NTP', en: 'keep both machines in time with NTP' },
    ),
  ];
};

const migrations: Examination = async (ask, { modules }) => {
  const [there] = await ask<{ there: boolean }>(
    `select to_regclass('kernel.migration') is not null as there`,
  );
  if (!there?.there)
    return [
      good(
        'Cơ sở dữ liệu còn trống; lần khởi động đầu sẽ dựng bảng',
        'The database is empty; the first start makes the tables',
      ),
    ];
  const changed = await changedMigrations(ask, modules);
  if (changed.length) return [changed[0] as Finding];
  return [good('Mọi bước dựng bảng đã áp dụng', 'All migrations are applied')];
};

async function changedMigrations(ask: Ask, modules: readonly string[]): Promise<Finding[]> {
  const applied = await ask<{ id: string; hash: string }>(
    `select schema || '/' || name as id, hash from kernel.migration where hash <> ''`,
  );
  const ours = new Map(readMigrations(modules).map(({ schema, name, hash }) => [`${schema}/${name}`, hash]));
  const findings: Finding[] = [];
  for (const { id, hash } of applied) {
    const source = ours.get(id);
    if (source === undefined) {
      findings.push(
        warning(
          {
            vi: `Cơ sở dữ liệu có bước ${id} mà chương trình không có`,
            en: `The database has migration ${id}, which the program does not know`,
          },
          {
            vi: 'chương trình cũ hơn dữ liệu, hoặc một mô-đun đã bị gỡ',
            en: 'the program is older than the data, or a module was removed',
          },
        ),
      );
    } else if (source !== hash) {
      findings.unshift(
        bad(
          {
            vi: `Bước ${id} đã bị sửa sau khi áp dụng`,
            en: `Migration ${id} was changed after it was applied`,
          },
          {
            vi: 'trả tệp về như cũ và viết một bước mới',
            en: 'put the file back as it was and write a new migration',
          },
        ),
      );
    }
  }
  return findings;
}

/** An interrupted backup of rows can leave the owner freed from a table's policies. */
const forcedPolicies: Examination = async (ask, { modules }) => {
  const statement = /alter table (?:only )?(\w+\.\w+)\s+force row level security/gi;
  const wanted = readMigrations(modules).flatMap(({ sql }) =>
    [...sql.matchAll(statement)].map((match) => match[1] as string),
  );
  const rows = await ask<{ name: string }>(
    `select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname || '.' || c.relname = any($1) and not c.relforcerowsecurity`,
    [wanted],
  );
  return rows.map(({ name }) => {
    const remedy = `alter table ${name} force row level security`;
    return warning(
      {
        vi: `Chủ bảng ${name} không bị ràng buộc bởi chính sách từng dòng`,
        en: `The owner of ${name} is not bound by its row policies`,
      },
      { vi: remedy, en: remedy },
    );
  });
};

const deadLetters: Examination = async (ask) => {
  const [there] = await ask<{ there: boolean }>(
    `select to_regclass('events.dead_letter') is not null as there`,
  );
  if (!there?.there) return [];
  const rows = await ask<{ subscriber: string; n: number; error: string }>(
    `select subscriber, count(*)::int as n, min(error) as error from events.dead_letter group by subscriber order by 2 desc limit 5`,
  );
  if (rows.length === 0) return [good('Không có sự kiện bị kẹt', 'No event is stuck')];
  return rows.map(({ subscriber, n, error }) =>
    warning(
      {
        vi: `${n} sự kiện bị kẹt ở ${subscriber}: ${error.slice(0, 200)}`,
        en: `${n} events are stuck at ${subscriber}: ${error.slice(0, 200)}`,
      },
      {
        vi: 'sửa nguyên nhân rồi: npm run city -- dead-letters',
        en: 'mend the cause, then: npm run city -- dead-letters',
      },
    ),
  );
};

const jobs: Examination = async (ask) => {
  const [there] = await ask<{ there: boolean }>(
    `select to_regclass('graphile_worker.jobs') is not null as there`,
  );
  if (!there?.there) return [];
  const [row] = await ask<{ late: number; given_up: number; error: string | null }>(`
    select count(*) filter (where run_at < now() - interval '5 minutes' and attempts < max_attempts and locked_at is null)::int as late,
           count(*) filter (where attempts >= max_attempts)::int as given_up,
           max(last_error) filter (where attempts >= max_attempts) as error
      from graphile_worker.jobs`);
  const findings: Finding[] = [];
  if (row?.late) {
    findings.push(
      warning(
        { vi: `${row.late} việc nền trễ hơn 5 phút`, en: `${row.late} jobs are more than 5 minutes late` },
        {
          vi: 'chạy thêm tiến trình city work, hoặc xem nhật ký lỗi',
          en: 'run another city work, or look into the log for errors',
        },
      ),
    );
  }
  if (row?.given_up) {
    const error = (row.error ?? '').slice(0, 200);
    findings.push(
      warning(
        {
          vi: `${row.given_up} việc nền đã bỏ cuộc: ${error}`,
          en: `${row.given_up} jobs have given up: ${error}`,
        },
        {
          vi: 'sửa nguyên nhân rồi đặt lại attempts (docs/operating/troubleshooting.md)',
          en: 'mend the cause and reset attempts (docs/operating/troubleshooting.md)',
        },
      ),
    );
  }
  return findings.length ? findings : [good('Việc nền không tồn đọng', 'No jobs are waiting')];
};

const longTransactions: Examination = async (ask) => {
  const rows = await ask<{ pid: number; minutes: number; application: string }>(`
    select pid, (extract(epoch from now() - xact_start) / 60)::int as minutes, application_name as application
      from pg_stat_activity
     where backend_type = 'client backend' and pid <> pg_backend_pid() and xact_start < now() - interval '5 minutes'`);
  return rows.map(({ pid, minutes, application }) =>
    warning(
      {
        vi: `Giao dịch của ${application || pid} mở đã ${minutes} phút`,
        en: `A transaction of ${application || pid} has been open for ${minutes} minutes`,
      },
      {
        vi: `nó giữ mọi sự kiện lại; nếu là bỏ quên: select pg_terminate_backend(${pid})`,
        en: `it holds all events back; if forgotten: select pg_terminate_backend(${pid})`,
      },
    ),
  );
};

const EXAMINATIONS: readonly Examination[] = [
  version,
  text,
  roles,
  extensions,
  clock,
  migrations,
  forcedPolicies,
  deadLetters,
  jobs,
  longTransactions,
];

/** All examinations over one connection; one that fails is itself a finding. */
export async function examineDatabase(
  connection: ClientConfig,
  context: { modules: readonly string[]; now: Date },
): Promise<Finding[]> {
  const client = new Client({
    ...connection,
    connectionTimeoutMillis: 5_000,
    application_name: 'city-doctor',
  });
  client.on('error', () => {});
  try {
    await client.connect();
  } catch (error) {
    const reason = (error as Error).message;
    return [
      bad(
        { vi: `Không kết nối được cơ sở dữ liệu: ${reason}`, en: `The database does not answer: ${reason}` },
        { vi: 'kiểm tra DATABASE_URL và máy chủ', en: 'check DATABASE_URL and the server' },
      ),
    ];
  }
  const ask: Ask = async (query, values = []) => (await client.query(query, values)).rows;
  const findings: Finding[] = [];
  try {
    for (const examine of EXAMINATIONS) {
      const found = await examine(ask, context).catch((error: Error) => [
        warning(
          { vi: `Không khám được: ${error.message}`, en: `An examination failed: ${error.message}` },
          { vi: 'kiểm tra quyền của tài khoản cơ sở dữ liệu', en: "check the database account's rights" },
        ),
      ]);
      findings.push(...found);
    }
    const pending = await pendingMigrations(connection, context.modules);
    if (pending.length && !findings.some(({ what }) => what.en.startsWith('The database is empty'))) {
      findings.push(
        warning(
          {
            vi: `${pending.length} bước dựng bảng chưa áp dụng`,
            en: `${pending.length} migrations are not applied`,
          },
          {
            vi: 'npm run city -- migrate (lần khởi động sau cũng tự làm)',
            en: 'npm run city -- migrate (the next start does it too)',
          },
        ),
      );
    }
  } finally {
    await client.end();
  }
  return findings;
}
