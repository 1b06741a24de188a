// Which account the database process runs as: PostgreSQL refuses root, so root hands it to an unprivileged account.
import { spawnSync } from 'node:child_process';
import { chownSync, lchownSync, lstatSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { isRoot } from './embedded-places.ts';

export type Account = { name: string; uid: number; gid: number };

const OWN_ACCOUNT = 'hoa-phuong';

/** The account with this name or uid in the system's list, or null. */
export function findAccount(key: string | number): Account | null {
  let passwd: string;
  try {
    passwd = readFileSync('/etc/passwd', 'utf8');
  } catch {
    passwd = '';
  }
  for (const line of passwd.split('\n')) {
    const [name, , uid, gid] = line.split(':');
    if (name && (name === key || Number(uid) === key)) return { name, uid: Number(uid), gid: Number(gid) };
  }
  // Accounts of a directory service stand in no file; the system's own lookup knows them.
  const found = spawnSync('getent', ['passwd', String(key)], { encoding: 'utf8', cwd: '/' });
  const [name, , uid, gid] = (found.stdout ?? '').trim().split(':');
  return found.status === 0 && name ? { name, uid: Number(uid), gid: Number(gid) } : null;
}

function makeOwnAccount(): Account | null {
  const options = ['--system', '--user-group', '--no-create-home', '--home-dir', '/nonexistent'];
  const result = spawnSync('useradd', [...options, '--shell', '/usr/sbin/nologin', OWN_ACCOUNT], {
    cwd: '/',
    stdio: 'ignore',
  });
  return result.error ? null : findAccount(OWN_ACCOUNT);
}

const canRunAs = (account: Account): boolean =>
  spawnSync('/bin/sh', ['-c', 'exit 0'], { uid: account.uid, gid: account.gid, cwd: '/', stdio: 'ignore' })
    .status === 0;

/**
 * The account that the server must be handed to, or null when we are an ordinary user and it simply runs as us.
 * As root: the account `hoa-phuong`, made when useradd works, else `nobody`.
 * @throws when no account fits: initdb needs an entry in the system's account list.
 */
export function databaseAccount(): Account | null {
  if (!isRoot()) {
    const uid = process.getuid?.() ?? 0;
    if (!findAccount(uid)) {
      throw new Error(
        `The user number ${uid} has no entry in /etc/passwd, which PostgreSQL needs. ` +
          `In a container add one, for example: echo "city:x:${uid}:${uid}::/tmp:/bin/sh" >> /etc/passwd; or set DATABASE_URL.`,
      );
    }
    return null;
  }
  for (const candidate of [() => findAccount(OWN_ACCOUNT) ?? makeOwnAccount(), () => findAccount('nobody')]) {
    const account = candidate();
    if (account && account.uid !== 0 && canRunAs(account)) return account;
  }
  throw new Error(
    'PostgreSQL does not run as root and neither the account hoa-phuong nor nobody can be used here. ' +
      'Start as an ordinary user, or set DATABASE_URL to a PostgreSQL server.',
  );
}

/** Whether the account can really reach and run a file (or enter a folder): asked by trying, since mode bits tell only half. */
export function canExecute(account: Account | null, path: string): boolean {
  const identity = account ? { uid: account.uid, gid: account.gid } : {};
  return (
    spawnSync('/bin/sh', ['-c', 'test -x "$0"', path], { ...identity, cwd: '/', stdio: 'ignore' }).status ===
    0
  );
}

/** @throws in words when a folder above closes the data root to the account. */
export function refuseClosedFolder(account: Account | null, dataRoot: string): void {
  if (!account || canExecute(account, dataRoot)) return;
  throw new Error(
    `The account ${account.name}, which runs the database, cannot enter ${dataRoot}: a folder above it is closed to others. ` +
      'Open that folder for passing through (chmod o+x), or name another place with CITY_DATA.',
  );
}

/** Gives a path to the account (no effect for an ordinary user). */
export function give(account: Account | null, path: string): void {
  if (account) chownSync(path, account.uid, account.gid);
}

/** Gives a whole tree to the account when its top belongs to someone else. */
export function giveTree(account: Account | null, top: string): void {
  if (!account || lstatSync(top).uid === account.uid) return;
  const walk = (path: string) => {
    if (lstatSync(path).isDirectory()) for (const name of readdirSync(path)) walk(join(path, name));
    lchownSync(path, account.uid, account.gid);
  };
  walk(top);
}
