#!/usr/bin/env node
// Checks a city's trail from outside, with nothing but Node: the published log against its signatures and its witness, and a person's
// own download against the log. Shares no code with the city.
//
//   node verify-trail.mjs --log https://city.example/trail [--log-key KEY] [--witness URL] [--witness-key KEY]
//                         [--export ai-da-xem.json] [--rows FILE] [--keep FOLDER]
//
// --rows walks the rows of the trail as `city dump-trail` writes them. --keep remembers the leaves that were seen; the next run names the first one that has changed since.
import { createHash, createHmac, createPublicKey, verify } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const sha256 = (...parts) => createHash('sha256').update(Buffer.concat(parts)).digest();
const leafOf = (entry) => sha256(Buffer.of(0), entry);
const nodeOf = (left, right) => sha256(Buffer.of(1), left, right);
const tileWidth = 256;

/** Grows a tree leaf by leaf: equal neighbours are joined as they come, what is left over from the right for a root. */
export function makeTree() {
  const stack = [];
  return {
    add(leaf) {
      let [size, hash] = [1, leaf];
      while (stack.at(-1)?.size === size) {
        hash = nodeOf(stack.pop().hash, hash);
        size *= 2;
      }
      stack.push({ size, hash });
    },
    root() {
      const last = stack.at(-1);
      if (!last) return sha256();
      return stack.slice(0, -1).reduceRight((right, { hash }) => nodeOf(hash, right), last.hash);
    },
  };
}

export function rootOf(leaves) {
  const tree = makeTree();
  for (const leaf of leaves) tree.add(leaf);
  return tree.root();
}

/** The root that a path beside a leaf leads to (RFC 9162, section 2.1.3.2). */
export function rootFromPath(leaf, index, size, path) {
  let [f, s, root] = [BigInt(index), BigInt(size) - 1n, leaf];
  for (const beside of path) {
    if (s === 0n) return null;
    if (f % 2n === 1n || f === s) {
      root = nodeOf(beside, root);
      while (f % 2n === 0n && f !== 0n) [f, s] = [f >> 1n, s >> 1n];
    } else root = nodeOf(root, beside);
    [f, s] = [f >> 1n, s >> 1n];
  }
  return s === 0n ? root : null;
}

export function readKey(text) {
  const [name, id, ...rest] = text.split('+');
  const material = Buffer.from(rest.join('+'), 'base64');
  const own = sha256(Buffer.from(`${name}\n`), material)
    .subarray(0, 4)
    .toString('hex');
  if (material.length !== 33 || own !== id) throw new Error(`${text} is no key of a log or witness`);
  const der = Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), material.subarray(1)]);
  return { name, id, type: material[0], key: createPublicKey({ key: der, format: 'der', type: 'spki' }) };
}

/** Null when the note carries no line of this key, false when the line is wrong, else the time (0 without one). */
export function signedBy(note, key) {
  const split = note.lastIndexOf('\n\n');
  const text = note.slice(0, split + 1);
  for (const line of note
    .slice(split + 2)
    .trimEnd()
    .split('\n')) {
    const [, name, data = ''] = line.split(' ');
    const given = Buffer.from(data, 'base64');
    if (name !== key.name || given.subarray(0, 4).toString('hex') !== key.id) continue;
    const isTimed = key.type === 4;
    const time = isTimed ? given.readBigUInt64BE(4) : 0n;
    const message = isTimed ? `cosignature/v1\ntime ${time}\n${text}` : text;
    return verify(null, Buffer.from(message), key.key, given.subarray(isTimed ? 12 : 4))
      ? Number(time)
      : false;
  }
  return null;
}

export function readCheckpoint(note) {
  const [origin, size, root] = note.split('\n');
  return { origin, size: Number(size), root: Buffer.from(root ?? '', 'base64') };
}

function indexPath(index) {
  const groups = [String(index % 1000).padStart(3, '0')];
  for (let rest = Math.floor(index / 1000); rest > 0; rest = Math.floor(rest / 1000))
    groups.unshift(`x${String(rest % 1000).padStart(3, '0')}`);
  return groups.join('/');
}

