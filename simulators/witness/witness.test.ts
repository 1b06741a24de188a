// The witness keeps to the protocol: it cosigns what continues a log, and nothing else, also after it was started anew.
import { generateKeyPairSync, createHash, sign } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startWitness, type Witness } from './witness.ts';

// A log of its own, by hand: leaves of one byte.
const { publicKey, privateKey } = generateKeyPairSync('ed25519');
const raw = publicKey.export({ format: 'der', type: 'spki' }).subarray(12);
const origin = 'a.example/log';
const sha = (...parts: Uint8Array[]) => createHash('sha256').update(Buffer.concat(parts)).digest();
const keyId = sha(Buffer.from(`${origin}\n`), Buffer.of(1), raw).subarray(0, 4);
const logKey = `${origin}+${keyId.toString('hex')}+${Buffer.concat([Buffer.of(1), raw]).toString('base64')}`;
const leaf = (n: number) => sha(Buffer.of(0, n));
const node = (left: Buffer, right: Buffer) => sha(Buffer.of(1), left, right);
const [a, b, c, d] = [leaf(1), leaf(2), leaf(3), leaf(4)];
const roots = {
  1: a,
  2: node(a, b),
  3: node(node(a, b), c),
  4: node(node(a, b), node(c, d)),
};

function note(size: number, root: Buffer, name = origin): string {
  const text = `${name}\n${size}\n${root.toString('base64')}\n`;
  const signature = Buffer.concat([keyId, sign(null, Buffer.from(text), privateKey)]).toString('base64');
  return `${text}\n— ${origin} ${signature}\n`;
}

let folder: string;
let witness: Witness;
const start = () => startWitness({ file: join(folder, 'memory'), logs: [logKey] });
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'witness-'));
  witness = await start();
});
afterEach(async () => {
  await witness.close();
  rmSync(folder, { recursive: true });
});

async function add(old: number, proof: readonly Buffer[], checkpoint: string) {
  const lines = proof.map((hash) => `${hash.toString('base64')}\n`).join('');
  const answer = await fetch(`${witness.url}/add-checkpoint`, {
    method: 'POST',
    body: `old ${old}\n${lines}\n${checkpoint}`,
  });
  return { status: answer.status, type: answer.headers.get('content-type'), body: await answer.text() };
}

test('a log that grows is cosigned each time, with the proof that it continues', async () => {
  expect((await add(0, [], note(2, roots[2]))).status).toBe(200);
  expect((await add(2, [c], note(3, roots[3]))).status).toBe(200);
  const answer = await add(3, [c, d, roots[2]], note(4, roots[4]));
  expect(answer.status).toBe(200);
  expect(answer.body).toMatch(/^— witness\.example\/hai-phong [A-Za-z0-9+/]+=*\n$/);
});

test('the same head again is cosigned again, another root of the same size never', async () => {
  await add(0, [], note(2, roots[2]));
  expect((await add(2, [], note(2, roots[2]))).status).toBe(200);
  expect((await add(2, [], note(2, node(b, a)))).status).toBe(409);
});

test('a wrong old size is told the right one; a shorter log is a conflict', async () => {
  await add(0, [], note(3, roots[3]));
  const conflict = await add(2, [d], note(4, roots[4]));
  expect(conflict).toEqual({ status: 409, type: 'text/x.tlog.size', body: '3\n' });
  expect((await add(1, [b], note(2, roots[2]))).status).toBe(409);
  expect((await add(3, [], note(2, roots[2]))).status).toBe(400);
});

test('a proof that does not hold, an unknown log and a foreign signature are refused with the codes of the protocol', async () => {
  await add(0, [], note(2, roots[2]));
  expect((await add(2, [d], note(3, roots[3]))).status).toBe(422);
  expect((await add(0, [], note(2, roots[2], 'b.example/log'))).status).toBe(404);
  expect((await add(2, [c], note(3, roots[3]).replace(/— (\S+) (.{10})./, '— $1 $2A'))).status).toBe(403);
  expect((await add(0, [], 'nothing\n')).status).toBe(400);
});

test('its memory and its key outlive its process', async () => {
  await add(0, [], note(3, roots[3]));
  const { key } = witness;
  await witness.close();
  witness = await start();
  expect(witness.key).toBe(key);
  expect((await add(0, [], note(2, roots[2]))).body).toBe('3\n');
  const heads = await (await fetch(`${witness.url}/heads?origin=${encodeURIComponent(origin)}`)).text();
  expect(heads).toBe(`3 ${roots[3].toString('base64')}\n`);
});
