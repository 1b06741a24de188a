// Lists, filters, search, map, figures and queues: every filter by what it lets through, pages without gaps or repeats.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { anonymous } from '@city/kernel/access';
import type { TestCity } from '@city/kernel/testing';
import { type Filed, file, people, reportsCity } from '../testing.ts';

let city: TestCity;
const made: Record<string, Filed> = {};
const anyone = () => city.as(anonymous);
const ward = () => city.as(people.leChan);

beforeAll(async () => {
  city = await reportsCity({ now: '2026-09-01T01:00:00Z' });
  made['old'] = await file(city, {
    words: 'Đèn đường tắt ở ngõ 96',
    service: 'streetlight',
    address: 'Ngõ 96 Dư Hàng',
  });
  city.clock.set('2026-09-07T03:00:00Z');
  made['flood'] = await file(city, { words: 'Ngập nước trước cổng trường Nguyễn Bỉnh Khiêm' });
  city.clock.advance(60_000);
  made['drain'] = await file(city, { words: 'Nắp cống vỡ ở Hòa Bình', service: 'drain' });
  city.clock.advance(60_000);
  made['haiDuong'] = await file(city, {
    words: 'Rác chưa thu gom',
    service: 'waste',
    lat: 20.9385,
    lon: 106.3305,
  });
  city.clock.advance(60_000);
  made['answered'] = await file(city, { words: 'Vỉa hè bị lấn chiếm', service: 'sidewalk' });
  await ward().post(`/api/reports/${made['answered']!.trackingCode}/accept`, {});
  await ward().post(`/api/reports/${made['answered']!.trackingCode}/resolve`, { words: 'Đã nhắc nhở.' });
  city.clock.set('2026-09-08T02:30:00Z');
  made['hidden'] = await file(city, { words: 'Việc không công khai' });
  await city.sql(`update feedback.report set visibility = 'hidden' where tracking_code = $1`, [
    made['hidden'].trackingCode,
  ]);
});
afterAll(() => city.stop());

const names = (items: readonly { trackingCode: string }[]) =>
  items.map(
    ({ trackingCode }) => Object.entries(made).find(([, filed]) => filed.trackingCode === trackingCode)?.[0],
  );
const list = async (query: string) => names((await anyone().get(`/api/reports?${query}`)).json().items);

