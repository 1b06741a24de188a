// A petition's life through the interface: draft, supporters, the moderator's look, refusal and appeal, giving up, alike ones.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { anonymous } from '@city/kernel/access';
import { citizen, type TestCity } from '@city/kernel/testing';
import { passTime } from '../clock/petition-clock.sweep.ts';
import { aDraft, open, people, petitionsCity, read, seeking, signMany } from '../testing.ts';

let city: TestCity;
beforeAll(async () => {
  city = await petitionsCity();
});
afterAll(() => city.stop());
beforeEach(() => city.clock.set('2026-09-08T02:30:00Z'));

const desk = (who: (typeof people)['moderator'], code: string, verb: string, body: object = {}) =>
  city.as(who).post(`/api/desk/petitions/${code}/${verb}`, body);
const own = (who: ReturnType<typeof citizen>, code: string, verb: string, body: object = {}) =>
  city.as(who).post(`/api/petitions/${code}/${verb}`, body);
async function moderation(starter = citizen(), more = {}) {
  const { code, supporters } = await seeking(city, more, starter);
  await signMany(city, code, supporters);
  return code;
}

test('a draft is seen by its starter alone, and every field follows the rules of the day', async () => {
  const starter = citizen();
  const made = await city.as(starter).post('/api/petitions', aDraft());
  expect(made.statusCode).toBe(201);
  expect(made.json()).toMatchObject({
    state: 'draft',
    threshold: 20,
    supporters: 5,
    people: 1000,
    body: { code: 'ubnd-11948' },
    bodyRule: 'topic',
  });
  const { code } = made.json();
  expect((await city.as(starter).get(`/api/petitions/${code}`)).statusCode).toBe(200);
  for (const who of [anonymous, citizen(), people.moderator])
    expect((await city.as(who).get(`/api/petitions/${code}`)).statusCode).toBe(404);
});

test('a draft is changed until it goes out, then its words stand', async () => {
  const starter = citizen();
  const { code } = (await city.as(starter).post('/api/petitions', aDraft())).json();
  const changed = await own(starter, code, 'edit', aDraft({ unit: null, topic: 'transport' }));
  expect(changed.json()).toMatchObject({ unit: null, threshold: 4665, body: { code: 'so-xay-dung' } });
  expect((await own(citizen(), code, 'edit', aDraft())).statusCode).toBe(404);
  await own(starter, code, 'propose');
  expect((await own(starter, code, 'edit', aDraft())).json().code).toBe('petition_step_not_possible');
});

test('personal data of others is masked before anything is kept', async () => {
  const { words } = await seeking(city, {
    words: 'Gọi anh Tuấn 0912 345 678 mãi mà không ai trả lời về chuyện sân chơi của khu chúng tôi.',
  });
  expect(words).not.toContain('345');
  const [kept] = await city.sql<{ n: number }>(
    `select count(*)::int as n from petitions.petition where words like '%345%'`,
  );
  expect(kept!.n).toBe(0);
});

test.each([
  ['title', { title: 'Ngắn' }, 'petition_title_short'],
  ['ask', { ask: 'Sửa' }, 'petition_ask_short'],
  ['words', { words: 'Vì cần.' }, 'petition_words_short'],
  ['topic', { topic: 'nothing' }, 'petition_topic_unknown'],
  ['unit', { unit: '99999' }, 'petition_unit_unknown'],
  ['body', { body: 'ubnd-10525' }, 'petition_body_unknown'],
])('a wrong %s is refused by name', async (field, more, code) => {
  const answer = await city.as(citizen()).post('/api/petitions', aDraft(more));
  expect([answer.statusCode, answer.json().code, answer.json().errors[0].pointer]).toEqual([
    400,
    code,
    `/${field}`,
  ]);
});

test('nobody starts more than three in thirty days', async () => {
  const starter = city.as(citizen());
  for (let n = 0; n < 3; n++) expect((await starter.post('/api/petitions', aDraft())).statusCode).toBe(201);
  const fourth = await starter.post('/api/petitions', aDraft());
  expect([fourth.statusCode, fourth.json().code]).toEqual([429, 'petition_too_many_starts']);
  city.clock.set('2026-10-12T02:30:00Z');
  expect((await starter.post('/api/petitions', aDraft())).statusCode).toBe(201);
});

test('first supporters bring it to the moderator, who makes it public for ninety days', async () => {
  const code = await moderation();
  expect((await read(city, code)).state).toBe('moderation');
  const listed = async () =>
    (await city.as(anonymous).get('/api/petitions?limit=200'))
      .json()
      .items.map((one: { code: string }) => one.code);
  expect(await listed()).not.toContain(code);
  await desk(people.moderator, code, 'publish');
  // From 8 September ninety days on; the last day counts whole.
  expect(await read(city, code)).toMatchObject({ state: 'open', signUntil: '2026-12-07T17:00:00.000Z' });
  expect(await listed()).toContain(code);
});

