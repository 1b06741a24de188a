// Pictures as acceptance asks: nothing of the camera is public, bombs and chimeras are refused, covered regions are gone for good,
// and the original is read only by few, for a stated purpose, on the trail.
import { crc32, deflateRawSync, deflateSync } from 'node:zlib';
import exifr from 'exifr';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { anonymous } from '@city/kernel/access';
import { citizen, type TestCity } from '@city/kernel/testing';
import { aReport, type Filed, inLeChan, people, picture, reportsCity, rowCounts } from '../testing.ts';

let city: TestCity;
const region = { x: 0.25, y: 0.25, width: 0.25, height: 0.25 };

beforeAll(async () => {
  city = await reportsCity();
});
afterAll(() => city?.stop());

const fields = Object.fromEntries(Object.entries(aReport()).map(([name, value]) => [name, String(value)]));
const send = (
  data: Buffer,
  filename = 'a.jpg',
  contentType = 'image/jpeg',
  more: Record<string, string> = {},
) =>
  city
    .as(anonymous)
    .form('/api/reports', { ...fields, ...more }, [{ field: 'photos', filename, contentType, data }]);

async function filed(data: Buffer): Promise<Filed> {
  const answer = await send(data);
  expect(answer.statusCode, answer.body).toBe(201);
  return answer.json();
}

const shown = async (url: string) => (await city.as(anonymous).get(url)).rawPayload;
const cover = (report: Filed, regions: object[], as = people.moderator) =>
  city
    .as(as)
    .post(`/api/desk/moderation/${report.trackingCode}/photos/${report.photos[0]!.id}/cover`, { regions });

/** A street with a face in it; only the face differs from one person to the next. */
async function street(face: string): Promise<Buffer> {
  const head = await sharp({ create: { width: 100, height: 75, channels: 3, background: face } })
    .png()
    .toBuffer();
  return sharp({ create: { width: 400, height: 300, channels: 3, background: '#8899aa' } })
    .composite([{ input: head, left: 100, top: 75 }])
    .png()
    .toBuffer();
}

/** A whole black picture of one bit a point (PNG, third edition, section 5): every row is there. */
function blackPng(side: number): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type), data]);
    const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    check.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, check]);
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(side, 0);
  header.writeUInt32BE(side, 4);
  header[8] = 1;
  const rows = deflateSync(Buffer.alloc((1 + Math.ceil(side / 8)) * side), { level: 9 });
  const mark = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([mark, chunk('IHDR', header), chunk('IDAT', rows), chunk('IEND', Buffer.alloc(0))]);
}

describe('what people send', () => {
  test('a photograph with its place: the public copies know nothing of it, the answer to the public neither', async () => {
    const data = await picture('#557799', 'jpeg', { lat: 20.8446, lon: 106.6825 });
    expect(await exifr.gps(data)).toMatchObject({ latitude: expect.closeTo(20.8446, 3) });
    const report = await filed(data);
    const { url, mediumUrl, thumbnailUrl } = report.photos[0]!;
    for (const address of [url, mediumUrl, thumbnailUrl]) {
      const bytes = await shown(address);
      const facts = await sharp(bytes).metadata();
      expect([facts.exif, facts.xmp, facts.iptc, facts.icc]).toEqual([
        undefined,
        undefined,
        undefined,
        undefined,
      ]);
      expect(await exifr.parse(bytes).catch(() => undefined)).toBeUndefined();
    }
  });

  test('a chimera of picture and archive is only the picture when it is published', async () => {
    const archive = Buffer.concat([
      Buffer.from('PK\x03\x04'),
      deflateRawSync(Buffer.from('<script>alert(document.domain)</script>')),
      Buffer.from('PK\x05\x06<script>alert(1)</script>'),
    ]);
    const report = await filed(Buffer.concat([await picture('#446688'), archive]));
    for (const address of [report.photos[0]!.url, report.photos[0]!.mediumUrl]) {
      const bytes = await shown(address);
      expect(bytes.includes('PK\x05\x06')).toBe(false);
      expect(bytes.includes('<script>')).toBe(false);
    }
  });

  test.each([
    [
      'a page that begins like a picture',
      Buffer.concat([Buffer.from('GIF89a/*'), Buffer.from('<script>1</script>'.repeat(9))]),
      415,
    ],
    [
      'a drawing with a script',
      Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
      415,
    ],
    ['half a picture', Buffer.from([0xff, 0xd8, 0xff, 0xe0, ...Array<number>(60).fill(7)]), 422],
  ])('%s is refused, and nothing is kept', async (_, data, status) => {
    const before = await rowCounts(city);
    expect((await send(data)).statusCode).toBe(status);
    expect(await rowCounts(city)).toEqual(before);
  });

  test('a picture of 30,000 × 30,000 points is refused by its header, quickly and without the memory', async () => {
    // Real pixels, not only a header that says so: 900 million of them in some hundred kilobytes.
    const bomb = blackPng(30_000);
    expect(bomb.length).toBeLessThan(15_000_000);
    const before = await rowCounts(city);
    const memory = process.memoryUsage.rss();
    const answer = await send(bomb, 'a.png', 'image/png');
    expect(answer.json()).toMatchObject({ status: 413, code: 'image_too_large' });
    expect(process.memoryUsage.rss() - memory).toBeLessThan(200_000_000);
    expect(await rowCounts(city)).toEqual(before);
  });
});