async function get(url) {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}`);
  return Buffer.from(await answer.arrayBuffer());
}

/** All leaf hashes of a log, with the places where a published entry does not hash to its leaf. */
export async function readLeaves(log, size) {
  const leaves = [];
  const findings = [];
  for (let index = 0; index * tileWidth < size; index++) {
    const width = Math.min(tileWidth, size - index * tileWidth);
    const name = `${indexPath(index)}${width === tileWidth ? '' : `.p/${width}`}`;
    const [tile, bundle] = await Promise.all([
      get(`${log}/tile/0/${name}`),
      get(`${log}/tile/entries/${name}`),
    ]);
    let at = 0;
    for (let place = 0; place < width; place++) {
      const length = at + 2 <= bundle.length ? bundle.readUInt16BE(at) : 0;
      const leaf = tile.subarray(place * 32, place * 32 + 32);
      if (!leafOf(bundle.subarray(at + 2, at + 2 + length)).equals(leaf))
        findings.push(`entry ${index * tileWidth + place} is not the one its leaf was made of`);
      at += 2 + length;
      leaves.push(leaf);
    }
  }
  return { leaves, findings };
}

/** Checks the download of one person: every entry must follow from its text and salt and stand below a signed root. */
export function checkExport(exported, { logKey, witnessKey }) {
  const findings = [];
  for (const { id, proof } of exported.entries) {
    if (!proof) continue;
    const { origin, size, root } = readCheckpoint(proof.checkpoint);
    const commitment = createHmac('sha256', Buffer.from(proof.salt, 'base64')).update(proof.entry).digest();
    const path = proof.proof.map((hash) => Buffer.from(hash, 'base64'));
    const own = rootFromPath(leafOf(commitment), proof.leafIndex, size, path);
    if (JSON.parse(proof.entry)[1] !== id) findings.push(`entry ${id}: the proof is another entry's`);
    else if (!own?.equals(root)) findings.push(`entry ${id}, line ${proof.leafIndex}: not in the signed log`);
    else if (origin !== logKey.name || typeof signedBy(proof.checkpoint, logKey) !== 'number')
      findings.push(`entry ${id}: the log has not signed its root`);
    else if (witnessKey && signedBy(proof.checkpoint, witnessKey) === false)
      findings.push(`entry ${id}: the witness's line under its root is wrong`);
  }
  return findings;
}

/** Compares with what an earlier run kept, names the first leaf that has changed, and keeps what is there now. */
function compareKept(folder, origin, leaves) {
  const file = join(folder, `${origin.replaceAll(/[^\w.-]/g, '_')}.leaves`);
  const findings = [];
  if (existsSync(file)) {
    const kept = readFileSync(file);
    const count = kept.length / 32;
    const changed = leaves.findIndex(
      (leaf, at) => at < count && !leaf.equals(kept.subarray(at * 32, at * 32 + 32)),
    );
    if (changed >= 0) findings.push(`entry ${changed} has changed since the last check`);
    else if (count > leaves.length)
      findings.push(`entries ${leaves.length} to ${count - 1} are gone since the last check`);
  }
  mkdirSync(folder, { recursive: true });
  // What was whole is kept; a bent log never replaces the memory of the right one.
  if (findings.length === 0) writeFileSync(file, Buffer.concat(leaves));
  return findings;
}

/** Compares the leaves with every head that the witness remembers; names the range in which the log parted. */
async function compareWitness(witness, origin, leaves) {
  const text = (await get(`${witness}/heads?origin=${encodeURIComponent(origin)}`)).toString();
  const heads = text
    .split('\n')
    .filter(Boolean)
    .map((line) => line.split(' '));
  let agreed = 0;
  const tree = makeTree();
  for (const [size, root] of heads.map(([count, hash]) => [Number(count), Buffer.from(hash, 'base64')])) {
    if (size > leaves.length)
      return [
        `rolled back: the witness has seen ${size} entries, there are ${leaves.length}; entry ${leaves.length} is the first one missing`,
      ];
    for (const leaf of leaves.slice(agreed, size)) tree.add(leaf);
    if (!tree.root().equals(root))
      return [
        `the log is another one than the witness has seen, from one of the entries ${agreed} to ${size - 1} on`,
      ];
    agreed = size;
  }
  return [];
}