describe('the public list', () => {
  test.each([
    ['', ['answered', 'haiDuong', 'drain', 'flood', 'old']],
    ['state=open', ['haiDuong', 'drain', 'flood', 'old']],
    ['state=resolved', ['answered']],
    ['state=new,resolved', ['answered', 'haiDuong', 'drain', 'flood', 'old']],
    ['unit=10525', ['haiDuong']],
    ['unit=10525,11383&service=waste,drain', ['haiDuong', 'drain']],
    ['body=thoat-nuoc', ['drain']],
    ['from=2026-09-02', ['answered', 'haiDuong', 'drain', 'flood']],
    ['to=2026-09-01', ['old']],
    ['from=2026-09-07T10:01:00%2B07:00&to=2026-09-07T10:02:00%2B07:00', ['drain']],
    ['bbox=106.2,20.9,106.4,21.0', ['haiDuong']],
    ['overdue=true', ['old']],
    ['q=nguyen binh khiem', ['flood']],
    ['q=Nguyễn Bỉnh Khiêm', ['flood']],
    ['q=Hoà Bình', ['drain']],
    [`q=${encodeURIComponent('Hòa Bình'.normalize('NFD'))}`, ['drain']],
    ['q=hẻm 96', ['old']],
    ['q=!!!', []],
    ['q=khong-co-gi', []],
  ])('with %s', async (query, expected) => {
    expect(await list(query)).toEqual(expected);
  });

  test('comes in pages that neither repeat nor leave out, also while new reports arrive', async () => {
    const seen: string[] = [];
    let next: string | null = null;
    do {
      const page: { items: Filed[]; next: string | null } = (
        await anyone().get(`/api/reports?limit=2${next ? `&cursor=${next}` : ''}`)
      ).json();
      expect(page.items.length).toBeLessThanOrEqual(2);
      seen.push(...page.items.map((item: Filed) => item.trackingCode));
      next = page.next;
      await file(city, { words: 'Việc vừa mới gửi thêm', service: 'noise' });
    } while (next);
    expect(new Set(seen).size).toBe(seen.length);
    expect(names(seen.map((trackingCode) => ({ trackingCode }))).filter(Boolean)).toEqual([
      'answered',
      'haiDuong',
      'drain',
      'flood',
      'old',
    ]);
  });

  test.each([
    ['state=asleep', 'report_state_unknown', '/state'],
    ["unit=1';drop table feedback.report;--", 'report_unit_unknown', '/unit'],
    ['service=../x', 'report_service_unknown', '/service'],
    ['from=yesterday', 'time_invalid', '/from'],
    ['to=2026-13-01', 'time_invalid', '/to'],
    ['bbox=1,2,3', 'report_box_invalid', '/bbox'],
    ['bbox=106,21,105,20', 'report_box_invalid', '/bbox'],
    ['cursor=abc', 'invalid_cursor', '/cursor'],
    ['limit=0', 'invalid_request', '/limit'],
    ['limit=1001', 'invalid_request', '/limit'],
  ])('refuses %s and names the parameter', async (query, code, pointer) => {
    const answer = await anyone().get(`/api/reports?${query}`);
    expect([answer.statusCode, answer.json().code, answer.json().errors[0].pointer]).toEqual([
      400,
      code,
      pointer,
    ]);
  });

  test('never shows a hidden report: not in lists, search, map, by code, nor its clock', async () => {
    const { trackingCode } = made['hidden']!;
    expect(await list('q=khong cong khai')).toEqual([]);
    expect((await anyone().get('/api/reports/map')).body).not.toContain(trackingCode);
    for (const path of ['', '/calendar', '/pdf']) {
      const answer = await anyone().get(`/api/reports/${trackingCode}${path}`);
      expect([answer.statusCode, answer.json().code]).toEqual([404, 'report_not_found']);
    }
    expect(
      (await anyone().get(`/api/reports/${trackingCode}?key=${made['hidden']!.reporterKey}`)).statusCode,
    ).toBe(200);
    expect((await ward().get(`/api/desk/reports/${trackingCode}`)).statusCode).toBe(200);
  });
});

describe('the map', () => {
  test('has the open points, or those of an earlier moment', async () => {
    const now = (await anyone().get('/api/reports/map?bbox=106.6,20.8,106.7,20.9')).json();
    expect(now.fields).toEqual(['lat', 'lon', 'service', 'state', 'trackingCode']);
    expect(now.points.map((point: unknown[]) => point[4])).not.toContain(made['answered']!.trackingCode);
    const then = (await anyone().get('/api/reports/map?at=2026-09-05T00:00:00Z')).json();
    expect(then.points.map((point: unknown[]) => point[4])).toEqual([made['old']!.trackingCode]);
    expect(then.complete).toBe(true);
  });

  test('gathers the open points into clusters that add up to the public list, and refuses a zoom that needs the points', async () => {
    city.clock.advance(60_000);
    const open = (await anyone().get('/api/reports?state=open&limit=1000')).json().items;
    for (const zoom of [8, 13]) {
      const { clusters } = (await anyone().get(`/api/reports/map/clusters?zoom=${zoom}`)).json();
      const sum = (of: 'open' | 'overdue') =>
        clusters.reduce((total: number, cluster: Record<string, number>) => total + cluster[of]!, 0);
      expect(sum('open')).toBe(open.length);
      expect(sum('overdue')).toBe(
        open.filter((item: { verdict: string }) => item.verdict === 'overdue').length,
      );
    }
    const there = await anyone().get('/api/reports/map/clusters?zoom=13&bbox=106.3,20.9,106.4,21.0');
    expect(there.json().clusters).toEqual([{ lat: 20.9385, lon: 106.3305, open: 1, overdue: 0 }]);
    expect((await anyone().get('/api/reports/map/clusters?zoom=18')).statusCode).toBe(400);
  });
});

