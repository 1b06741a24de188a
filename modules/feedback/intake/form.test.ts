// The report form as a browser without JavaScript uses it: plain posts, redirects, nothing lost on the way.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import sharp from 'sharp';
import { anonymous } from '@city/kernel/access';
import { citizen, type TestCity } from '@city/kernel/testing';
import { people, picture, reportsCity, rowCounts } from '../testing.ts';

let city: TestCity;
beforeAll(async () => {
  city = await reportsCity();
});
afterAll(() => city.stop());
const anyone = () => city.as(anonymous);

/** A photo whose camera says where and when: 20°50'40.56"N 106°40'57"E. */
async function photoWithPlace(): Promise<Buffer> {
  const exif = {
    IFD0: { Model: 'Mẫu' },
    IFD2: { DateTimeOriginal: '2026:09:08 09:24:00', OffsetTimeOriginal: '+07:00' },
    IFD3: {
      GPSLatitudeRef: 'N',
      GPSLatitude: '20/1 50/1 4056/100',
      GPSLongitudeRef: 'E',
      GPSLongitude: '106/1 40/1 5700/100',
    },
  };
  return sharp({ create: { width: 640, height: 480, channels: 3, background: '#6e8087' } })
    .withExif(exif as never)
    .jpeg()
    .toBuffer();
}

async function begin(photo?: Buffer): Promise<string> {
  const files = photo ? [{ field: 'photos', filename: 'p.jpg', contentType: 'image/jpeg', data: photo }] : [];
  const answer = await anyone().form('/report', {}, files);
  expect(answer.statusCode).toBe(303);
  return /d=([\w-]+)/.exec(String(answer.headers.location))![1]!;
}
const where = (token: string, fields: Record<string, string>) =>
  anyone().form('/report/where', { d: token, ...fields });
const draft = async (token: string) => (await anyone().get(`/report/where?d=${token}`)).body;

