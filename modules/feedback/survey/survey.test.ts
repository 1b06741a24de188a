// The survey weeks after closing: whom it asks and when, answering by the link, once; bad news to the leader; figures for all.
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { anonymous } from '@city/kernel/access';
import { citizen, officer, queuedMessages, type TestCity } from '@city/kernel/testing';
import { type Filed, file, people, reportsCity } from '../testing.ts';
import { inviteDue } from './invite.job.ts';

let city: TestCity;
beforeAll(async () => {
  city = await reportsCity();
});
afterAll(() => city.stop());
beforeEach(async () => {
  city.clock.set('2026-09-08T02:30:00Z');
  await city.sql('delete from feedback.survey; ');
  await city.sql('delete from feedback.survey_round');
  await city.sql(
    `update feedback.report set closed_at = '2020-01-01', filed_at = '2020-01-01', accepted_at = '2020-01-01', resolved_at = '2020-01-01' where state = 'closed'`,
  );
});

const leader = officer({ body: 'ubnd-11383', unit: '11383', role: 'leader', title: 'Chủ tịch' });
const invite = () => inviteDue(city.module('feedback'));
let phones = 0;
/** Another person each time: many reports from one telephone in a day would be asked about. */
const anotherPhone = () => ({ contact: { phone: `0${912_345_678 + ++phones}` } });
const fourWeeksLater = () => city.clock.set('2026-10-06T03:00:00Z');

async function step(code: string, verb: string, body: object = {}) {
  const answer = await city.as(people.leChan).post(`/api/reports/${code}/${verb}`, body);
  if (answer.statusCode !== 200) throw new Error(answer.body);
}
async function close({ trackingCode: code }: Filed): Promise<void> {
  await step(code, 'accept');
  await step(code, 'resolve', { words: 'Đã nạo vét cống.' });
  await step(code, 'close');
}
async function closedReport(
  more: Record<string, unknown> = anotherPhone(),
  as = city.as(anonymous),
): Promise<Filed> {
  const filed = await file(city, more, as);
  await close(filed);
  return filed;
}
/** The links that were sent about a report. */
async function linksOf({ trackingCode }: Filed): Promise<string[]> {
  return (await queuedMessages<{ code: string; path: string }>(city))
    .filter(({ template, params }) => template === 'feedback.survey' && params.code === trackingCode)
    .map(({ params }) => params.path);
}
async function surveyed(more = anotherPhone()): Promise<{ filed: Filed; link: string; key: string }> {
  city.clock.set('2026-09-08T02:30:00Z');
  const filed = await closedReport(more);
  fourWeeksLater();
  await invite();
  const [link] = await linksOf(filed);
  return { filed, link: link!, key: new URL(link!, 'http://x').searchParams.get('key')! };
}
const send = (filed: Filed, fields: Record<string, string>) =>
  city.as(anonymous).form(`/reports/${filed.trackingCode}/survey`, fields);