/**
 * Walks the rows themselves, as `city dump-trail` writes them: a line of JSON each, in the order of the log, those that are in no
 * leaf at the end. Names the first that is not what was logged.
 */
export function checkRows(lines, leaves) {
  const findings = [];
  let next = 0;
  const erased = new Set();
  const missing = [];
  for (const line of lines.filter(Boolean)) {
    const { leaf, entry, salt } = JSON.parse(line);
    if (leaf === null) {
      findings.push(`row ${JSON.parse(entry)[1]} was put in and never logged`);
      continue;
    }
    for (; next < leaf; next++) missing.push(next);
    next = leaf + 1;
    const [, id, , , , , , , action] = JSON.parse(entry);
    if (action === 'trail.person.erase')
      for (const one of JSON.parse(entry)[15]?.leaves ?? []) erased.add(one);
    const commitment = createHmac('sha256', Buffer.from(salt ?? '', 'base64'))
      .update(entry)
      .digest();
    if (!leaves[leaf]?.equals(leafOf(commitment)))
      findings.push(`entry ${leaf} (${id}) is not what was logged`);
  }
  for (; next < leaves.length; next++) missing.push(next);
  const gone = missing.find((leaf) => !erased.has(leaf));
  if (gone !== undefined) findings.push(`entry ${gone} was deleted, and no erasing accounts for it`);
  return findings;
}

/** Everything that is wrong, the first bad entry first; and what was checked. */
export async function verifyTrail(options) {
  const keys = JSON.parse((await get(`${options.log}/keys`)).toString());
  const logKey = readKey(options.logKey ?? keys.log);
  const witnessText = options.witnessKey ?? keys.witness;
  const witnessKey = witnessText ? readKey(witnessText) : null;
  const note = (await get(`${options.log}/checkpoint`)).toString();
  const checkpoint = readCheckpoint(note);
  const { leaves, findings } = await readLeaves(options.log, checkpoint.size);
  if (checkpoint.origin !== logKey.name || typeof signedBy(note, logKey) !== 'number')
    findings.push('the checkpoint is not signed by the log');
  if (witnessKey && signedBy(note, witnessKey) === false) findings.push('the line of the witness is wrong');
  if (options.keep) findings.push(...compareKept(options.keep, checkpoint.origin, leaves));
  if (!rootOf(leaves).equals(checkpoint.root))
    findings.push('the signed root does not follow from the leaves');
  if (options.witness) findings.push(...(await compareWitness(options.witness, checkpoint.origin, leaves)));
  if (options.rows) findings.push(...checkRows(readFileSync(options.rows, 'utf8').split('\n'), leaves));
  const exported = options.export ? JSON.parse(readFileSync(options.export, 'utf8')) : { entries: [] };
  findings.push(...checkExport(exported, { logKey, witnessKey }));
  const witnessedAt = witnessKey ? signedBy(note, witnessKey) : null;
  return { size: checkpoint.size, entries: exported.entries.length, witnessedAt, findings };
}

function readOptions(argv) {
  const names = {
    '--log': 'log',
    '--log-key': 'logKey',
    '--witness': 'witness',
    '--witness-key': 'witnessKey',
    '--export': 'export',
    '--keep': 'keep',
    '--rows': 'rows',
  };
  const options = {};
  for (let at = 0; at < argv.length; at += 2) {
    const name = names[argv[at]];
    if (!name || argv[at + 1] === undefined)
      throw new Error(`What is ${argv[at]}? See the head of this file.`);
    options[name] = argv[at + 1].replace(/\/$/, '');
  }
  if (!options.log) throw new Error('Say where the log is: --log https://city.example/trail');
  return options;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const { size, entries, witnessedAt, findings } = await verifyTrail(readOptions(process.argv.slice(2)));
  for (const finding of findings) console.log(`✗ ${finding}`);
  const seen =
    typeof witnessedAt === 'number'
      ? `, witnessed ${new Date(witnessedAt * 1000).toISOString()}`
      : ', not witnessed';
  console.log(`${size} entries in the log${seen}; ${entries} entries of the download`);
  if (findings.length === 0) console.log('✓ the trail is whole');
  process.exitCode = findings.length === 0 ? 0 : 1;
}
