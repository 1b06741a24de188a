// A person reads who looked at their data, takes it along, and proves each look; nobody else's data shows.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TestCity } from '@city/kernel/testing';
import { logged, logOf, look, lookingCity, newestLook, people } from '../testing.ts';
import { judge } from './who-looked.island.ts';

let city: TestCity;
const words = (html: string) => html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');

beforeAll(async () => {
  city = await lookingCity();
  await look(city, { purpose: 'Gọi lại hỏi chỗ ngập' });
  await look(city, { of: people.other, purpose: 'Việc của người khác', code: 'HP-2609-00999' });
  city.clock.set('2026-09-06T14:47:00Z');
  await look(city, { code: 'HP-2609-00401' });
  city.clock.set('2026-09-08T02:31:00Z');
  await logged(city);
}, 120_000);
afterAll(() => city.stop());

describe('the page', () => {
  test('says who, from which body, what, what for and for which matter', async () => {
    const page = words((await city.as(people.mai).get('/me/who-looked')).body);
    expect(page).toContain('UBND phường Lê Chân xem tên và số điện thoại bạn để lại ở phản ánh');
    expect(page).toContain('Gọi lại hỏi chỗ ngập · hồ sơ HP-2609-00388');
    expect(page).toContain('Thứ Ba, 8/9/2026');
    expect(page).toContain('Có bằng chứng, dòng 1');
  });

  test('puts a look on a Sunday night without a purpose first, with the due time of an answer', async () => {
    const page = words((await city.as(people.mai).get('/me/who-looked')).body);
    expect(page).toMatch(/Nên xem lại\s+Ngoài giờ, chưa ghi lý do\s+UBND phường Lê Chân/);
    expect(page).toContain('Chủ nhật, 6/9/2026, 21:47 · HP-2609-00401');
    expect(page).toContain('Hạn trả lời bạn: thứ Năm, 10/9/2026, 09:31');
  });

  test('shows nothing about another person', async () => {
    const page = (await city.as(people.mai).get('/me/who-looked?by=all')).body;
    expect(page).not.toContain('HP-2609-00999');
    const theirs = (await city.as(people.other).get('/me/who-looked')).body;
    expect(theirs).toContain('HP-2609-00999');
    expect(theirs).not.toContain('HP-2609-00388');
  });

  test('speaks English when asked', async () => {
    const page = words((await city.as(people.mai).get('/me/who-looked?lang=en')).body);
    expect(page).toContain('read the name and number you left with a report');
  });
});

describe('the proof', () => {
  test('holds in a browser’s own arithmetic, and not once the entry is bent', async () => {
    const id = await newestLook(city);
    const proof = (await city.as(people.mai).get(`/api/trail/entries/${id}/proof`)).json();
    expect(await judge(id, proof)).toBe('signed');
    expect(await judge(id, { ...proof, entry: proof.entry.replace('HP-2609', 'HP-2610') })).toBe('wrong');
    expect(await judge(id, { ...proof, leafIndex: proof.leafIndex - 1 })).toBe('wrong');
    expect(await judge(await newestLook(city, people.other), proof)).toBe('wrong');
    const otherKey = proof.logKey.replace(/\+[0-9a-f]{8}\+/, '+00000000+');
    expect(await judge(id, { ...proof, logKey: otherKey })).toBe('wrong');
  });

  test('has a page of its own that works without scripts', async () => {
    const page = words((await city.as(people.mai).get(`/me/who-looked/${await newestLook(city)}`)).body);
    expect(page).toContain('Có bằng chứng trong sổ công khai');
    expect(page).toMatch(/Dòng 3 trong 3 dòng của sổ/);
    expect(page).toMatch(/Mã băm [0-9a-f]{4} [0-9a-f]{4} … [0-9a-f]{4}/);
  });
});

describe('taking it along', () => {
  test('the spreadsheet has a line for each look and runs no formula', async () => {
    await look(city, { purpose: '=HYPERLINK("http://x")' });
    const answer = await city.as(people.mai).get('/me/who-looked.csv');
    const lines = answer.body.split('\r\n');
    expect(answer.headers['content-disposition']).toContain('attachment');
    expect(lines[0]).toBe(
      '\ufeffThời điểm,Ai,Vị trí,Đã làm gì,Để làm gì,Hồ sơ,Có được phép không,Dòng trong sổ,Mã lần xem',
    );
    expect(lines[1]).toContain(`"'=HYPERLINK(""http://x"")"`);
    expect(lines.filter((line) => line.includes('UBND phường Lê Chân'))).toHaveLength(3);
  });

  test('the data carry the proof of every logged look', async () => {
    await logged(city);
    const { keys, entries } = (await city.as(people.mai).get('/me/who-looked.json')).json();
    expect(keys).toEqual({ origin: logOf(city).origin, ...logOf(city).keys });
    expect(entries).toHaveLength(3);
    for (const { id, proof } of entries)
      expect(await judge(id, { ...proof, logKey: keys.log, witnessKey: null })).toBe('signed');
  });
});

describe('the published log', () => {
  const anyone = () => city.as({ kind: 'anonymous', id: null, name: null });

  test('is served as checkpoint, tiles and bundles with the right kinds of caching', async () => {
    const checkpoint = await anyone().get('/trail/checkpoint');
    expect(checkpoint.headers['content-type']).toBe('text/plain; charset=utf-8');
    const size = Number(checkpoint.body.split('\n')[1]);
    const tile = await anyone().get(`/trail/tile/0/000.p/${size}`);
    expect(tile.headers['cache-control']).toContain('immutable');
    expect(tile.rawPayload).toHaveLength(size * 32);
    const bundle = await anyone().get(`/trail/tile/entries/000.p/${size}`);
    expect(bundle.rawPayload).toHaveLength(size * 34);
  });

  test('has no tile that is wider than what was signed, and no other names', async () => {
    for (const path of ['0/000', '0/000.p/200', '1/000.p/1', 'entries/001.p/1', '0/0', '0/000.p/0'])
      expect((await anyone().get(`/trail/tile/${path}`)).statusCode, path).toBe(404);
  });
});
