// The people's pages: search by old name, the map, one unit, in two languages.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anonymous } from '@city/kernel/access';
import { type Caller, type TestCity, testCity } from '@city/kernel/testing';
import { module } from '../module.ts';

let city: TestCity;
let anyone: Caller;
beforeAll(async () => {
  city = await testCity({ modules: [module as never] });
  anyone = city.as(anonymous);
});
afterAll(() => city?.stop());

describe('the people’s pages', () => {
  it('show the map, every unit and a search', async () => {
    const page = await anyone.get('/units');
    expect(page.statusCode).toBe(200);
    expect(page.body.match(/href="\/units\/\d{5}"/g)?.length).toBeGreaterThanOrEqual(114);
    expect(page.body).toContain('sơ đồ');
    expect(page.body).toContain('<svg');
  });

  it('tell by an old name what it is now, in both languages', async () => {
    const vi = await anyone.get(`/units?q=${encodeURIComponent('phường Lê Lợi, An Dương')}`);
    expect(vi.body).toContain('Nơi này đã chia về 3 đơn vị');
    const en = await anyone.get('/units?q=hoa%20binh,%20vinh%20bao&lang=en');
    expect(en.body).toContain('It is now');
    expect(en.body).toContain('Nguyễn Bỉnh Khiêm commune');
    const none = await anyone.get('/units?q=Atlantis');
    expect(none.body).toContain('Chưa thấy nơi nào tên “Atlantis”');
  });

  it('escape what was typed', async () => {
    const page = await anyone.get(`/units?q=${encodeURIComponent('<script>alert(1)</script>')}`);
    expect(page.body).not.toContain('<script>alert');
  });

  it('say where a point lies', async () => {
    expect((await anyone.get('/units?lat=20.8256&lon=106.677')).body).toContain(
      'Nơi này thuộc phường An Biên',
    );
    expect((await anyone.get('/units?lat=21.03&lon=105.85')).body).toContain('Điểm này nằm ngoài thành phố.');
  });

  it('show one unit with its past and future, also one that has ended', async () => {
    const now = await anyone.get('/units/11407');
    expect(now.body).toContain('Phường An Biên');
    expect(now.body).toContain('6,56');
    expect(now.body).toContain('/units/11407?at=2025-06-30');
    const ended = await anyone.get('/units/305');
    expect(ended.body).toContain('Quận Lê Chân');
    expect(ended.body).toContain('đến hết 30/6/2025');
    expect((await anyone.get('/units/99999')).statusCode).toBe(404);
  });

  it('are found from the home page’s search', async () => {
    const find = module.find!(city.module('units') as never);
    const found = await find(
      { now: city.clock.now(), t: city.city.translate('vi') } as never,
      'lê lợi an dương',
    );
    expect(found.map(({ describe }) => describe)).toEqual(['Đã chia về 3 đơn vị', 'Đã chia về 3 đơn vị']);
    const [first] = await find({ now: city.clock.now(), t: city.city.translate('vi') } as never, 'hoà nghĩa');
    expect(first).toMatchObject({
      title: 'Phường Hoà Nghĩa, quận Dương Kinh',
      describe: 'Nay là phường Dương Kinh',
    });
  });
});
