// Pictures from the request to the browser and back: attached in a transaction, shown when published, originals under lock.
import { createHash } from 'node:crypto';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anonymous, system } from '@city/kernel/access';
import { AppError } from '@city/kernel/errors';
import { type Answer, type Route, route } from '@city/kernel/http';
import { defineModule } from '@city/kernel/module';
import { citizen, officer, type TestCity, testCity } from '@city/kernel/testing';
import { type BlobFacts, type BlobStore, keyOf } from './blob-store.ts';
import { createFiles, type Files, imageAnswer, type PreparedImage } from './files.ts';
import { imageLimits } from './limits.ts';

const dayMilliseconds = 86_400_000;

/** A store in memory whose clock the test holds, and which can be made to wait or fail. */
function memoryStore(clock: () => Date) {
  const blobs = new Map<string, { bytes: Buffer; storedAt: Date }>();
  const hooks: { beforeRemove?: (key: string) => Promise<void>; down?: boolean } = {};
  const answering = () => {
    if (hooks.down) throw new Error('no route to the store');
  };
  const facts = (key: string): BlobFacts | null => {
    const found = blobs.get(key);
    return found ? { key, bytes: found.bytes.length, storedAt: found.storedAt } : null;
  };
  const { Readable } = process.getBuiltinModule('node:stream');
  const store: BlobStore = {
    put: async (area, bytes) => {
      answering();
      const key = keyOf(area, bytes);
      blobs.set(key, { bytes: Buffer.from(bytes), storedAt: clock() });
      return key;
    },
    open: async (key) => {
      answering();
      const found = blobs.get(key);
      if (!found) throw new Error(`no ${key}`);
      return { bytes: found.bytes.length, stream: Readable.from([found.bytes]) };
    },
    look: async (key) => {
      answering();
      return facts(key);
    },
    remove: async (key) => {
      await hooks.beforeRemove?.(key);
      blobs.delete(key);
    },
    list: async function* (area) {
      answering();
      for (const key of blobs.keys()) if (key.startsWith(`${area}/`)) yield facts(key) as BlobFacts;
    },
    tidy: async () => 0,
  };
  return { store, blobs, hooks };
}

let files: Files;
let city: TestCity;
let memory: ReturnType<typeof memoryStore>;

/** The public routes of these files under a prefix, beside a module's own route to its unpublished pictures. */
const album = defineModule<unknown>({
  name: 'album',
  title: { vi: 'Tập ảnh', en: 'Album' },
  needs: [],
  permissions: {},
  retention: [],
  routes: (m) => {
    memory = memoryStore(m.now);
    files = createFiles({
      config: m.config,
      database: m.database,
      now: m.now,
      log: m.log,
      store: memory.store,
    });
    const prefixed = files.routes.map(
      (one): Route => ({ ...one, definition: { ...one.definition, url: `/album${one.definition.url}` } }),
    );
    const own = route(
      { method: 'GET', url: '/album/own/:id', permission: 'public: a test', summary: { vi: '', en: '' } },
      async (c): Promise<Answer> => {
        const { id } = c.params as unknown as { id: string };
        return imageAnswer(await c.transaction((tx) => files.openVariant(tx, id, 'medium')), {
          isPublic: false,
        });
      },
    );
    return [...prefixed, own];
  },
});
const other = defineModule<unknown>({
  ...album,
  name: 'other',
  title: { vi: 'Khác', en: 'Other' },
  routes: () => [],
});

beforeAll(async () => {
  city = await testCity({ modules: [album, other] as never });
});
afterAll(() => city?.stop());

let colour = 0;
async function picture(): Promise<Buffer> {
  colour++;
  const background = { r: (colour * 37) % 256, g: (colour * 91) % 256, b: (colour * 53) % 256 };
  return sharp({ create: { width: 640, height: 480, channels: 3, background } })
    .jpeg()
    .withExif({ IFD2: { DateTimeOriginal: '2026:09:01 16:00:00', BodySerialNumber: `SERIAL-${colour}` } })
    .toBuffer();
}