describe('the form in three steps', () => {
  test('ends with a report that has the photo, and a page with code, promise and the reporter’s own way back', async () => {
    const token = await begin(await picture('#335577'));
    const next = await where(token, {
      service: 'flooding',
      words: 'Ngập cả ngõ',
      unit: '11383',
      address: 'Ngõ 96 Dư Hàng',
      landmark: 'cổng chợ',
      go: 'next',
    });
    expect([next.statusCode, next.headers.location]).toEqual([303, `/report/send?d=${token}`]);
    const last = (await anyone().get(`/report/send?d=${token}`)).body;
    expect(last).toContain('Ngõ 96 Dư Hàng, Phường Lê Chân');
    expect(last).toContain('cổng chợ');
    const sent = await anyone().form('/report/send', { d: token, contactPhone: '0912345678' });
    expect([sent.statusCode, sent.headers.location]).toEqual([303, `/report/done?d=${token}`]);
    const done = (await anyone().get(`/report/done?d=${token}`)).body;
    const code = /HP-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{5}/.exec(done)![0];
    expect(done).toContain(`/reports/${code}?key=`);
    expect(done).toContain('thứ Năm, 10/9/2026, 09:30');
    const report = (await anyone().get(`/api/reports/${code}`)).json();
    expect(report).toMatchObject({
      photoCount: 1,
      channel: 'web',
      landmark: 'cổng chợ',
      unit: { code: '11383' },
    });
    expect((await anyone().get(report.photos[0].url)).statusCode).toBe(200);
  });

  test('pressed twice files one report', async () => {
    const token = await begin();
    await where(token, { service: 'noise', words: 'Hát to quá', unit: '11383', go: 'next' });
    const before = (await rowCounts(city))['report']!;
    await Promise.all([1, 2, 3].map(() => anyone().form('/report/send', { d: token })));
    expect((await rowCounts(city))['report']! - before).toBe(1);
  });

  test('a photo with a place sets the pin, so that only kind and words are left to give', async () => {
    const token = await begin(await photoWithPlace());
    const page = await draft(token);
    expect(page).toContain('Vị trí lấy từ ảnh');
    expect(page).toContain('Phường Lê Chân');
    expect(page).toContain('Chụp lúc 09:24');
    expect(
      (await where(token, { service: 'drain', words: 'Nắp cống vỡ', go: 'next' })).headers.location,
    ).toBe(`/report/send?d=${token}`);
  });

  test('a press on the map sets the pin there and keeps every word typed', async () => {
    const token = await begin();
    const pressed = await where(token, {
      service: 'tree',
      words: 'Cây nghiêng',
      address: 'Số 5',
      'map.x': '300',
      'map.y': '108',
    });
    expect(pressed.headers.location).toBe(`/report/where?d=${token}#place`);
    const page = await draft(token);
    expect(page).toMatch(/id="words"[^>]*>\s*Cây nghiêng/);
    expect(page).toMatch(/value="tree"[^>]*checked|checked[^>]*value="tree"/);
    expect(page).toMatch(/name="lat"[^>]*value="20\.8/);
    const map = await anyone().get(`/report/map.svg?d=${token}`);
    expect([map.statusCode, map.headers['content-type']]).toEqual([200, 'image/svg+xml; charset=utf-8']);
    expect(map.body).toContain('<ellipse');
  });

  test('zooming and moving keep the words as well', async () => {
    const token = await begin();
    for (const go of ['in', 'east', 'out', 'unit'])
      await where(token, { words: 'Đang viết dở', unit: go === 'unit' ? '10525' : '', go });
    const page = await draft(token);
    expect(page).toContain('Đang viết dở');
    expect(page).toContain('Phường Hải Dương');
  });

  test('what is missing is named in a list that leads to the fields, and nothing is stored', async () => {
    const token = await begin();
    const before = (await rowCounts(city))['report'];
    const answer = await where(token, { go: 'next' });
    expect(answer.statusCode).toBe(422);
    for (const id of ['place', 'service-1', 'words']) expect(answer.body).toContain(`href="#${id}"`);
    expect((await rowCounts(city))['report']).toBe(before);
  });

  test('a wrong phone number comes back with what was typed', async () => {
    const token = await begin();
    await where(token, { service: 'noise', words: 'Hát to quá', unit: '11383', go: 'next' });
    const answer = await anyone().form('/report/send', {
      d: token,
      contactPhone: '0912 345 67',
      contactName: 'Mẫu',
    });
    expect(answer.statusCode).toBe(422);
    expect(answer.body).toContain('href="#contactPhone"');
    expect(answer.body).toContain('value="0912 345 67"');
  });

  test('a broken picture is told in the form', async () => {
    const answer = await anyone().form('/report', {}, [
      { field: 'photos', filename: 'x.jpg', contentType: 'image/jpeg', data: Buffer.from('GIF89a nope') },
    ]);
    expect(answer.statusCode).toBeGreaterThanOrEqual(400);
    expect(answer.statusCode).toBeLessThan(500);
    expect(answer.body).toContain('id="photos-error"');
  });

  test('a draft is gone after a day, and nobody opens another’s without its token', async () => {
    const token = await begin(await picture('#abcdef'));
    const id = /report\/photo\/([\w-]+)\?/.exec(await draft(token))![1]!;
    expect((await anyone().get(`/report/photo/${id}?d=${token}`)).statusCode).toBe(200);
    expect((await anyone().get(`/report/photo/${id}?d=${'x'.repeat(22)}`)).statusCode).toBe(410);
    expect((await anyone().get(`/report/where?d=${'x'.repeat(22)}`)).statusCode).toBe(410);
    city.clock.advance(24 * 3_600_000 + 1);
    expect((await anyone().get(`/report/where?d=${token}`)).statusCode).toBe(410);
    city.clock.set('2026-09-08T02:30:00Z');
  });
});

describe('the pages', () => {
  async function filed(as = anyone()): Promise<{ code: string; key: string }> {
    const answer = await as.post('/api/reports', {
      service: 'flooding',
      words: 'Ngập trước cổng',
      lat: 20.8446,
      lon: 106.6825,
      address: 'Trước 215 Trần Nguyên Hãn',
    });
    return { code: answer.json().trackingCode, key: answer.json().reporterKey };
  }

  test('of a report shows promise, holder, words, story and place, without a name', async () => {
    const { code } = await filed();
    const { statusCode, body } = await anyone().get(`/reports/${code}`);
    expect(statusCode).toBe(200);
    for (const words of [
      'Ngập nước, trước 215 Trần Nguyên Hãn',
      'Hẹn trả lời: thứ Năm, 10/9/2026, 09:30',
      'UBND phường Lê Chân',
      'Ngập trước cổng',
      'Người dân gửi phản ánh',
    ])
      expect(body).toContain(words);
  });

  test('of a report leads a loosely typed code to its printed form, and tells a mistyped one', async () => {
    const { code } = await filed();
    const loose = await anyone().get(`/reports/${code.toLowerCase().replaceAll('-', '')}`);
    expect([loose.statusCode, loose.headers.location]).toEqual([303, `/reports/${code}`]);
    expect(
      (await anyone().get('/track?code=' + encodeURIComponent(code.replaceAll('-', ' ')))).headers.location,
    ).toBe(`/reports/${code}`);
    const wrong = await anyone().get('/track?code=HP-1111-1111-11111');
    expect(wrong.statusCode).toBe(404);
    expect(wrong.body).toContain('Mã này có một chữ chưa đúng');
  });

  test('let the reporter rate by a plain form, with the key from the page', async () => {
    const { code, key } = await filed();
    const ward = city.as(people.leChan);
    await ward.post(`/api/reports/${code}/accept`, {});
    await ward.post(`/api/reports/${code}/resolve`, { words: 'Đã thông cống.' });
    expect((await anyone().get(`/reports/${code}`)).body).not.toContain('Gửi mức hài lòng');
    expect((await anyone().get(`/reports/${code}?key=${key}`)).body).toContain('Gửi mức hài lòng');
    const bad = await anyone().form(`/reports/${code}/rate`, { score: '1', key });
    expect([bad.statusCode, bad.body.includes('Ghi lý do')]).toEqual([400, true]);
    const rated = await anyone().form(`/reports/${code}/rate`, { score: '1', words: 'Vẫn ngập', key });
    expect(rated.statusCode).toBe(303);
    expect((await anyone().get(`/api/reports/${code}`)).json()).toMatchObject({
      state: 'accepted',
      reopened: 1,
    });
  });

  test('of the list has filters, a map, figures and the next page', async () => {
    const { statusCode, body } = await anyone().get('/reports?unit=11383&state=open');
    expect(statusCode).toBe(200);
    expect(body).toContain('việc đang mở');
    expect(body).toMatch(/<option[^>]*value="11383"[^>]*selected/);
    expect((await anyone().get('/reports?q=khong-co-gi-nhu-vay')).body).toContain(
      'Không có phản ánh nào như vậy',
    );
  });

  test('of my reports are mine alone', async () => {
    const person = citizen();
    const { code } = await filed(city.as(person));
    expect((await city.as(person).get('/my')).body).toContain(`/reports/${code}`);
    expect((await city.as(citizen()).get('/my')).body).toContain('Chưa có việc nào');
    expect((await anyone().get('/my')).statusCode).toBe(401);
  });

  test('come in English, too', async () => {
    const { code } = await filed();
    const { body } = await anyone().get(`/reports/${code}?lang=en`);
    expect(body).toContain('Flooding');
  });
});
