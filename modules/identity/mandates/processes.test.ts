// Two processes of one city: whatever ends in the one gives nothing in the other a second later, and birthdays need no word at all.
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type TestCity, testCity } from '@city/kernel/testing';
import { module } from '../module.ts';
import { Browser, identityCity, type IdentityCity } from '../testing/identity-city.ts';
import { mandateStage, registrar, type Stage } from '../testing/people.ts';
import { endGuardianship } from './guardian.action.ts';
import { takeStep } from './step.action.ts';

let first: IdentityCity;
let second: TestCity;
let stage: Stage;
beforeAll(async () => {
  first = await identityCity();
  stage = mandateStage(first);
  second = await testCity({
    beside: first.city,
    modules: [module as never],
    environment: {
      PUBLIC_URL: first.publicUrl,
      CITY_IDENTITY_ISSUER: first.vneid.issuer,
      CITY_IDENTITY_CLIENT_SECRET: 'a client secret for tests',
    },
  });
});
afterAll(async () => {
  await second.stop();
  await first.stop();
});
beforeEach(async () => {
  first.city.clock.set('2026-11-28T02:00:00Z');
  await first.city.sql('truncate identity.mandate cascade');
});

/** The same browser, answered by the other process. */
function elsewhere(browser: Browser): Browser {
  const copy = new Browser(second, first.publicUrl);
  for (const [name, value] of browser.cookies) copy.cookies.set(name, value);
  return copy;
}

const powers = async (browser: Browser): Promise<string[]> =>
  (await browser.json('/api/me/acting')).json().current?.powers ?? [];

/** Waits on the condition, not on time; answers how many milliseconds it took. */
async function untilNone(browser: Browser): Promise<number> {
  const from = performance.now();
  while ((await powers(browser)).length > 0)
    if (performance.now() - from > 5000) throw new Error('the powers stay');
  return performance.now() - from;
}

test.each([
  ['the giver ends it', 'do-thi-nhan'],
  ['the attorney gives it back', 'tran-van-hung'],
])('%s: the session in the other process loses it within a second', async (_what, party) => {
  const id = await stage.attorney('do-thi-nhan', 'tran-van-hung');
  const { browser } = await stage.signedIn('tran-van-hung');
  await browser.json('/api/me/acting', { mandate: id });
  const other = elsewhere(browser);
  expect(await powers(other)).toContain('report.file');
  await takeStep(stage.m, await stage.actor(party), { id, step: 'revoke' });
  expect(await powers(browser)).toEqual([]);
  expect(await untilNone(other)).toBeLessThan(1200);
});

test('a guardian whom the office dismisses loses it in the other process within a second', async () => {
  const id = await stage.guardianship('tran-van-hung', 'nguyen-minh-khoi', 'guardian');
  const { browser } = await stage.signedIn('tran-van-hung');
  await browser.json('/api/me/acting', { mandate: id });
  const other = elsewhere(browser);
  expect(await powers(other)).toContain('report.file');
  await endGuardianship(stage.m, registrar, { id, evidence: '3/2026/QĐ', reason: 'thay đổi giám hộ' });
  expect(await untilNone(other)).toBeLessThan(1200);
});

test('at 00:00 of the eighteenth birthday both processes refuse at once, though neither looked into the database again', async () => {
  const id = await stage.guardianship('nguyen-thi-mai', 'nguyen-thu-an');
  first.city.clock.set('2026-11-30T16:59:59.900Z');
  const { browser } = await stage.signedIn('nguyen-thi-mai');
  await browser.json('/api/me/acting', { mandate: id });
  const other = elsewhere(browser);
  expect(await powers(other)).toContain('report.file');
  // A tenth of a second: what each process keeps of the session is still fresh, yet the powers are over.
  first.city.clock.set('2026-11-30T17:00:00.000Z');
  expect([await powers(browser), await powers(other)]).toEqual([[], []]);
});

test('the act of before stays attributable to both after the power is gone', async () => {
  const id = await stage.attorney('do-thi-nhan', 'tran-van-hung');
  const { browser, id: agent } = await stage.signedIn('tran-van-hung');
  await browser.json('/api/me/acting', { mandate: id });
  await takeStep(stage.m, await stage.actor('do-thi-nhan'), { id, step: 'revoke' });
  const said = await first.city.sql<{ action: string; actor_id: string }>(
    `select action, actor_id from trail.entry where object_id = $1 or detail->>'to' = $1 order by ctid`,
    [id],
  );
  expect(said.map(({ action }) => action)).toEqual([
    'mandate.offered',
    'mandate.accepted',
    'acting.chosen',
    'mandate.revoked',
  ]);
  expect(said[2]?.actor_id).toBe(agent);
});