const in_ = (module: string) => city.module<unknown>(module).db;
const attach = (prepared: PreparedImage, isPublic = false) =>
  in_('album').transaction(citizen(), (tx) => files.attach(tx, prepared, { isPublic }));
const fresh = async (isPublic = false) => attach(await files.prepareImage(await picture()), isPublic);

describe('attaching', () => {
  it('tells the caller what it needs and keeps rows and bytes', async () => {
    const prepared = await files.prepareImage(await picture(), { field: 'photo' });
    const attached = await attach(prepared);
    expect(attached).toMatchObject({
      fileId: prepared.fileId,
      width: 640,
      height: 480,
      takenAt: new Date('2026-09-01T09:00:00Z'),
      gps: null,
    });
    const [image] = await in_('album').transaction(citizen(), (tx) => files.images(tx, [attached.fileId]));
    expect(image).toEqual({
      fileId: attached.fileId,
      width: 640,
      height: 480,
      phash: attached.phash,
      isPublic: false,
      createdAt: city.clock.now(),
    });
    const rows = await city.sql<{ variant: string; blob: string; bytes: number }>(
      'select variant, blob, bytes from files.variant where file_id = $1 order by variant',
      [attached.fileId],
    );
    expect(rows.map((row) => row.variant)).toEqual(['full', 'medium', 'original', 'thumb']);
    for (const row of rows) expect(memory.blobs.get(row.blob)?.bytes.length).toBe(row.bytes);
  });

  it('that is rolled back leaves no row, and its bytes are collected a day later', async () => {
    const prepared = await files.prepareImage(await picture());
    await expect(
      in_('album').transaction(citizen(), async (tx) => {
        await files.attach(tx, prepared);
        throw new Error('changed my mind');
      }),
    ).rejects.toThrow('changed my mind');
    expect(await city.sql('select 1 from files.file where file_id = $1', [prepared.fileId])).toEqual([]);
    expect(prepared.blobs.every((blob) => memory.blobs.has(blob.key))).toBe(true);
    city.clock.advance(dayMilliseconds + 1_000);
    await files.collect();
    expect(prepared.blobs.some((blob) => memory.blobs.has(blob.key))).toBe(false);
  });

  it('keeps the original only encrypted', async () => {
    const bytes = await picture();
    const serial = `SERIAL-${colour}`;
    expect(bytes.includes(serial)).toBe(true);
    await attach(await files.prepareImage(bytes));
    for (const blob of memory.blobs.values()) expect(blob.bytes.includes(serial)).toBe(false);
  });

  it("to a store that is away is the city's trouble (503), and nothing is written", async () => {
    memory.hooks.down = true;
    const refused = await files.prepareImage(await picture()).catch((error: unknown) => error);
    memory.hooks.down = false;
    expect(refused).toMatchObject({ code: 'file_unavailable', status: 503, retryAfterSeconds: 10 });
  });
});

