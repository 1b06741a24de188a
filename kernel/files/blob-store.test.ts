// What every blob store owes, on disk and in a bucket; and what the disk owes when processes share it or die.
import { spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type S3Simulator, startS3 } from '@city/s3-simulator';
import {
  BlobDamaged,
  type BlobFacts,
  type BlobKey,
  BlobMissing,
  type BlobStore,
  readBlob,
} from './blob-store.ts';
import { diskStore } from './disk-store.ts';
import { s3Store } from './s3-store.ts';

interface Bench {
  store: BlobStore;
  damage(key: BlobKey, bytes: Buffer): void;
  close(): Promise<void> | void;
}

const pathIn = (folder: string, key: BlobKey): string => {
  const [area, hash] = key.split('/') as [string, string];
  return join(folder, area, hash.slice(0, 2), hash.slice(2, 4), hash);
};

function onDisk(): Bench {
  const folder = mkdtempSync(join(tmpdir(), 'city-blobs-'));
  return {
    store: diskStore(folder),
    damage: (key, bytes) => writeFileSync(pathIn(folder, key), bytes),
    close: () => rmSync(folder, { recursive: true, force: true }),
  };
}

async function inBucket(): Promise<Bench> {
  const s3 = await startS3({ pageSize: 3 });
  return {
    store: s3Store({ endpoint: s3.endpoint, bucket: s3.bucket, ...s3.credentials }),
    damage: (key, bytes) => void s3.objects.set(key, { bytes, storedAt: new Date() }),
    close: () => s3.stop(),
  };
}

async function listed(store: BlobStore, area: string): Promise<BlobFacts[]> {
  const all: BlobFacts[] = [];
  for await (const facts of store.list(area)) all.push(facts);
  return all;
}

describe.each([
  ['on disk', onDisk],
  ['in a bucket', inBucket],
] as const)('a blob store %s', (_, open) => {
  let bench: Bench;
  let store: BlobStore;
  beforeAll(async () => {
    bench = await open();
    store = bench.store;
  });
  afterAll(() => bench.close());

  it('gives back what it was given, under its hash', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200_000, size: 'max' }), async (bytes) => {
        const key = await store.put('images', bytes);
        expect(key).toBe(`images/${createHash('sha256').update(bytes).digest('hex')}`);
        expect((await readBlob(store, key)).equals(Buffer.from(bytes))).toBe(true);
        expect((await store.look(key))?.bytes).toBe(bytes.length);
      }),
      { numRuns: 25 },
    );
  });

  it('keeps areas apart and lists each, page after page', async () => {
    const keys = await Promise.all(
      Array.from({ length: 8 }, (_, at) => store.put('listing', Buffer.from(`piece ${at}`))),
    );
    await store.put('elsewhere', Buffer.from('piece 1'));
    const found = await listed(store, 'listing');
    expect(found.map((facts) => facts.key).sort()).toEqual([...keys].sort());
    expect(Math.abs(Date.now() - (found[0] as BlobFacts).storedAt.getTime())).toBeLessThan(60_000);
    expect(await listed(store, 'nothing-here')).toEqual([]);
  });

  it('says what is not there, and does not mind removing it', async () => {
    const key = `images/${'0'.repeat(64)}`;
    await expect(store.open(key)).rejects.toBeInstanceOf(BlobMissing);
    expect(await store.look(key)).toBe(null);
    await store.remove(key);
  });

  it('forgets what is removed', async () => {
    const key = await store.put('images', Buffer.from('short-lived'));
    await store.remove(key);
    expect(await store.look(key)).toBe(null);
  });

  it('never passes damaged content off as whole: the last piece does not come', async () => {
    const bytes = randomBytes(300_000);
    const key = await store.put('images', bytes);
    const changed = Buffer.from(bytes);
    changed[10] = (changed[10] as number) ^ 1;
    for (const damaged of [changed, bytes.subarray(0, 299_999), Buffer.alloc(0)]) {
      bench.damage(key, damaged);
      const { stream } = await store.open(key);
      let got = 0;
      const reading = (async () => {
        for await (const chunk of stream) got += (chunk as Buffer).length;
      })();
      await expect(reading).rejects.toBeInstanceOf(BlobDamaged);
      expect(got).toBeLessThan(bytes.length);
    }
    await store.put('images', bytes);
    expect((await readBlob(store, key)).equals(bytes)).toBe(true);
  });

  it('never makes a path of anything but a key', async () => {
    for (const key of [
      '../../etc/passwd',
      'images/../../x',
      `Images/${'0'.repeat(64)}`,
      `images/${'g'.repeat(64)}`,
      `images/${'0'.repeat(64)}/..`,
      '',
    ]) {
      await expect(async () => store.open(key)).rejects.toThrow('Not a blob key');
      await expect(async () => store.look(key)).rejects.toThrow('Not a blob key');
      await expect(async () => store.remove(key)).rejects.toThrow('Not a blob key');
    }
    await expect(async () => store.put('../x', Buffer.from('x'))).rejects.toThrow('Not an area');
  });
});