describe('a covered picture', () => {
  test('is the same for whoever stood there: nothing of the face is left in any copy', async () => {
    const [one, other] = [await filed(await street('#ffccaa')), await filed(await street('#553322'))];
    const copies = (report: Filed) =>
      Promise.all(['full', 'medium', 'thumb'].map((size) => shown(`/files/${report.photos[0]!.id}/${size}`)));
    const [plainOne, plainOther] = [await copies(one), await copies(other)];
    plainOne.forEach((bytes, at) => expect(bytes.equals(plainOther[at]!)).toBe(false));
    for (const report of [one, other]) expect((await cover(report, [region])).statusCode).toBe(200);
    const [coveredOne, coveredOther] = [await copies(one), await copies(other)];
    coveredOne.forEach((bytes, at) => expect(bytes.equals(coveredOther[at]!)).toBe(true));
  });

  test('has another address in every answer, and covers less or nothing again from the original', async () => {
    const report = await filed(await street('#aa7755'));
    const before = await shown(report.photos[0]!.url);
    const view = (await cover(report, [region, { x: 0, y: 0, width: 0.1, height: 0.1 }])).json();
    expect(view.photos[0].regions).toHaveLength(2);
    const now = (await city.as(anonymous).get(`/api/reports/${report.trackingCode}`)).json();
    expect(now.photos[0].url).toBe(`${report.photos[0]!.url}?v=1`);
    expect(now.thumbnailUrl).toContain('?v=1');
    const old = await city.sql<{ key: string }>('select blob as key from files.variant where file_id = $1', [
      report.photos[0]!.id,
    ]);
    expect((await cover(report, [])).statusCode).toBe(200);
    expect((await shown(report.photos[0]!.url)).equals(before)).toBe(true);
    const left = await city.sql<{ key: string }>('select blob as key from files.variant where file_id = $1', [
      report.photos[0]!.id,
    ]);
    expect(left.map(({ key }) => key).filter((key) => old.some((one) => one.key === key))).toHaveLength(1);
    const decisions = (
      await city.as(people.moderator).get(`/api/desk/moderation/${report.trackingCode}`)
    ).json().decisions;
    expect(decisions.map(({ action }: { action: string }) => action)).toEqual(['photo_cover', 'photo_cover']);
  });

  test('is made by moderators only, of regions inside of it, for a picture of that report', async () => {
    const report = await filed(await street('#aa7756'));
    const foreign = await filed(await street('#aa7757'));
    for (const actor of [people.leChan, people.coordinator, people.inspector, citizen()])
      expect((await cover(report, [region], actor as never)).statusCode).toBe(403);
    expect((await cover(report, [{ ...region, x: 0.9 }])).json()).toMatchObject({
      status: 422,
      code: 'image_region_invalid',
    });
    expect((await cover(report, [{ ...region, width: 2 }])).statusCode).toBe(400);
    expect((await cover(report, Array<object>(61).fill(region))).statusCode).toBe(400);
    const wrong = { ...report, photos: foreign.photos };
    expect((await cover(wrong, [region])).json().code).toBe('report_photo_unknown');
  });
});

