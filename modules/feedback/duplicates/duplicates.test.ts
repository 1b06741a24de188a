// Duplicates through the interfaces: shown before sending, merged and taken apart, everyone told once.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { anonymous } from '@city/kernel/access';
import { type Caller, citizen, eventually, type TestCity } from '@city/kernel/testing';
import { type Filed, file, inLeChan, people, picture, reportsCity } from '../testing.ts';

let city: TestCity;
beforeAll(async () => {
  city = await reportsCity({ start: { relay: true, work: true } });
});
afterAll(() => city.stop());
beforeEach(() => city.clock.set('2026-09-08T02:30:00Z'));

/** The tests' places lie in many wards; the coordinator may act in all of them. */
const office = () => city.as(people.coordinator);
const step = (as: Caller, filed: Filed, verb: string, body: Record<string, unknown> = {}) =>
  as.post(`/api/reports/${filed.trackingCode}/${verb}`, body);
const read = async (filed: Filed) =>
  (await city.as(anonymous).get(`/api/reports/${filed.trackingCode}`)).json();
/** A place of its own for each test, so that none sees the reports of another. */
let spot = 0;
const place = () => ({ lat: 20.8 + (spot += 1) * 0.006, lon: inLeChan.lon });
const east = (at: { lat: number; lon: number }, metres: number) => ({
  ...at,
  lon: at.lon + metres / 104_000,
});

async function nearby(at: { lat: number; lon: number }, words: string, service = 'flooding') {
  const query = new URLSearchParams({ lat: String(at.lat), lon: String(at.lon), service, words });
  const answer = await city.as(anonymous).get(`/api/reports/nearby?${query}`);
  expect(answer.statusCode).toBe(200);
  return answer.json().items as { report: { trackingCode: string }; score: number; metres: number }[];
}

describe('before sending', () => {
  test('the report of the same flood a few doors away is found, most alike first', async () => {
    const at = place();
    const near = await file(city, { ...east(at, 20), words: 'Đường ngập sâu, xe chết máy' });
    const further = await file(city, { ...east(at, 120), words: 'Nước tràn vào nhà' });
    const found = await nearby(at, 'Ngập sâu quá, xe không đi được');
    expect(found.map(({ report }) => report.trackingCode)).toEqual([near.trackingCode, further.trackingCode]);
    expect(found[0]!.metres).toBeGreaterThanOrEqual(19);
    expect(found[0]!.metres).toBeLessThanOrEqual(21);
  });

  test('another matter at the same place, and the same matter far away, are not', async () => {
    const at = place();
    await file(city, { ...at, service: 'noise', words: 'Hát karaoke ồn' });
    await file(city, { ...east(at, 400), words: 'Đường ngập sâu' });
    expect(await nearby(at, 'Đường ngập sâu')).toEqual([]);
  });

  test('hidden ones are not', async () => {
    const at = place();
    const hidden = await file(city, at);
    await city.sql(`update feedback.report set visibility = 'hidden' where tracking_code = $1`, [
      hidden.trackingCode,
    ]);
    expect(await nearby(at, 'Đường ngập sâu')).toEqual([]);
  });

  test('the form asks without a script, and a yes makes the new report follow the old one', async () => {
    const at = place();
    const old = await file(city, { ...at, words: 'Đường ngập sâu trước cổng trường' });
    const photos = [
      {
        field: 'photos',
        filename: 'a.jpg',
        contentType: 'image/jpeg',
        data: await picture('#234', 'jpeg', east(at, 10)),
      },
    ];
    const begun = await city.as(anonymous).form('/report', {}, photos);
    const d = /d=([\w-]+)/.exec(String(begun.headers.location))![1]!;
    await city
      .as(anonymous)
      .form('/report/where', { d, service: 'flooding', words: 'Ngập trước cổng trường', next: '1' });
    const asked = await city.as(anonymous).get(`/report/send?d=${d}`);
    expect(asked.body).toContain('Có phải một trong các việc này?');
    expect(asked.body).toContain(`value="${old.trackingCode}"`);
    await city.as(anonymous).form('/report/send', { d, sameAs: old.trackingCode });
    const done = await city.as(anonymous).get(`/report/done?d=${d}`);
    const code = /HP-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{5}/.exec(done.body)![0];
    const made = (await city.as(anonymous).get(`/api/reports/${code}`)).json();
    expect(made).toMatchObject({ state: 'merged', photoCount: 1 });
    expect(made.history.at(-1)).toMatchObject({
      action: 'merge',
      actor: 'reporter',
      detail: { master: old.trackingCode },
    });
    expect((await read(old)).merged).toBe(1);
  });
});

