// People's pages without JavaScript: starting in steps, signing with its confirmation, what the list and open data show.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { anonymous } from '@city/kernel/access';
import { citizen, type TestCity } from '@city/kernel/testing';
import {
  aDraft,
  answered,
  island,
  open,
  owed,
  people,
  petitionsCity,
  read,
  seeking,
  signMany,
} from '../testing.ts';

let city: TestCity;
beforeAll(async () => {
  city = await petitionsCity();
});
afterAll(() => city.stop());

const written = () => {
  const { title, ask, words } = aDraft() as Record<string, string>;
  return { title: title!, ask: ask!, words: words! };
};
const page = async (who: Parameters<TestCity['as']>[0], url: string) => (await city.as(who).get(url)).body;

test('a petition is started in three steps, and its starter is the first supporter', async () => {
  const me = city.as(citizen());
  expect((await me.get('/petitions/start')).body).toContain('Bạn muốn thành phố làm gì?');
  const first = await me.form('/petitions/start', written());
  expect(first.statusCode).toBe(303);
  const [, , code] = String(first.headers.location).split('/');
  expect((await me.get(`/petitions/${code}/where`)).body).toContain('UBND');
  const second = await me.form(`/petitions/${code}/where`, { unit: island, topic: 'culture', body: '' });
  expect(second.headers.location).toBe(`/petitions/${code}/send`);
  expect((await me.get(`/petitions/${code}/send`)).body).toContain('Bạch Long Vĩ');
  expect((await me.form(`/petitions/${code}/send`, {})).headers.location).toBe(`/petitions/${code}`);
  expect((await me.get(`/petitions/${code}`)).body).toContain('Bạn đã ký');
  expect(await read(city, code!)).toMatchObject({ state: 'seeking', signatures: 1, unit: { code: island } });
});

test('what is too short comes back with the reason at its field and the words as typed', async () => {
  const answer = await city.as(citizen()).form('/petitions/start', { ...written(), ask: 'Sửa' });
  expect(answer.statusCode).toBe(400);
  expect(answer.body).toContain('Nói rõ muốn thành phố làm gì');
  expect(answer.body).toContain('>Sửa</textarea>');
  expect(answer.body).toContain('href="#ask"');
});

test('a link to sign asks to sign in, then to confirm; only the form signs', async () => {
  const { code } = await open(city);
  expect(await page(anonymous, `/petitions/${code}`)).toContain(`href="/petitions/${code}/sign"`);
  expect((await city.as(anonymous).get(`/petitions/${code}/sign`)).statusCode).toBe(401);
  const me = citizen({ name: 'Đỗ Thị Tên' });
  expect(await page(me, `/petitions/${code}/sign`)).toContain('Hiện tên tôi (Đỗ Thị Tên)');
  expect((await read(city, code)).signatures).toBe(5);
  expect((await city.as(me).form(`/petitions/${code}/sign`, { named: 'yes' })).statusCode).toBe(303);
  expect(await page(anonymous, `/petitions/${code}`)).toContain('Đỗ Thị Tên');
  expect((await city.as(me).get(`/petitions/${code}/sign`)).headers.location).toBe(`/petitions/${code}`);
  await city.as(me).form(`/petitions/${code}/take-back`, {});
  expect((await read(city, code)).signatures).toBe(5);
});

test('who is not verified well enough reads why on the page', async () => {
  const { code } = await open(city);
  const answer = await city.as(citizen({ level: 1 })).form(`/petitions/${code}/sign`, {});
  expect([answer.statusCode, answer.body]).toEqual([403, expect.stringContaining('mức 2')]);
});