describe('a bucket', () => {
  let s3: S3Simulator;
  beforeAll(async () => {
    s3 = await startS3();
  });
  afterAll(() => s3.stop());
  const open = (change: object = {}) =>
    s3Store({ endpoint: s3.endpoint, bucket: s3.bucket, ...s3.credentials, ...change });

  it('that stumbles is tried again: cut connections, 500 and 503', async () => {
    const store = open();
    for (const how of ['cut', 500, 503] as const) {
      s3.failNext(2, how);
      const key = await store.put('images', Buffer.from(`after ${how}`));
      s3.failNext(1, how);
      expect((await readBlob(store, key)).toString()).toBe(`after ${how}`);
    }
  });

  it('that stays down is an error in the end', async () => {
    s3.failNext(4, 503);
    await expect(open().put('images', Buffer.from('x'))).rejects.toThrow('503 SlowDown');
  });

  it('refuses a wrong secret, and the error says so', async () => {
    const before = s3.objects.size;
    await expect(open({ secretAccessKey: 'wrong' }).put('images', Buffer.from('stranger'))).rejects.toThrow(
      'SignatureDoesNotMatch',
    );
    await expect(open({ bucket: 'other' }).look(`images/${'0'.repeat(64)}`)).resolves.toBe(null);
    expect(s3.objects.size).toBe(before);
  });

  it('that does not answer is given up', async () => {
    const silent = open({ endpoint: 'http://127.0.0.1:9', timeoutMilliseconds: 200 });
    await expect(silent.put('images', Buffer.from('x'))).rejects.toThrow();
  });
});

describe('a folder', () => {
  const storeFile = join(import.meta.dirname, 'disk-store.ts');
  const writer = (folder: string, from: number, count: number) =>
    spawn(process.execPath, [
      '--input-type=module',
      '-e',
      `import { diskStore } from ${JSON.stringify(storeFile)};
       const store = diskStore(${JSON.stringify(folder)});
       console.log('ready');
       for (let at = ${from}; at < ${from + count}; at++) await store.put('images', Buffer.alloc(40_000, 'piece ' + at));
       console.log('done');`,
    ]);
  const ended = (child: ReturnType<typeof writer>) =>
    new Promise<number | null>((resolve) => child.on('exit', resolve));
  const firstWords = (child: ReturnType<typeof writer>) =>
    new Promise<void>((resolve) => child.stdout.once('data', () => resolve()));

  it('may be shared by processes that write the same content at the same time', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'city-blobs-'));
    try {
      const children = [writer(folder, 0, 120), writer(folder, 60, 120)];
      const store = diskStore(folder);
      const own = (async () => {
        for (let at = 30; at < 90; at++) {
          const key = await store.put('images', Buffer.alloc(40_000, `piece ${at}`));
          await readBlob(store, key);
        }
      })();
      expect(await Promise.all(children.map(ended))).toEqual([0, 0]);
      await own;
      const all = await listed(store, 'images');
      expect(all.length).toBe(180);
      for (const { key } of all) await readBlob(store, key);
      expect(readdirSync(join(folder, '.unfinished'))).toEqual([]);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it('holds only whole blobs after its writer is killed, and the leftovers go when they are old', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'city-blobs-'));
    try {
      for (let round = 0; round < 4; round++) {
        const child = writer(folder, round * 10_000, 10_000);
        const end = ended(child);
        await firstWords(child);
        await new Promise((resolve) => setTimeout(resolve, 40 + round * 17));
        child.kill('SIGKILL');
        await end;
      }
      const store = diskStore(folder);
      const all = await listed(store, 'images');
      expect(all.length).toBeGreaterThan(0);
      for (const { key } of all) expect((await readBlob(store, key)).length).toBe(40_000);
      const aside = join(folder, '.unfinished', 'left-behind');
      writeFileSync(aside, 'half');
      const dayAgo = new Date(Date.now() - 86_400_000);
      expect(await store.tidy(dayAgo)).toBe(0);
      utimesSync(aside, dayAgo, new Date(dayAgo.getTime() - 1_000));
      expect(await store.tidy(dayAgo)).toBe(1);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it('is readable by its owner only', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'city-blobs-'));
    try {
      const key = await diskStore(join(folder, 'files')).put('sealed', Buffer.from('private'));
      expect(statSync(pathIn(join(folder, 'files'), key)).mode & 0o077).toBe(0);
      expect(statSync(join(folder, 'files', 'sealed')).mode & 0o077).toBe(0);
      expect(readFileSync(pathIn(join(folder, 'files'), key), 'utf8')).toBe('private');
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
