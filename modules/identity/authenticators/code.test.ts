// One-time codes: who gets one, what it opens, how often, and that unknown numbers cannot be told from known ones.
import { eventually } from '@city/kernel/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type IdentityCity, identityCity, readTrail, sentCodes } from '../testing/identity-city.ts';
import { mandateStage } from '../testing/people.ts';
import { addDestination, askForCode, codeSentBy } from '../testing/means.ts';

let started: IdentityCity;
const phone = '0912345001';
const shared = '0912345002';

beforeAll(async () => {
  started = await identityCity({ work: true });
  const mai = started.browser();
  await mai.signIn('nguyen-thi-mai');
  await addDestination(started, mai, phone);
  await addDestination(started, mai, shared);
  const hung = started.browser();
  await hung.signIn('tran-van-hung');
  await addDestination(started, hung, shared);
});
afterAll(() => started?.stop());
// Counters are of a quarter of an hour, an hour and a day: each test has its own.
beforeEach(() => started.city.clock.advance(86_400_000));

const jobsDone = () =>
  eventually(
    () => started.city.sql<{ n: number }>(`select count(*)::int as n from graphile_worker._private_jobs`),
    ([row]) => row?.n === 0,
  );

describe('a code', () => {
  it('signs in whoever holds the number, at level 1', async () => {
    const browser = started.browser();
    const code = await askForCode(started, browser, phone, { return_to: '/my' });
    expect(code).toMatch(/^\d{6}$/);
    const answer = await browser.open('/sign-in/code/check', { code });
    expect([answer.statusCode, answer.headers.location]).toEqual([303, '/my']);
    expect((await browser.json('/api/me')).json()).toMatchObject({ name: 'Nguyễn Thị Mai', level: 1 });
  });

  it('of somebody who may act for others leads first to the question for whom', async () => {
    const stage = mandateStage(started);
    await stage.guardianship('tran-van-hung', 'nguyen-minh-khoi', 'guardian');
    const own = '0912345003';
    await addDestination(started, (await stage.signedIn('tran-van-hung')).browser, own);
    const browser = started.browser();
    const code = await askForCode(started, browser, own, { return_to: '/my' });
    const answer = await browser.open('/sign-in/code/check', { code });
    expect(answer.headers.location).toBe('/me/acting?return_to=%2Fmy');
  });

  it('works once', async () => {
    const browser = started.browser();
    const code = await askForCode(started, browser, phone);
    const other = browser.copy();
    await browser.open('/sign-in/code/check', { code });
    expect((await other.open('/sign-in/code/check', { code })).statusCode).toBe(409);
    expect(other.session).toBeUndefined();
  });

  it('works in the browser that asked for it only', async () => {
    const code = await askForCode(started, started.browser(), phone);
    const thief = started.browser();
    await askForCode(started, thief, phone);
    expect((await thief.open('/sign-in/code/check', { code })).statusCode).toBe(422);
    expect(thief.session).toBeUndefined();
  });

  it('is over after five minutes', async () => {
    const browser = started.browser();
    const code = await askForCode(started, browser, phone);
    started.city.clock.advance(5 * 60_000);
    expect((await browser.open('/sign-in/code/check', { code })).statusCode).toBe(422);
    expect(browser.session).toBeUndefined();
  });

  it('burns at the fifth wrong try', async () => {
    const browser = started.browser();
    const code = await askForCode(started, browser, phone);
    const wrong = code === '000000' ? '000001' : '000000';
    const statuses: number[] = [];
    for (let n = 0; n < 5; n++)
      statuses.push((await browser.open('/sign-in/code/check', { code: wrong })).statusCode);
    expect(statuses).toEqual([422, 422, 422, 422, 403]);
    expect((await browser.open('/sign-in/code/check', { code })).statusCode).toBe(409);
    expect((await readTrail(started.city)).some(({ reason }) => reason === 'code burnt')).toBe(true);
  });

  it('is sent again after a minute, not before, and makes the first one void', async () => {
    const browser = started.browser();
    const first = await askForCode(started, browser, phone);
    const early = await browser.open('/sign-in/code/again', {});
    expect([early.statusCode, early.headers['retry-after']]).toEqual([429, '60']);
    started.city.clock.advance(60_000);
    const second = await codeSentBy(started, () => browser.open('/sign-in/code/again', {}));
    expect((await browser.open('/sign-in/code/check', { code: first })).statusCode).toBe(422);
    expect((await browser.open('/sign-in/code/check', { code: second })).statusCode).toBe(303);
  });

  it('is given three times in a quarter of an hour and ten times a day, however the number is written', async () => {
    const ask = async (destination: string) =>
      (await started.browser().open('/sign-in/code', { destination })).statusCode;
    expect([
      await ask(phone),
      await ask('+84 912 345 001'),
      await ask('0912.345.001'),
      await ask(phone),
    ]).toEqual([303, 303, 303, 429]);
    for (let quarter = 0; quarter < 2; quarter++) {
      started.city.clock.advance(900_000);
      for (let n = 0; n < 3; n++) expect(await ask(phone)).toBe(303);
    }
    // The refused one counted too: ten are used up.
    started.city.clock.advance(900_000);
    expect(await ask(phone)).toBe(429);
  });

  it('is not brought to level 2 by itself: whoever has nothing else is told what to do', async () => {
    const browser = started.browser();
    const code = await askForCode(started, browser, phone, { level: '2' });
    const answer = await browser.open('/sign-in/code/check', { code });
    expect(answer.statusCode).toBe(403);
    expect(answer.body).toContain('Tiếp tục với VNeID');
    expect(browser.session).toBeUndefined();
  });
});

