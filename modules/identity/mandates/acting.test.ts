// Acting for another in an open session: chosen, closed to what is personal, ended by birthdays, revocation and the register.
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Browser, identityCity, type IdentityCity } from '../testing/identity-city.ts';
import { mandateStage, registrar, type Stage } from '../testing/people.ts';
import { endGuardianship } from './guardian.action.ts';
import { lapseAll } from './lapse.sweep.ts';
import { takeStep } from './step.action.ts';

let city: IdentityCity;
let stage: Stage;
beforeAll(async () => {
  city = await identityCity();
  stage = mandateStage(city);
});
afterAll(() => city.stop());
beforeEach(async () => {
  city.city.clock.set('2026-11-28T02:00:00Z');
  await city.city.sql('truncate identity.mandate cascade');
});

const acting = async (browser: Browser) => (await browser.json('/api/me/acting')).json();
const choose = (browser: Browser, mandate: string | null) => browser.json('/api/me/acting', { mandate });

test('a mother chooses to act for her daughter, and sees herself again when she goes back', async () => {
  const mandate = await stage.guardianship('nguyen-thi-mai', 'nguyen-thu-an');
  const { browser } = await stage.signedIn('nguyen-thi-mai');
  expect((await acting(browser)).choices).toMatchObject([{ mandate, principal: { name: 'Nguyễn Thu An' } }]);
  expect((await choose(browser, mandate)).json().current).toMatchObject({
    mandate,
    powers: ['report.file', 'service.apply', 'complaint.file', 'fee.pay'],
  });
  expect((await browser.json('/api/me')).json().name).toBe('Nguyễn Thị Mai');
  expect((await choose(browser, null)).json().current).toBeNull();
});

test('at 00:00 of the eighteenth birthday the open session has no power any more, before anything was swept', async () => {
  const mandate = await stage.guardianship('nguyen-thi-mai', 'nguyen-thu-an');
  city.city.clock.set('2026-11-30T16:59:58Z');
  const { browser } = await stage.signedIn('nguyen-thi-mai');
  await choose(browser, mandate);
  expect((await acting(browser)).current.powers).toContain('report.file');
  city.city.clock.set('2026-11-30T17:00:00Z');
  expect((await acting(browser)).current.powers).toEqual([]);
  expect((await choose(browser, mandate)).json().code).toBe('acting_not_possible');

  expect(await lapseAll(stage.m)).toBe(1);
  expect(await lapseAll(stage.m)).toBe(0);
  const [row] = await city.city.sql<{ status: string }>('select status from identity.mandate');
  expect(row?.status).toBe('handed_over');
  const events = await city.city.sql<{ type: string; data: { powers: string[] } }>(
    `select type, data from events.outbox where key = '${mandate}' order by occurred_at, id`,
  );
  expect(events.map(({ type }) => type)).toEqual([
    'identity.mandate.granted',
    'identity.mandate.handed_over',
  ]);
  expect(events.at(-1)?.data.powers).toEqual([]);
});

test('at fourteen powers fall to the child, the others stay', async () => {
  const mandate = await stage.guardianship('nguyen-thi-mai', 'nguyen-minh-khoi');
  city.city.clock.set('2027-02-13T16:59:59Z');
  const { browser } = await stage.signedIn('nguyen-thi-mai');
  expect((await choose(browser, mandate)).json().current.powers).toContain('account.manage');
  city.city.clock.set('2027-02-13T17:00:00Z');
  expect((await acting(browser)).current.powers).not.toContain('account.manage');
  expect((await acting(browser)).current.powers).toContain('data.consent');
  expect(await lapseAll(stage.m)).toBe(1);
  const [row] = await city.city.sql<{ status: string; next_at: Date }>(
    'select status, next_at from identity.mandate',
  );
  expect(row?.status).toBe('active');
  expect(row?.next_at.toISOString()).toBe('2028-02-13T17:00:00.000Z');
});

test('a guardian whom the office dismisses loses the power in the session that is open', async () => {
  const mandate = await stage.guardianship('tran-van-hung', 'nguyen-minh-khoi', 'guardian');
  const { browser } = await stage.signedIn('tran-van-hung');
  await choose(browser, mandate);
  await endGuardianship(stage.m, registrar, {
    id: mandate,
    evidence: '3/2026/QĐ',
    reason: 'thay đổi giám hộ',
  });
  expect((await acting(browser)).current).toMatchObject({ mandate, powers: [] });
  expect((await acting(browser)).choices).toEqual([]);
});

test('what gives nothing yet, nothing any more or belongs to others cannot be chosen, and each try is on the trail', async () => {
  const later = await stage.attorney('do-thi-nhan', 'tran-van-hung', { from: '2026-12-02' });
  const { browser } = await stage.signedIn('tran-van-hung');
  const other = await stage.signedIn('vu-hoang-long');
  const code = async (who: Browser, id: string) => (await choose(who, id)).json().code;
  expect(await code(browser, later)).toBe('acting_not_possible');
  expect(await code(other.browser, later)).toBe('mandate_not_found');
  expect(await code(other.browser, '01a21f6f-2d30-7044-ad16-69a6ba5beb83')).toBe('mandate_not_found');
  const refusals = await city.city.sql(
    `select 1 from trail.entry where action = 'acting.chosen' and outcome = 'refused'`,
  );
  expect(refusals.length).toBeGreaterThanOrEqual(3);
});

test('either party ends a power of attorney at once', async () => {
  for (const party of ['do-thi-nhan', 'tran-van-hung']) {
    await city.city.sql('truncate identity.mandate cascade');
    const mandate = await stage.attorney('do-thi-nhan', 'tran-van-hung');
    const { browser } = await stage.signedIn('tran-van-hung');
    await choose(browser, mandate);
    expect((await acting(browser)).current.powers).toEqual(['report.file', 'service.apply']);
    await takeStep(stage.m, await stage.actor(party), { id: mandate, step: 'revoke' });
    expect((await acting(browser)).current.powers, party).toEqual([]);
  }
});

test('a director whom the register no longer names loses the organisation in the open session; the new one has it', async () => {
  await stage.company(['luu-quang-huy']);
  const { browser } = await stage.signedIn('luu-quang-huy');
  const [choice] = (await acting(browser)).choices;
  await choose(browser, choice.mandate);
  expect((await acting(browser)).current).toMatchObject({ principal: { name: 'Công ty Vận tải Hoa Lửa' } });
  await stage.company(['dao-thi-yen'], false, 'GCN 0200123456 lần 2');
  expect((await acting(browser)).current.powers).toEqual([]);
  const next = await stage.signedIn('dao-thi-yen');
  expect((await acting(next.browser)).choices).toHaveLength(1);
});