describe('the figures', () => {
  test('agree with the list they are counted from', async () => {
    city.clock.advance(5_000);
    const summary = (await anyone().get('/api/reports/summary')).json();
    const open = (await anyone().get('/api/reports?state=open&limit=1000')).json().items;
    expect(summary.open).toBe(open.length);
    expect(summary.overdue).toBe(
      open.filter((item: { verdict: string }) => item.verdict === 'overdue').length,
    );
    expect(summary.units.reduce((sum: number, unit: { open: number }) => sum + unit.open, 0)).toBe(
      summary.open,
    );
    expect(summary.units[0]).toMatchObject({ code: '11383', name: 'Lê Chân', kind: 'phường' });
    expect(summary.filedLast10Minutes).toBeGreaterThanOrEqual(1);
    expect(summary).toMatchObject({ onTimeShare: 1, answered30Days: 1 });
  });
});

describe('the desk', () => {
  const queue = async (query: string, who = people.leChan) =>
    names((await city.as(who).get(`/api/desk/reports?${query}`)).json().items).filter(Boolean);

  test('shows a body its own queues by due time', async () => {
    expect(await queue('queue=due')).toEqual(['flood', 'hidden']);
    expect(await queue('queue=waiting')).toEqual(['answered']);
    expect(await queue('queue=due', people.drainage)).toEqual(['drain']);
    expect(await queue('queue=mine')).toEqual([]);
    await ward().post(`/api/reports/${made['flood']!.trackingCode}/assign`, { me: true });
    expect(await queue('queue=mine')).toEqual(['flood']);
    expect(await queue('queue=due&q=binh khiem')).toEqual(['flood']);
  });

  test('counts each queue as long as its list', async () => {
    const counts = (await ward().get('/api/desk/queues')).json();
    for (const name of [
      'overdue',
      'due',
      'new',
      'mine',
      'unassigned',
      'returned',
      'waiting',
      'elsewhere',
      'all',
    ]) {
      const { items } = (await ward().get(`/api/desk/reports?queue=${name}&limit=1000`)).json();
      expect(counts[name], name).toBe(items.length);
    }
    expect(counts.onTimeShare).toBe(1);
  });

  test('keeps what was handed on in sight', async () => {
    await ward().post(`/api/reports/${made['hidden']!.trackingCode}/assign`, {
      body: 'thoat-nuoc',
      reason: 'Cống trục',
    });
    expect(await queue('queue=elsewhere')).toEqual(['hidden']);
  });

  test('lets only city-wide roles look into another body’s queue', async () => {
    expect((await ward().get('/api/desk/reports?body=thoat-nuoc')).statusCode).toBe(403);
    expect(await queue('body=thoat-nuoc&queue=due', people.coordinator)).toEqual(['drain', 'hidden']);
    expect(await queue('body=*&queue=overdue', people.inspector)).toEqual(['old']);
  });

  test('comes in pages by due time', async () => {
    const first = (await city.as(people.coordinator).get('/api/desk/reports?body=*&limit=2')).json();
    const second = (
      await city.as(people.coordinator).get(`/api/desk/reports?body=*&limit=1000&cursor=${first.next}`)
    ).json();
    const dues = [...first.items, ...second.items].map((item: Filed) => item.dueAt);
    expect(dues).toEqual([...dues].sort());
    expect(new Set([...first.items, ...second.items].map((item: Filed) => item.trackingCode)).size).toBe(
      dues.length,
    );
  });

  test('shows an officer the words unmasked, the buttons that work, and where to hand over', async () => {
    const filed = await file(city, { words: 'Ngập, gọi 0912345678' });
    const view = (await ward().get(`/api/desk/reports/${filed.trackingCode}`)).json();
    expect(view.wordsUnmasked).toContain('0912345678');
    expect(view.actions).toEqual([
      'accept',
      'assign',
      'hand_over',
      'return',
      'recategorise',
      'reject',
      'merge',
      'transfer',
    ]);
    expect(view.handOverTo.map((body: { code: string }) => body.code)).toEqual([
      'thoat-nuoc',
      'dieu-phoi-1022',
    ]);
    expect(view).toMatchObject({
      contact: null,
      hasReporter: false,
      minutesLeft: 960,
      routedBecause: { vi: 'Phường, xã kiểm tra tại chỗ trước' },
    });
  });
});