describe('merging', () => {
  test('lets the later follow the earlier, and undone brings back all there was', async () => {
    const at = place();
    const [master, later] = [await file(city, at), await file(city, at)];
    await step(office(), later, 'accept');
    const before = await read(later);
    const merged = (
      await step(office(), later, 'merge', { master: master.trackingCode, reason: 'Cùng một chỗ' })
    ).json();
    expect(merged).toMatchObject({ state: 'merged' });
    expect((await read(master)).merged).toBe(1);
    const apart = (await step(office(), later, 'unmerge', { reason: 'Hai hố khác nhau' })).json();
    expect(apart).toMatchObject({ state: 'accepted', dueAt: before.dueAt, firstDueAt: before.firstDueAt });
    expect((await read(master)).merged).toBe(0);
  });

  test('with a follower leads to its master, and never in a circle', async () => {
    const at = place();
    const [one, two, three] = [await file(city, at), await file(city, at), await file(city, at)];
    const merge = (who: Filed, master: Filed) =>
      step(office(), who, 'merge', { master: master.trackingCode, reason: 'Cùng một chỗ' });
    await merge(two, one);
    const third = (await merge(three, two)).json();
    expect(third.history.at(-1).detail.master).toBe(one.trackingCode);
    expect((await read(one)).merged).toBe(2);
    const circle = await merge(one, three);
    expect([circle.statusCode, circle.json().code]).toEqual([400, 'report_merge_self']);
    const self = await merge(one, one);
    expect([self.statusCode, self.json().code]).toEqual([400, 'report_merge_self']);
  });

  test('takes the followers of a merged master along, and gives them back', async () => {
    const at = place();
    const [one, two, three] = [await file(city, at), await file(city, at), await file(city, at)];
    await step(office(), three, 'merge', { master: two.trackingCode, reason: 'Cùng một chỗ' });
    await step(office(), two, 'merge', { master: one.trackingCode, reason: 'Cùng một chỗ' });
    expect((await read(one)).merged).toBe(2);
    await step(office(), two, 'unmerge', { reason: 'Khác nhau' });
    expect([(await read(one)).merged, (await read(two)).merged]).toEqual([0, 1]);
  });

  test('is the office’s, or of whoever filed it and only while it is new', async () => {
    const at = place();
    const [master, later] = [await file(city, at), await file(city, at)];
    const body = { master: master.trackingCode, reason: 'Cùng một chỗ' };
    expect((await step(city.as(anonymous), later, 'merge', body)).json().code).toBe('report_not_yours');
    expect((await step(city.as(people.haiDuong), later, 'merge', body)).statusCode).toBe(403);
    expect(
      (await step(city.as(anonymous), later, 'merge', { ...body, key: later.reporterKey })).json().state,
    ).toBe('merged');
    const unknown = await step(office(), master, 'merge', {
      master: 'HP-0000-0000-00000',
      reason: 'Cùng một chỗ',
    });
    expect([unknown.statusCode, unknown.json().code]).toEqual([400, 'report_master_unknown']);
  });

  test('tells everyone behind the followers what happens to the master, each person once', async () => {
    const at = place();
    const person = citizen();
    const master = await file(city, at, city.as(person));
    const other = citizen();
    const followers = [
      await file(city, at, city.as(other)),
      await file(city, at, city.as(other)),
      await file(city, at, city.as(person)),
      await file(city, { ...at, contact: { phone: '0912345671' } }),
      await file(city, { ...at, contact: { phone: '0912345672' } }),
    ];
    for (const one of followers)
      await step(office(), one, 'merge', { master: master.trackingCode, reason: 'Cùng một chỗ' });
    await step(office(), master, 'accept');
    await step(office(), master, 'resolve', { words: 'Đã thông cống.' });
    const about = (
      await city.sql<{ report_id: string }>('select report_id from feedback.tracking_code where code = $1', [
        master.trackingCode,
      ])
    )[0]!.report_id;
    const resolved = () =>
      city.sql<{ recipient: string }>(`select recipient from notify.message where key like $1`, [
        `report:${about}:3%`,
      ]);
    await eventually(resolved, (rows) => rows.length >= 4);
    const recipients = (await resolved()).map(({ recipient }) => recipient);
    expect(new Set(recipients).size).toBe(recipients.length);
    expect(recipients.filter((one) => one.startsWith('person:')).sort()).toEqual(
      [`person:${person.id}`, `person:${other.id}`].sort(),
    );
    expect(recipients).toHaveLength(4);
  });
});

test('the office sees what is probably the same, strangers do not', async () => {
  const at = place();
  const [one, two] = [
    await file(city, { ...at, words: 'Ngập sâu' }),
    await file(city, { ...at, words: 'Ngập sâu' }),
  ];
  const url = `/api/desk/reports/${two.trackingCode}/alike`;
  const found = (await office().get(url)).json().items;
  expect(found.map(({ report }: { report: { trackingCode: string } }) => report.trackingCode)).toEqual([
    one.trackingCode,
  ]);
  expect((await city.as(anonymous).get(url)).statusCode).toBe(401);
  expect((await city.as(citizen()).get(url)).statusCode).toBe(403);
});