describe('the original', () => {
  const original = (report: Filed, actor: Parameters<TestCity['as']>[0], purpose?: string) =>
    city
      .as(actor)
      .get(
        `/api/desk/reports/${report.trackingCode}/photos/${report.photos[0]!.id}/original${purpose === undefined ? '' : `?purpose=${encodeURIComponent(purpose)}`}`,
      );
  const reads = (fileId: string) =>
    city.sql<{ purpose: string }>(
      `select purpose from trail.entry where action = 'file.original.read' and object_id = $1`,
      [fileId],
    );

  test('comes back byte for byte to moderators and inspectors who say why, and each time stands on the trail', async () => {
    const data = await picture('#123456', 'jpeg', inLeChan);
    const report = await filed(data);
    const id = report.photos[0]!.id;
    for (const actor of [people.moderator, people.inspector]) {
      const answer = await original(report, actor, 'Khiếu nại số 12: ảnh có bị sửa không');
      expect(answer.statusCode).toBe(200);
      expect(answer.rawPayload.equals(data)).toBe(true);
      expect(answer.headers['cache-control']).toBe('no-store');
    }
    expect((await reads(id)).map(({ purpose }) => purpose)).toEqual(
      Array(2).fill('Khiếu nại số 12: ảnh có bị sửa không'),
    );
  });

  test('is refused to everyone else and without a purpose, and under no public address', async () => {
    const report = await filed(await picture('#223456'));
    const id = report.photos[0]!.id;
    for (const actor of [people.leChan, people.coordinator, citizen()])
      expect((await original(report, actor, 'Tò mò thôi')).statusCode).toBe(403);
    expect((await original(report, anonymous, 'Tò mò thôi')).statusCode).toBe(401);
    for (const purpose of [undefined, '', '    '])
      expect((await original(report, people.moderator, purpose)).statusCode).toBe(400);
    expect((await city.as(anonymous).get(`/files/${id}/original`)).statusCode).toBe(404);
    expect(await reads(id)).toEqual([]);
  });

  test('of another report is not found', async () => {
    const [report, other] = [await filed(await picture('#323456')), await filed(await picture('#423456'))];
    const answer = await original({ ...report, photos: other.photos }, people.moderator, 'Khiếu nại số 12');
    expect(answer.statusCode).toBe(404);
  });
});

describe('doubt about the place', () => {
  test('is shown to moderators, refuses nobody, and keeps no place', async () => {
    const answer = await send(
      await picture('#523456', 'jpeg', { lat: 20.94, lon: 106.33 }),
      'a.jpg',
      'image/jpeg',
      {
        deviceLat: '20.8450',
        deviceLon: '106.6825',
        deviceAccuracy: '30',
      },
    );
    expect(answer.statusCode).toBe(201);
    const code = answer.json().trackingCode;
    expect(answer.body).not.toContain('20.94');
    const view = (await city.as(people.moderator).get(`/api/desk/moderation/${code}`)).json();
    expect(view.reasons).toEqual(expect.arrayContaining(['photo', 'place']));
    expect(view.place).toMatchObject({ deviceMetres: 44, accuracyMetres: 30, score: 100, isDoubtful: true });
    expect(view.place.photoMetres).toBeGreaterThan(30_000);
    expect((await city.as(anonymous).get(`/api/reports/${code}`)).body).not.toContain('photoMetres');
    const kept = JSON.stringify(await city.sql('select * from feedback.place_doubt'));
    expect(kept).not.toMatch(/20\.94|106\.33/);
  });

  test('is none for a picture taken where the pin is', async () => {
    const code = (await send(await picture('#623456', 'jpeg', inLeChan))).json().trackingCode;
    const view = (await city.as(people.moderator).get(`/api/desk/moderation/${code}`)).json();
    expect(view.reasons).toEqual(['photo']);
    expect(view.place).toMatchObject({ score: 0, isDoubtful: false });
  });
});