describe('a number that a family shares', () => {
  it('asks who one is, once the number is proved', async () => {
    const browser = started.browser();
    const code = await askForCode(started, browser, shared);
    expect((await browser.open('/sign-in/who')).statusCode).toBe(409);
    expect((await browser.open('/sign-in/code/check', { code })).headers.location).toBe('/sign-in/who');
    const page = await browser.open('/sign-in/who');
    expect(page.body).toContain('Nguyễn Thị Mai');
    const [hung] = await started.city.sql<{ id: string }>(
      `select id from identity.person where name = 'Trần Văn Hùng'`,
    );
    const [stranger] = [crypto.randomUUID()];
    expect((await browser.copy().open('/sign-in/who', { person: stranger ?? '' })).statusCode).toBe(409);
    await browser.open('/sign-in/who', { person: hung?.id ?? '' });
    expect((await browser.json('/api/me')).json()).toMatchObject({ id: hung?.id, level: 1 });
  });
});

describe('an unknown number', () => {
  it('gets the same pages, the same cookies, the same counting, and nobody gets a message', async () => {
    const seen: unknown[][] = [];
    for (const destination of [phone, '0912345999']) {
      const browser = started.browser();
      const answers = [];
      answers.push(await browser.open('/sign-in/code', { destination }));
      await jobsDone();
      answers.push(await browser.open('/sign-in/code'));
      for (let n = 0; n < 5; n++) answers.push(await browser.open('/sign-in/code/check', { code: '12345' }));
      seen.push(
        answers.map(({ statusCode, body, headers, cookies }) => [
          statusCode,
          body.replaceAll(/\d{3}\b/g, ''),
          headers.location,
          cookies.map(({ name, maxAge }) => [name, maxAge]),
        ]),
      );
    }
    expect(seen[1]).toEqual(seen[0]);
    const sent = (await sentCodes(started.city)).size;
    await started.browser().open('/sign-in/code', { destination: '0912345997' });
    await jobsDone();
    expect((await sentCodes(started.city)).size).toBe(sent);
  });

  it.each(['', 'abc', '113', '02253842000', 'a@b', '+1 202 555 0100'])(
    '%j is no place a code can go',
    async (destination) => {
      expect((await started.browser().open('/sign-in/code', { destination })).statusCode).toBe(422);
    },
  );
});