describe('a refusal', () => {
  const refused = { ground: 'dignity', words: 'Đoạn hai gọi tên và xúc phạm một cán bộ.' };

  test('names its ground in law, hides the petition from others, and is said to the starter', async () => {
    const starter = citizen();
    const code = await moderation(starter);
    expect((await desk(people.moderator, code, 'refuse', { ...refused, ground: 'ugly' })).json().code).toBe(
      'petition_refusal_unknown',
    );
    expect((await desk(people.moderator, code, 'refuse', { ...refused, words: 'Xấu' })).json().code).toBe(
      'petition_reason_short',
    );
    expect((await desk(people.moderator, code, 'refuse', refused)).statusCode).toBe(200);
    expect((await city.as(anonymous).get(`/api/petitions/${code}`)).statusCode).toBe(404);
    const mine = (await city.as(starter).get(`/api/petitions/${code}`)).json();
    expect(mine.refusal).toMatchObject({ code: 'dignity', document: 'bo-luat-dan-su-2015' });
    // Fifteen calendar days from 8 September end on a working day.
    expect(mine.appealUntil.slice(0, 10)).toBe('2026-09-23');
  });

  test('is appealed once, and decided by somebody else than who refused', async () => {
    const starter = citizen();
    const code = await moderation(starter);
    await desk(people.moderator, code, 'refuse', refused);
    const appeal = { words: 'Đã bỏ tên cán bộ, phần còn lại chỉ nói về sân chơi.' };
    expect((await own(citizen(), code, 'appeal', appeal)).statusCode).toBe(404);
    expect((await own(starter, code, 'appeal', appeal)).json().state).toBe('appealed');
    expect((await desk(people.moderator, code, 'publish')).statusCode).toBe(403);
    expect((await desk(people.coordinator, code, 'refuse', refused)).statusCode).toBe(200);
    const again = await own(starter, code, 'appeal', appeal);
    expect([again.statusCode, again.json().code]).toEqual([409, 'petition_appealed_already']);
  });

  test('that is appealed successfully opens the petition', async () => {
    const starter = citizen();
    const code = await moderation(starter);
    await desk(people.moderator, code, 'refuse', refused);
    await own(starter, code, 'appeal', { words: 'Đã bỏ tên cán bộ trong bài.' });
    await desk(people.coordinator, code, 'publish');
    expect(await read(city, code)).toMatchObject({ state: 'open', refusal: null });
  });

  test('can no longer be appealed when the term is over', async () => {
    const starter = citizen();
    const code = await moderation(starter);
    await desk(people.moderator, code, 'refuse', refused);
    city.clock.set('2026-09-24T02:30:00Z');
    const late = await own(starter, code, 'appeal', { words: 'Xin xem lại kiến nghị này.' });
    expect([late.statusCode, late.json().code]).toEqual([409, 'petition_appeal_over']);
  });
});

test('the starter gives it up; then nobody signs it any more', async () => {
  const starter = citizen();
  const { code } = await open(city, {}, starter);
  expect((await own(citizen(), code, 'withdraw')).statusCode).toBe(403);
  expect((await own(starter, code, 'withdraw')).json().state).toBe('withdrawn');
  expect((await own(citizen(), code, 'sign')).statusCode).toBe(404);
});

test('terms of signing end by themselves', async () => {
  const one = await seeking(city);
  const other = await open(city);
  city.clock.set('2026-10-08T16:59:59Z');
  await passTime(city.module('petitions'));
  expect((await read(city, one.code)).state).toBe('seeking');
  city.clock.set('2026-10-08T17:00:00Z');
  await passTime(city.module('petitions'));
  expect((await city.as(anonymous).get(`/api/petitions/${one.code}`)).statusCode).toBe(404);
  expect((await read(city, other.code)).state).toBe('open');
  city.clock.set('2026-12-07T17:00:00Z');
  await Promise.all([passTime(city.module('petitions')), passTime(city.module('petitions'))]);
  const closed = await read(city, other.code);
  expect(closed.state).toBe('closed');
  expect(closed.history.filter(({ action }) => action === 'close')).toHaveLength(1);
});

test('petitions that ask nearly the same are shown before one starts', async () => {
  const { code } = await open(city, {
    title: 'Xây cầu đi bộ qua đường Lạch Tray',
    ask: 'Làm cầu đi bộ trước cổng trường',
  });
  const alike = async (more: Record<string, unknown>) =>
    (await city.as(citizen()).post('/api/petitions/alike', aDraft(more)))
      .json()
      .items.map((one: { code: string }) => one.code);
  expect(
    await alike({ title: 'Xay cau di bo duong Lach Tray', ask: 'Cần cầu đi bộ trước cổng trường' }),
  ).toContain(code);
  expect(
    await alike({ title: 'Trồng thêm cây xanh ở công viên', ask: 'Trồng hai hàng cây dọc lối đi' }),
  ).not.toContain(code);
});