describe('who is asked', () => {
  test('whoever reported, four weeks after closing and not before, once', async () => {
    const filed = await closedReport();
    city.clock.set('2026-10-06T02:29:59Z');
    expect(await invite()).toBe(0);
    city.clock.set('2026-10-06T02:30:00Z');
    expect(await invite()).toBe(1);
    expect(await invite()).toBe(0);
    city.clock.set('2026-10-09T02:30:00Z');
    expect(await invite()).toBe(0);
    expect(await linksOf(filed)).toHaveLength(1);
  });

  test('two processes at once ask once', async () => {
    const filed = await Promise.all([closedReport(), closedReport({ contact: { phone: '0987654321' } })]);
    fourWeeksLater();
    const counts = await Promise.all([invite(), invite(), invite()]);
    expect(counts.reduce((sum, n) => sum + n, 0)).toBe(2);
    for (const one of filed) expect(await linksOf(one)).toHaveLength(1);
  });

  test('nobody without an address, nobody whose matter was reopened, nobody about matters of long ago', async () => {
    await closedReport({});
    const reopened = await closedReport();
    await step(reopened.trackingCode, 'reopen', { reason: 'Lại ngập' }).catch(() => undefined);
    await city.sql(
      `update feedback.report set state = 'accepted', closed_at = null, resolved_at = null where tracking_code = $1`,
      [reopened.trackingCode],
    );
    const old = await closedReport({ contact: { phone: '0966000111' } });
    fourWeeksLater();
    await city.sql(
      `update feedback.report set closed_at = '2026-08-20', filed_at = '2026-08-19', accepted_at = '2026-08-19', resolved_at = '2026-08-20' where tracking_code = $1`,
      [old.trackingCode],
    );
    expect(await invite()).toBe(0);
  });

  test('of those whose reports follow one matter each person once, also who reported it themselves', async () => {
    const me = { contact: { phone: '0911222444' } };
    const master = await file(city, me);
    const again = await file(city, { words: 'Vẫn ngập ở đó, tôi gửi lại', ...me });
    const other = await file(city, { words: 'Ngập quá, đi không nổi', contact: { phone: '0911222333' } });
    const twice = await file(city, { words: 'Ngập cả tuần nay rồi', contact: { phone: '0911222333' } });
    for (const { trackingCode } of [again, other, twice])
      await step(trackingCode, 'merge', { master: master.trackingCode, reason: 'Cùng một chỗ ngập' });
    await close(master);
    fourWeeksLater();
    expect(await invite()).toBe(2);
    const links = await Promise.all([master, again, other, twice].map(linksOf));
    expect(links.map(({ length }) => length).reduce((sum, n) => sum + n, 0)).toBe(2);
    expect(await invite()).toBe(0);
  });
});

describe('answering', () => {
  test('works by the link alone, in both languages, and only once', async () => {
    const { filed, link, key } = await surveyed();
    const open = await city.as(anonymous).get(link);
    expect(open.body).toContain('Bây giờ chỗ đó thế nào?');
    expect(open.headers['referrer-policy']).toBe('same-origin');
    expect((await city.as(anonymous).get(`${link}&lang=en`)).body).toContain('How is it there now?');
    const done = await send(filed, { key, fixed: 'yes', score: '5', words: 'Tốt lắm' });
    expect([done.statusCode, done.body]).toEqual([200, expect.stringContaining('Cảm ơn bạn')]);
    const again = await send(filed, { key, fixed: 'no', score: '1' });
    expect(again.statusCode).toBe(409);
    expect((await city.as(anonymous).get(link)).statusCode).toBe(409);
  });

  test('sent many times at once counts once', async () => {
    const { filed, key } = await surveyed();
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => send(filed, { key, fixed: 'yes', score: '4' })),
    );
    expect(answers.filter(({ statusCode }) => statusCode === 200)).toHaveLength(1);
    const [row] = await city.sql<Record<string, number>>(
      'select survey_n as n, survey_fixed_n as fixed, survey_scores as scores from feedback.report where tracking_code = $1',
      [filed.trackingCode],
    );
    expect(row).toEqual({ n: 1, fixed: 1, scores: 4 });
  });

  test('says what is missing and keeps what was given', async () => {
    const { filed, key } = await surveyed();
    const answer = await send(filed, { key, score: '2', words: 'Vẫn ngập' });
    expect(answer.statusCode).toBe(400);
    expect(answer.body).toContain('Chọn một câu trả lời.');
    expect(answer.body).toContain('Vẫn ngập');
  });

  test('a wrong key, another report’s key and no survey look the same; after thirty days it is over', async () => {
    const { filed, link, key } = await surveyed();
    const other = await closedReport({ contact: { phone: '0933444555' } });
    for (const url of [
      `/reports/${filed.trackingCode}/survey?key=${'a'.repeat(22)}`,
      `/reports/${filed.trackingCode}/survey`,
      `/reports/${filed.trackingCode}/survey?key=${filed.reporterKey}`,
      `/reports/${other.trackingCode}/survey?key=${key}`,
    ])
      expect((await city.as(anonymous).get(url)).statusCode, url).toBe(404);
    city.clock.set('2026-11-06T02:30:00Z');
    expect((await city.as(anonymous).get(link)).statusCode).toBe(410);
  });
});