test('a refused petition shows its starter why, and takes an appeal', async () => {
  const starter = citizen();
  const { code, supporters } = await seeking(city, {}, starter);
  await signMany(city, code, supporters);
  const words = 'Đoạn hai xúc phạm một cán bộ.';
  await city.as(people.moderator).post(`/api/desk/petitions/${code}/refuse`, { ground: 'dignity', words });
  expect(await page(starter, `/petitions/${code}`)).toContain(words);
  const short = await city.as(starter).form(`/petitions/${code}/appeal`, { words: 'Không' });
  expect([short.statusCode, short.body]).toEqual([400, expect.stringContaining('Ghi rõ lý do')]);
  await city.as(starter).form(`/petitions/${code}/appeal`, { words: 'Đã bỏ đoạn hai rồi.' });
  expect(await page(starter, `/petitions/${code}`)).toContain('Đang được xem lại');
});

test('the page counts down what is owed, then shows the answer and its commitments', async () => {
  const waiting = await owed(city);
  expect(await page(anonymous, `/petitions/${waiting.code}`)).toContain(
    'Hẹn trả lời: thứ Ba, 6/10/2026, 09:30',
  );
  expect(await page(anonymous, `/petitions/${waiting.code}`)).toContain('Còn 20 ngày làm việc');
  city.clock.set('2026-10-07T02:30:00Z');
  expect(await page(anonymous, `/petitions/${waiting.code}`)).toContain('Trễ 1 ngày làm việc');
  expect(await page(anonymous, `/petitions/${waiting.code}`)).toContain('Quá hẹn trả lời');
  city.clock.set('2026-09-08T02:30:00Z');
  const { code } = await answered(city);
  const body = await page(anonymous, `/petitions/${code}`);
  expect(body).toContain('đúng hẹn');
  expect(body).toContain('Mở lại sân chơi');
});

test('"mine" shows what I began and what I signed, to me alone', async () => {
  const me = citizen();
  const own = await seeking(city, { title: 'Kiến nghị của riêng tôi thôi' }, me);
  const other = await open(city, { title: 'Kiến nghị của người khác kia' });
  await city.as(me).form(`/petitions/${other.code}/sign`, {});
  const mine = await page(me, '/petitions/mine');
  expect(mine).toContain(own.url);
  expect(mine).toContain(other.url);
  expect(await page(citizen(), '/petitions/mine')).toContain('Chưa có kiến nghị nào');
  expect((await city.as(anonymous).get('/petitions/mine')).statusCode).toBe(401);
});

test('the list filters and pages; open data say the same, without persons', async () => {
  const { code } = await open(city, {
    title: '=Trồng cây phượng dọc đường Lê Duẩn',
    unit: '11383',
    topic: 'environment',
  });
  expect(await page(anonymous, '/petitions?q=cay+phuong')).toContain(code);
  expect(await page(anonymous, '/petitions?unit=city')).not.toContain(code);
  const csv = (await city.as(anonymous).get('/petitions.csv?unit=11383')).body.split('\r\n');
  expect(csv[0]).toBe(
    'code,state,topic,unit,unit_valid_from,body,signatures,threshold,people,rule,published_at,sign_until,reached_at,first_due_at,answered_at,escalation,title,ask',
  );
  expect(csv[1]).toContain(`${code},open,environment,11383,2025-07-01,ubnd-11383,5,200,40000,signatures-2,`);
  expect(csv[1]).toContain(`'=Trồng cây`);
  const { features } = (await city.as(anonymous).get('/petitions.geojson?unit=11383')).json();
  expect(features[0]).toMatchObject({ id: code, geometry: { type: 'Point' } });
  expect(features[0].geometry.coordinates[0]).toBeCloseTo(106.68, 1);
  const rss = (await city.as(anonymous).get('/petitions.rss')).body;
  expect(rss).toContain(`/petitions/${code}</link>`);
  const paged = (await city.as(anonymous).get('/api/petitions?limit=2')).json();
  expect(paged.items).toHaveLength(2);
  const rest = (
    await city.as(anonymous).get(`/api/petitions?limit=200&cursor=${encodeURIComponent(paged.next)}`)
  ).json();
  const codes = [...paged.items, ...rest.items].map((one: { code: string }) => one.code);
  expect(new Set(codes).size).toBe(codes.length);
  expect((await city.as(anonymous).get('/api/petitions?cursor=x')).statusCode).toBe(400);
});
