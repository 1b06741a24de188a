// Where the embedded PostgreSQL keeps its programs, its data and its socket, for root and for an ordinary user.
import { createHash } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { projectRoot } from '@city/kernel/config/root';

/** Longest path of a Unix socket that the system takes (sockaddr_un holds 108 bytes with the closing zero). */
const SOCKET_PATH_BYTES_MAX = 107;
const SOCKET_FILE_BYTES = '/.s.PGSQL.5432.lock'.length;
const OUR_SOCKET_DIRECTORY = /\/hoa-phuong-[A-Za-z0-9]{6}$/;
const ROOT_STORE = '/var/lib/hoa-phuong';

export const isRoot = (): boolean => process.getuid?.() === 0;

/** The checkout that owns the data: CITY_ROOT when the bootstrap set it, else where the project stands. */
export const checkoutRoot = (): string => realpathSync(process.env.CITY_ROOT ?? projectRoot());

const shortHash = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 12);

/** Folder of everything this checkout stores at run time. As root it lies outside the checkout, which may stand in a home
 *  that the database's account cannot enter; for an ordinary user it is `.city/` inside the checkout. */
export function defaultDataRoot(): string {
  const checkout = checkoutRoot();
  return isRoot() ? join(ROOT_STORE, shortHash(checkout)) : join(checkout, '.city');
}

/** Folder of throw-away test clusters. */
export function testDataRoot(): string {
  const checkout = checkoutRoot();
  return isRoot() ? join(ROOT_STORE, `${shortHash(checkout)}-test`) : join(checkout, '.test');
}

/** Folder of the unpacked programs, one per version: shared by all checkouts of root, inside the checkout otherwise. */
export const programsRoot = (): string => (isRoot() ? ROOT_STORE : join(checkoutRoot(), '.city'));

/** Makes a folder and its parents; root's may be passed through by the database's account but not listed, a user's is
 *  private. The mode is set afterwards, since a strict umask would close root's folders to that account. */
export function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  makeFolder(dirname(folder));
  mkdirSync(folder);
  chmodSync(folder, isRoot() ? 0o711 : 0o700);
}

/** Makes the data root and notes in it which checkout it belongs to. */
export function makeDataRoot(dataRoot: string): void {
  makeFolder(dataRoot);
  const note = join(dataRoot, 'checkout');
  if (!existsSync(note)) writeFileSync(note, `${checkoutRoot()}\n`);
}

/** Makes a private folder (0700) that is short enough for a socket, whatever the length of the checkout's path. */
export function makeSocketDirectory(
  owner: { uid: number; gid: number } | null,
  chown: (path: string) => void,
): string {
  const uid = owner?.uid ?? process.getuid?.() ?? 0;
  const parents = isRoot()
    ? ['/run', '/var/run', '/tmp']
    : [process.env.XDG_RUNTIME_DIR, `/run/user/${uid}`, tmpdir(), '/tmp', '/var/tmp'];
  const refused: string[] = [];
  for (const parent of parents) {
    if (!parent || !existsSync(parent)) continue;
    const prefix = join(parent, 'hoa-phuong-');
    if (Buffer.byteLength(prefix) + 6 + SOCKET_FILE_BYTES > SOCKET_PATH_BYTES_MAX) continue;
    try {
      sweepSocketDirectories(parent);
      const directory = mkdtempSync(prefix);
      chown(directory);
      return directory;
    } catch (error) {
      refused.push(`${parent}: ${(error as Error).message}`);
    }
  }
  throw new Error(
    `No short writable folder for the database's socket was found (${refused.join('; ') || 'none exists'}).`,
  );
}

/** By its name and by what is in it: nothing but a socket and its lock. A folder of data may bear a name like ours. */
function isSocketDirectory(directory: string): boolean {
  return (
    OUR_SOCKET_DIRECTORY.test(directory) &&
    readdirSync(directory).every((name) => name.startsWith('.s.PGSQL.'))
  );
}

/** Removes the socket folders of servers that were killed: older than a minute, and the process of the lock file is gone. */
function sweepSocketDirectories(parent: string): void {
  for (const name of readdirSync(parent)) {
    const directory = join(parent, name);
    try {
      if (!isSocketDirectory(directory) || Date.now() - statSync(directory).mtimeMs < 60_000) continue;
      const lock = join(directory, '.s.PGSQL.5432.lock');
      const pid = existsSync(lock) ? readFileSync(lock, 'utf8').split('\n')[0] : '';
      if (!pid || !existsSync(`/proc/${pid}`)) rmSync(directory, { recursive: true, force: true });
    } catch {
      // Another user's folder, or gone in the meantime.
    }
  }
}

/** Makes a socket folder anew under the path that others already connect to. */
export function remakeSocketDirectory(directory: string, chown: (path: string) => void): void {
  if (existsSync(directory)) return;
  mkdirSync(directory, { mode: 0o700 });
  chown(directory);
}

/** Removes a socket folder that an ended server left; touches nothing that does not look like ours. */
export function removeSocketDirectory(directory: string): void {
  try {
    if (lstatSync(directory).isDirectory() && isSocketDirectory(directory))
      rmSync(directory, { recursive: true, force: true });
  } catch {
    // Already gone.
  }
}