describe('copies made anew', () => {
  const top = { x: 0, y: 0, width: 1, height: 0.5 };
  const original = (fileId: string) =>
    in_('album').transaction(citizen(), (tx) => files.openOriginal(tx, fileId, 'che khuôn mặt'));
  const exchange = async (fileId: string, regions: (typeof top)[]) => {
    const prepared = await files.prepareCovered(fileId, await original(fileId), regions);
    const old = await in_('album').transaction(citizen(), (tx) => files.replaceCopies(tx, prepared));
    await files.drop(old);
    return old;
  };
  const shown = async (fileId: string) =>
    (await city.as(anonymous).get(`/album${files.url(fileId, 'full')}`)).rawPayload;

  it('stand under the same address, and the old ones are gone from the store at once', async () => {
    const { fileId } = await fresh(true);
    const before = await shown(fileId);
    const old = await exchange(fileId, [top]);
    expect(old).toHaveLength(3);
    expect(old.some((key) => memory.blobs.has(key))).toBe(false);
    const covered = await shown(fileId);
    expect(covered.equals(before)).toBe(false);
    await exchange(fileId, []);
    expect((await shown(fileId)).equals(before)).toBe(true);
  });

  it('leave bytes alone that another picture shows, too', async () => {
    const bytes = await picture();
    const [one, two] = [await files.prepareImage(bytes), await files.prepareImage(bytes)];
    await attach(one, true);
    await attach(two, true);
    await exchange(one.fileId, [top]);
    expect((await shown(two.fileId)).length).toBeGreaterThan(100);
  });

  it('are refused for another module’s picture', async () => {
    const { fileId } = await fresh(true);
    const prepared = await files.prepareCovered(fileId, await original(fileId), [top]);
    const foreign = in_('other').transaction(citizen(), (tx) => files.replaceCopies(tx, prepared));
    await expect(foreign).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('the walls between modules', () => {
  it('hide a picture from every other module', async () => {
    const { fileId } = await fresh(true);
    await in_('other').transaction(citizen(), async (tx) => {
      expect(await files.images(tx, [fileId])).toEqual([]);
      await expect(files.openVariant(tx, fileId, 'full')).rejects.toMatchObject({ code: 'not_found' });
      await expect(files.openOriginal(tx, fileId, 'tò mò')).rejects.toMatchObject({ code: 'not_found' });
      await expect(files.setPublic(tx, fileId, false)).rejects.toMatchObject({ code: 'not_found' });
      await files.remove(tx, fileId);
    });
    expect((await city.as(anonymous).get(`/album${files.url(fileId, 'full')}`)).statusCode).toBe(200);
  });

  it('let no module write rows in the name of another', async () => {
    const { fileId } = await fresh();
    const { sql } = await import('kysely');
    const forged = in_('other').transaction(citizen(), (tx) =>
      sql`insert into files.variant (file_id, variant, module, blob, bytes, content_type)
          values (${fileId}, 'original', 'album', ${`images/${'0'.repeat(64)}`}, 1, 'x')`.execute(tx.db),
    );
    await expect(forged).rejects.toThrow(/row-level security/);
    const renamed = in_('album').transaction(citizen(), (tx) =>
      sql`update files.file set width = 1 where file_id = ${fileId}`.execute(tx.db),
    );
    await expect(renamed).rejects.toThrow(/permission denied/);
  });
});

describe('GET /files/:id/:variant', () => {
  it('shows the copies of a published picture, as pictures and nothing else', async () => {
    const { fileId } = await fresh(true);
    const kinds = {
      full: ['image/jpeg', 'jpg'],
      medium: ['image/webp', 'webp'],
      thumb: ['image/webp', 'webp'],
    } as const;
    for (const [variant, [type, extension]] of Object.entries(kinds)) {
      const answer = await city.as(anonymous).get(`/album/files/${fileId}/${variant}`);
      expect(answer.statusCode).toBe(200);
      expect(answer.headers).toMatchObject({
        'content-type': type,
        'cache-control': 'public, max-age=300, must-revalidate',
        'x-content-type-options': 'nosniff',
        'content-disposition': `inline; filename="${fileId}-${variant}.${extension}"`,
        'content-length': String(answer.rawPayload.length),
        etag: `"${createHash('sha256').update(answer.rawPayload).digest('hex')}"`,
      });
      expect(answer.headers['content-security-policy']).toContain('sandbox');
      expect(answer.headers['set-cookie']).toBeUndefined();
      expect((await sharp(answer.rawPayload).metadata()).width).toBe(variant === 'thumb' ? 320 : 640);
    }
  });

  it('answers 304 to a browser that has it, and a HEAD without a body', async () => {
    const { fileId } = await fresh(true);
    const first = await city.as(anonymous).get(`/album/files/${fileId}/thumb`);
    const again = await city
      .as(anonymous)
      .get(`/album/files/${fileId}/thumb`, { 'if-none-match': `"x", W/${first.headers.etag}` });
    expect([again.statusCode, again.rawPayload.length]).toEqual([304, 0]);
    const head = await city.as(anonymous).inject({ method: 'HEAD', url: `/album/files/${fileId}/thumb` });
    expect([head.statusCode, head.headers['content-length'], head.rawPayload.length]).toEqual([
      200,
      first.headers['content-length'],
      0,
    ]);
  });

  it('looks the same for unpublished, withdrawn, unknown, sealed and malformed', async () => {
    const hidden = await fresh();
    const withdrawn = await fresh(true);
    await in_('album').transaction(officer({ body: 'ubnd' }), (tx) =>
      files.setPublic(tx, withdrawn.fileId, false),
    );
    const addresses = [
      `/album/files/${hidden.fileId}/full`,
      `/album/files/${withdrawn.fileId}/full`,
      '/album/files/0197a000-0000-7000-8000-000000000001/full',
      `/album/files/${hidden.fileId}/original`,
      `/album/files/${hidden.fileId}/constructor`,
      '/album/files/..%2f..%2fetc%2fpasswd/full',
      "/album/files/' or 1=1 --/full",
    ];
    const bodies = new Set<string>();
    for (const address of addresses) {
      const answer = await city.as(citizen()).get(address);
      expect(answer.statusCode, address).toBe(404);
      bodies.add(answer.json<{ code: string }>().code);
    }
    expect([...bodies]).toEqual(['not_found']);
  });

  it('is not the only way: a module shows its unpublished ones to whom it lets in, privately cached', async () => {
    const { fileId } = await fresh();
    const answer = await city.as(citizen()).get(`/album/own/${fileId}`);
    expect(answer.statusCode).toBe(200);
    expect(answer.headers).toMatchObject({
      'cache-control': 'private, max-age=300',
      'cross-origin-resource-policy': 'same-origin',
    });
  });
});

describe('an original', () => {
  const reader = officer({ body: 'ubnd-11383', role: 'inspector' });

  it('comes back as it was sent, and the read is on the trail', async () => {
    const bytes = await picture();
    const { fileId } = await attach(await files.prepareImage(bytes));
    const subject = citizen().id;
    const original = await in_('album').transaction(reader, (tx) =>
      files.openOriginal(tx, fileId, 'Xác minh hiện trường', { subject, reason: 'role inspector' }),
    );
    expect(original.contentType).toBe('image/jpeg');
    expect(original.data.equals(bytes)).toBe(true);
    const trail = await city.sql(
      'select actor_id, module, action, object_type, object_id, subject_id, purpose, outcome, reason from trail.entry where object_id = $1',
      [fileId],
    );
    expect(trail).toEqual([
      {
        actor_id: reader.id,
        module: 'album',
        action: 'file.original.read',
        object_type: 'file',
        object_id: fileId,
        subject_id: subject,
        purpose: 'Xác minh hiện trường',
        outcome: 'allowed',
        reason: 'role inspector',
      },
    ]);
  });

  it('is not opened without a purpose', async () => {
    const { fileId } = await fresh();
    await expect(
      in_('album').transaction(reader, (tx) => files.openOriginal(tx, fileId, '  ')),
    ).rejects.toMatchObject({ code: 'file_purpose_needed' });
  });

  it('that belongs to another file does not open in its place', async () => {
    const [mine, theirs] = [await fresh(), await fresh()];
    await city.sql(
      `update files.variant set blob = (select blob from files.variant where file_id = $2 and variant = 'original')
        where file_id = $1 and variant = 'original'`,
      [mine.fileId, theirs.fileId],
    );
    await expect(
      in_('album').transaction(reader, (tx) => files.openOriginal(tx, mine.fileId, 'thử')),
    ).rejects.toThrow();
    expect(await city.sql('select 1 from trail.entry where object_id = $1', [mine.fileId])).toEqual([]);
  });
});

describe('the collector', () => {
  it('keeps young orphans and everything that a row names, however old', async () => {
    const kept = await files.prepareImage(await picture());
    await attach(kept);
    city.clock.advance(2 * dayMilliseconds);
    const young = await files.prepareImage(await picture());
    await files.collect();
    for (const blob of [...kept.blobs, ...young.blobs])
      expect(memory.blobs.has(blob.key), blob.variant).toBe(true);
  });

  it('removes the bytes of a removed picture, but not those that another picture shares', async () => {
    const bytes = await picture();
    const [one, two] = [await files.prepareImage(bytes), await files.prepareImage(bytes)];
    await attach(one);
    await attach(two);
    await in_('album').transaction(citizen(), (tx) => files.remove(tx, one.fileId));
    city.clock.advance(2 * dayMilliseconds);
    await files.collect();
    for (const blob of two.blobs) expect(memory.blobs.has(blob.key), blob.variant).toBe(true);
    const sealed = one.blobs.find((blob) => blob.variant === 'original') as { key: string };
    expect(memory.blobs.has(sealed.key)).toBe(false);
  });

  it('that takes an old blob just as the same picture is attached again does no harm', async () => {
    const bytes = await picture();
    const first = await files.prepareImage(bytes);
    city.clock.advance(2 * dayMilliseconds);
    const shared = new Set(first.blobs.filter((blob) => blob.area === 'images').map((blob) => blob.key));
    const second = { ...first, fileId: '0197a000-0000-7000-8000-00000000cafe' };
    let attaching: Promise<unknown> | undefined;
    memory.hooks.beforeRemove = async (key) => {
      if (!shared.has(key) || attaching) return;
      attaching = attach(second);
      await new Promise((resolve) => setTimeout(resolve, 100));
    };
    await files.collect();
    memory.hooks.beforeRemove = async () => {};
    await attaching;
    const rows = await city.sql<{ blob: string }>('select blob from files.variant where file_id = $1', [
      second.fileId,
    ]);
    expect(rows.length).toBe(4);
    for (const { blob } of rows) expect(memory.blobs.has(blob), blob).toBe(true);
  });

  it('waits for those who are attaching, and several collectors may run at once', async () => {
    const prepared = await files.prepareImage(await picture());
    city.clock.advance(2 * dayMilliseconds);
    const orphan = await files.prepareImage(await picture());
    city.clock.advance(2 * dayMilliseconds);
    let collecting: Promise<unknown> = Promise.resolve();
    await in_('album').transaction(citizen(), async (tx) => {
      await files.attach(tx, prepared);
      collecting = Promise.all([files.collect(), files.collect()]);
      await new Promise((resolve) => setTimeout(resolve, 150));
      expect(prepared.blobs.every((blob) => memory.blobs.has(blob.key))).toBe(true);
    });
    await collecting;
    expect(prepared.blobs.every((blob) => memory.blobs.has(blob.key))).toBe(true);
    expect(orphan.blobs.some((blob) => memory.blobs.has(blob.key))).toBe(false);
  });

  it('runs as a nightly job', async () => {
    expect(files.jobs.map(({ job }) => [job.name, job.cron])).toEqual([
      ['kernel.files.collect', '17 19 * * *'],
    ]);
    await files.jobs[0]?.run({}, 1);
  });
});

describe('many pictures at once', () => {
  it('are worked on two at a time; beyond a bound, callers are told to come back', async () => {
    const bytes = await sharp({ create: { width: 3000, height: 2000, channels: 3, background: '#0a6' } })
      .jpeg()
      .toBuffer();
    const most = imageLimits.atOnce + imageLimits.waiting;
    const outcomes = await Promise.allSettled(
      Array.from({ length: most + 5 }, () => files.prepareImage(bytes)),
    );
    const refused = outcomes
      .filter((one): one is PromiseRejectedResult => one.status === 'rejected')
      .map((one) => one.reason as AppError);
    expect(refused.map((error) => [error.code, error.status, error.retryAfterSeconds])).toEqual(
      Array.from({ length: 5 }, () => ['overloaded', 503, 5]),
    );
    expect(await files.prepareImage(bytes)).toMatchObject({ width: 1600 });
  });
});

describe('the default store', () => {
  it('is the data folder, private to the city', async () => {
    const own = createFiles({
      config: city.city.config,
      database: city.city.database,
      now: () => city.clock.now(),
      log: city.city.log,
    });
    const prepared = await own.prepareImage(await picture());
    await in_('album').transaction(system('test'), (tx) => own.attach(tx, prepared, { isPublic: true }));
    const opened = await own.openPublic(prepared.fileId, 'thumb');
    const chunks: Buffer[] = [];
    for await (const chunk of opened.stream) chunks.push(chunk as Buffer);
    expect(
      Buffer.concat(chunks).equals(prepared.blobs.find((blob) => blob.variant === 'thumb')?.bytes as Buffer),
    ).toBe(true);
  });
});