describe('an unsatisfied answer', () => {
  const reviews = async (who: typeof leader) => (await city.as(who).get('/api/desk/surveys')).json().items;

  test('waits for the leader of the body, whose decision ends it; every reading is on the trail', async () => {
    const { filed, key } = await surveyed();
    await send(filed, { key, fixed: 'no', score: '4', words: 'Gọi 0912 345 678 không ai nghe' });
    const [review] = await reviews(leader);
    expect(review).toMatchObject({ trackingCode: filed.trackingCode, fixed: 'no', score: 4 });
    expect(review.words).not.toContain('345');
    const reads = await city.sql(
      `select 1 from trail.entry where action = 'report.survey.read' and actor_id = $1`,
      [leader.id],
    );
    expect(reads.length).toBeGreaterThan(0);
    const decide = (who: typeof leader, body: object) =>
      city.as(who).post(`/api/desk/surveys/${filed.trackingCode}/review`, body);
    const elsewhere = officer({ body: 'ubnd-10525', role: 'leader' });
    expect(await reviews(elsewhere)).toEqual([]);
    // A survey of another body looks like none.
    expect((await decide(elsewhere, { outcome: 'stands', words: 'Không đúng.' })).statusCode).toBe(404);
    expect(
      (await decide(leader, { outcome: 'will_fix', words: 'Đội thoát nước làm lại thứ Hai.' })).statusCode,
    ).toBe(200);
    expect((await decide(leader, { outcome: 'stands', words: 'Đổi ý.' })).json().code).toBe(
      'survey_reviewed',
    );
    expect(await reviews(leader)).toEqual([]);
  });

  test('is made by a low mark, too, but not by a middling one', async () => {
    const { filed, key } = await surveyed();
    await send(filed, { key, fixed: 'partly', score: '3' });
    expect(await reviews(leader)).toEqual([]);
    const other = await surveyed({ contact: { phone: '0944555666' } });
    await send(other.filed, { key: other.key, fixed: 'partly', score: '2' });
    expect(await reviews(leader)).toHaveLength(1);
  });

  test('is shown to nobody else', async () => {
    for (const who of [people.leChan, people.inspector, citizen()])
      expect((await city.as(who).get('/api/desk/surveys')).statusCode).toBe(403);
    expect(
      (await city.as(people.leChan).post('/api/desk/surveys/HP-0000-0000-00000/review', {})).statusCode,
    ).toBe(403);
  });
});

test('the figures of a body are those of the open file', async () => {
  const marks = [
    ['yes', 5],
    ['yes', 4],
    ['partly', 3],
    ['no', 1],
    ['yes', 5],
  ] as const;
  const filed = await Promise.all(
    marks.map((_, at) => closedReport({ contact: { phone: `091000000${at}` } })),
  );
  fourWeeksLater();
  await invite();
  for (const [at, [fixed, score]] of marks.entries()) {
    const [link] = await linksOf(filed[at]!);
    const key = new URL(link!, 'http://x').searchParams.get('key')!;
    await send(filed[at]!, { key, fixed, score: String(score) });
  }
  const url = 'from=2026-09-01&to=2026-10-06';
  const { items } = (await city.as(anonymous).get(`/api/reports/statistics?by=body&${url}`)).json();
  const lines = parse((await city.as(anonymous).get(`/reports.csv?${url}`)).body, {
    columns: true,
  }) as Record<string, string>[];
  const own = lines.filter(({ body }) => body === 'ubnd-11383');
  const sum = (column: string) => own.reduce((total, line) => total + Number(line[column]), 0);
  const ward = items.find(({ key }: { key: string }) => key === 'ubnd-11383');
  expect(ward.surveyed).toBeGreaterThanOrEqual(5);
  expect(ward).toMatchObject({
    surveyed: sum('survey_answers'),
    surveyFixed: sum('survey_fixed'),
    fixedShare: sum('survey_fixed') / sum('survey_answers'),
    meanSurvey: sum('survey_scores') / sum('survey_answers'),
  });
});
