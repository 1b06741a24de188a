// The bootstrap behind every npm script: plain JavaScript for Node 20 and newer, no packages. It installs what is missing,
// builds what changed, and hands over to the pinned Node with node_modules/.bin first in PATH.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { constants } from 'node:os';
import { delimiter, dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = realpathSync(dirname(fileURLToPath(import.meta.url)));
const modules = join(root, 'node_modules');
const stampFile = join(modules, '.hoa-phuong.json');
const command = process.argv[2] ?? 'serve';
const rest = process.argv.slice(3);

/** Commands that need the development tools too; the others install without them. */
const needsTools = new Set(['dev', 'test', 'check', 'bench', 'drill', 'new-module']);
/** Folders whose content decides whether the production build is still right. */
const sources = ['kernel', 'ui', 'modules', 'apps', 'simulators'];

const say = (vietnamese, english) => console.log(`· ${vietnamese} / ${english}`);
const seconds = (since) => `${((performance.now() - since) / 1000).toFixed(1)} s`;
const sha256 = (data) => createHash('sha256').update(data).digest('hex');
const readJson = (file) => JSON.parse(readFileSync(file, 'utf8'));

function stop(vietnamese, english) {
  console.error(`\n✗ ${vietnamese}\n✗ ${english}\n`);
  process.exit(1);
}

// ── Node ───────────────────────────────────────────────────────────────────────────────────────────────────────────────
const major = Number(process.versions.node.split('.')[0]);
if (major < 20) {
  stop(
    `Node ${process.versions.node} đã cũ: cần Node 20 trở lên để khởi động (https://nodejs.org).`,
    `Node ${process.versions.node} is too old: Node 20 or newer is needed to start (https://nodejs.org).`,
  );
}

/** The pinned Node that came with the packages; on a platform without one, the running Node when it is new enough. */
function pinnedNode() {
  const pinned = join(modules, `node-linux-${process.arch}`, 'bin', 'node');
  if (process.platform === 'linux' && existsSync(pinned)) return join(modules, '.bin', 'node');
  if (major >= 24) return process.execPath;
  return stop(
    `Chưa có gói Node 24 cho ${process.platform} ${process.arch}: hãy cài Node 24 rồi chạy lại.`,
    `There is no packaged Node 24 for ${process.platform} ${process.arch}: install Node 24 and run this again.`,
  );
}

// ── Packages ───────────────────────────────────────────────────────────────────────────────────────────────────────────
/** Whether a package of the lock is made for this machine (a musl build is not, since the pinned Node needs glibc).
 *  An optional one that names no system belongs to another system's package. */
function fits({ os, cpu, libc, optional }) {
  if (optional && !os && !cpu) return false;
  return (
    (os?.includes(process.platform) ?? true) &&
    (cpu?.includes(process.arch) ?? true) &&
    (libc?.includes('glibc') ?? true)
  );
}

/** Whether every package of the lock that this machine needs stands in node_modules in the right version. */
function holds(lock, installed, withTools) {
  return Object.entries(lock.packages).every(([place, wanted]) => {
    if (!place.startsWith('node_modules/') || wanted.link || !fits(wanted)) return true;
    if (!withTools && (wanted.dev || wanted.devOptional || wanted.peer)) return true;
    return installed.packages[place]?.version === wanted.version;
  });
}

/** What is installed: 'all', 'start' (no development tools) or null, by our stamp or else by npm's own record. */
function installedSet(lockText, lockHash) {
  const stamp = existsSync(stampFile) ? readJson(stampFile) : {};
  if (stamp.lock === lockHash) return stamp.set;
  const record = join(modules, '.package-lock.json');
  if (!existsSync(record)) return null;
  const lock = JSON.parse(lockText);
  const installed = readJson(record);
  if (holds(lock, installed, true)) return 'all';
  return holds(lock, installed, false) ? 'start' : null;
}

/** The npm that called us, or the one beside this Node, or the one in PATH. */
function npm() {
  const beside = join(dirname(process.execPath), '..', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js');
  const cli = process.env.npm_execpath ?? (existsSync(beside) ? beside : undefined);
  return cli?.endsWith('.js') ? [process.env.npm_node_execpath ?? process.execPath, cli] : [cli ?? 'npm'];
}

/** Runs a long step and says every few seconds how far it is; answers its exit code and what it printed. */
function runWithProgress(argv, progress) {
  return new Promise((done) => {
    const [program, ...args] = argv;
    const child = spawn(program, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (data) => (output = (output + data).slice(-8000)));
    const timer = setInterval(() => progress(), 4000);
    const finish = (code) => {
      clearInterval(timer);
      done({ code, output });
    };
    child.on('error', (error) => finish(String(error.message)));
    child.on('close', finish);
  });
}

/** Counts packages whose files have arrived, for the progress line: npm makes their folders early, all at once. */
function countPackages() {
  if (!existsSync(modules)) return 0;
  const names = readdirSync(modules).filter((name) => !name.startsWith('.'));
  const all = names.flatMap((name) =>
    name.startsWith('@') ? readdirSync(join(modules, name)).map((inner) => join(name, inner)) : name,
  );
  return all.filter((name) => existsSync(join(modules, name, 'package.json'))).length;
}

async function install(lockText, lockHash, set) {
  const since = performance.now();
  const lock = JSON.parse(lockText);
  const top = Object.entries(lock.packages).filter(
    ([place, wanted]) =>
      place.lastIndexOf('node_modules/') === 0 && !wanted.optional && (set === 'all' || !wanted.dev),
  ).length;
  say(`Đang cài các gói cần thiết (${top})…`, `installing packages (${top})…`);
  const choice = set === 'all' ? ['--include=dev'] : ['--omit=dev'];
  const flags = [
    ...choice,
    '--include=optional',
    '--ignore-scripts',
    '--loglevel=error',
    '--no-audit',
    '--no-fund',
  ];
  const progress = () =>
    say(
      `đang cài: ${Math.min(countPackages(), top)}/${top}, ${seconds(since)}`,
      `installing: ${seconds(since)}`,
    );
  let result = await runWithProgress([...npm(), 'ci', ...flags], progress);
  if (result.code !== 0 && /EUSAGE|can only install packages/.test(result.output)) {
    say('npm ci không nhận tệp khóa, dùng npm install', 'npm ci refuses the lock file, using npm install');
    result = await runWithProgress([...npm(), 'install', '--no-save', ...flags], progress);
  }
  if (result.code !== 0) {
    console.error(result.output.trim().split('\n').slice(-15).join('\n'));
    stop(
      'Cài đặt không thành công. Kiểm tra mạng và dung lượng đĩa rồi chạy lại: lần sau sẽ tiếp tục được.',
      'Installing failed (see above). Check the network and the disk, then run this again.',
    );
  }
  writeFileSync(stampFile, JSON.stringify({ lock: lockHash, set }));
  say(`Đã cài xong sau ${seconds(since)}`, `installed in ${seconds(since)}`);
}

/** Links workspace folders that the last install did not know (a module just made), so that no install is needed for them. */
function linkWorkspaces() {
  for (const pattern of readJson(join(root, 'package.json')).workspaces) {
    const parent = pattern.endsWith('/*') ? pattern.slice(0, -2) : null;
    const folders =
      parent === null
        ? [pattern]
        : existsSync(join(root, parent))
          ? readdirSync(join(root, parent)).map((name) => `${parent}/${name}`)
          : [];
    for (const folder of folders) {
      const manifest = join(root, folder, 'package.json');
      if (!existsSync(manifest)) continue;
      const place = join(modules, readJson(manifest).name);
      if (existsSync(place)) continue;
      mkdirSync(dirname(place), { recursive: true });
      rmSync(place, { force: true });
      symlinkSync(relative(dirname(place), join(root, folder)), place);
    }
  }
}

/** One install at a time in a checkout; a lock whose process died is taken over. */
async function alone(work) {
  const file = join(root, '.build', 'install.lock');
  mkdirSync(dirname(file), { recursive: true });
  for (let said = false; ; ) {
    try {
      writeFileSync(file, String(process.pid), { flag: 'wx' });
      break;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
      const holder = existsSync(file) ? readFileSync(file, 'utf8') : '';
      if (holder && !isAlive(Number(holder))) rmSync(file, { force: true });
      else if (!said) {
        say(`Tiến trình ${holder} đang cài, chờ…`, `process ${holder} is installing, waiting…`);
        said = true;
      }
      await new Promise((go) => setTimeout(go, 200));
    }
  }
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

async function ensurePackages(wanted) {
  const lockText = readFileSync(join(root, 'package-lock.json'), 'utf8');
  const lockHash = sha256(lockText);
  const isEnough = () => {
    const set = installedSet(lockText, lockHash);
    if (set !== 'all' && set !== wanted) return false;
    if (!existsSync(stampFile) || readJson(stampFile).lock !== lockHash) {
      writeFileSync(stampFile, JSON.stringify({ lock: lockHash, set }));
    }
    return true;
  };
  if (!isEnough()) await alone(async () => isEnough() || install(lockText, lockHash, wanted));
  linkWorkspaces();
}

// ── Build ──────────────────────────────────────────────────────────────────────────────────────────────────────────────
/** Hash of all files that the build reads; tests and documents do not count. */
function sourceHash() {
  const hash = createHash('sha256');
  const walk = (folder) => {
    for (const entry of readdirSync(folder, { withFileTypes: true }).sort((a, b) =>
      a.name < b.name ? -1 : 1,
    )) {
      const path = join(folder, entry.name);
      if (entry.name === 'node_modules' || entry.name.startsWith('.')) continue;
      if (entry.isDirectory()) walk(path);
      else if (entry.isFile() && !/\.(test\.tsx?|md|sql)$/.test(entry.name)) {
        hash
          .update(`${relative(root, path)}\0`)
          .update(readFileSync(path))
          .update('\0');
      }
    }
  };
  for (const folder of sources) if (existsSync(join(root, folder))) walk(join(root, folder));
  for (const file of ['package-lock.json', 'tsconfig.json']) hash.update(readFileSync(join(root, file)));
  return hash.digest('hex');
}

/** Builds the server bundle and the web apps when a source changed since the last build. */
function ensureBuild(node) {
  const stamp = join(root, '.build', 'stamp');
  const hash = sourceHash();
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return;
  const since = performance.now();
  say('Đang dựng máy chủ và giao diện…', 'building the server and the screens…');
  rmSync(stamp, { force: true });
  const built = spawnSync(node, ['--import', 'tsx', join('apps', 'cli', 'build.ts')], {
    cwd: root,
    stdio: 'inherit',
    env: environment,
  });
  if (built.signal) process.exit(128 + constants.signals[built.signal]);
  if (built.status !== 0) stop('Dựng không thành công (xem ở trên).', 'The build failed (see above).');
  writeFileSync(stamp, hash);
  say(`Đã dựng xong sau ${seconds(since)}`, `built in ${seconds(since)}`);
}

// ── Hand over ──────────────────────────────────────────────────────────────────────────────────────────────────────────
const environment = {
  ...process.env,
  PATH: [join(modules, '.bin'), process.env.PATH ?? ''].join(delimiter),
  CITY_ROOT: root,
  NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE ?? join(root, '.build', 'compile-cache'),
};

/** `setpriv` lets the kernel end the city when this process is killed with SIGKILL. */
function withDeathSignal(argv) {
  if (process.platform !== 'linux') return argv;
  const prefix = ['--pdeathsig', 'TERM'];
  const works = spawnSync('setpriv', [...prefix, '/bin/true'], { stdio: 'ignore' }).status === 0;
  return works ? ['setpriv', ...prefix, ...argv] : argv;
}

/** Runs the command and ends with its code. Ctrl-C reaches the whole group by itself: passing it on would deliver it twice. */
function handOver(argv) {
  const [program, ...args] = withDeathSignal(argv);
  const child = spawn(program, args, { cwd: root, stdio: 'inherit', env: environment });
  process.on('SIGINT', () => {});
  for (const name of ['SIGTERM', 'SIGHUP']) process.on(name, () => child.kill(name));
  if (process.env.npm_lifecycle_event) {
    const parent = process.ppid;
    setInterval(() => process.ppid !== parent && child.kill('SIGTERM'), 1000).unref();
  }
  child.on('error', (error) =>
    stop(`Không chạy được ${program}: ${error.message}`, `Cannot run ${program}: ${error.message}`),
  );
  child.on('exit', (code, signal) => process.exit(signal ? 128 + constants.signals[signal] : (code ?? 1)));
}

process.chdir(root);
process.on('SIGINT', () => process.exit(130));
const argv = command === 'city' ? rest : [command, ...rest];
await ensurePackages(needsTools.has(argv[0]) ? 'all' : 'start');
process.removeAllListeners('SIGINT');
const node = pinnedNode();
if (['serve', 'work', 'relay'].includes(argv[0])) {
  ensureBuild(node);
  handOver([node, '--enable-source-maps', join('.build', 'server', 'city.js'), ...argv]);
} else {
  handOver([node, '--import', 'tsx', join('apps', 'cli', 'city.ts'), ...argv]);
}
