// The national registers over HTTP: custody, deaths and dismissals come by signed notices and hold in open sessions at once.
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { projectRoot } from '@city/kernel/config/root';
import {
  readRegisterData,
  type RegistersSimulator,
  startRegistersSimulator,
} from '@city/registers-simulator';
import { type Browser, identityCity, type IdentityCity } from '../testing/identity-city.ts';
import { mandateStage, persona, type Stage } from '../testing/people.ts';

const data = readRegisterData(join(projectRoot(), 'city', 'haiphong'));
const taxCode = '0200123456';
let registers: RegistersSimulator;
let city: IdentityCity;
let stage: Stage;
beforeAll(async () => {
  registers = await startRegistersSimulator({ data, now: () => city.city.clock.now() });
  city = await identityCity({
    environment: { CITY_REGISTERS_URL: registers.url, CITY_REGISTERS_SECRET: registers.secret },
  });
  stage = mandateStage(city);
  const origin = await city.city.app.listen({ port: 0, host: '127.0.0.1' });
  registers.tell(`${origin}/api/registers/notices`);
});
afterAll(async () => {
  await city.stop();
  await registers.close();
});
beforeEach(async () => {
  city.city.clock.set('2026-11-28T02:00:00Z');
  registers.setAway(false);
  await city.city.sql('truncate identity.mandate cascade');
  for (const one of data.people)
    if (one.custody.length > 0) expect(await registers.changePerson(one.personalNumber, one)).toBe(204);
  for (const one of data.enterprises) expect(await registers.changeEnterprise(one.taxCode, one)).toBe(204);
});

const numberOf = (id: string) => persona(id).personalNumber;
const acting = async (browser: Browser) => (await browser.json('/api/me/acting')).json();
async function actingFor(guardian: string, name: string): Promise<Browser> {
  const { browser } = await stage.signedIn(guardian);
  const choice = (await acting(browser)).choices.find(
    (one: { principal: { name: string } }) => one.principal.name === name,
  );
  await browser.json('/api/me/acting', { mandate: choice.mandate });
  expect((await acting(browser)).current.powers).toContain('report.file');
  return browser;
}

test('what the register says is taken over once, however often it is told', async () => {
  const { browser } = await stage.signedIn('nguyen-thi-mai');
  const names = async () =>
    (await acting(browser)).choices.map((one: { principal: { name: string } }) => one.principal.name).sort();
  const children = ['Nguyễn Gia Hân', 'Nguyễn Minh Khôi', 'Nguyễn Thu An', 'Nguyễn Tuấn Kiệt'];
  expect(await names()).toEqual(children);
  await registers.tellAll();
  expect(await names()).toEqual(children);
});

test('a father who loses custody loses it in the session that is open; the mother keeps hers', async () => {
  const khoi = data.people.find(({ name }) => name === 'Nguyễn Minh Khôi')!;
  const father = { ...persona('nguyen-van-dung'), basis: 'parent' as const, entry: '45/2013/GKS' };
  const { personalNumber, name, basis, entry } = father;
  const both = [...khoi.custody, { personalNumber, name, basis, entry }];
  await registers.changePerson(khoi.personalNumber, { custody: both });
  const browser = await actingFor('nguyen-van-dung', khoi.name);
  await registers.changePerson(khoi.personalNumber, { custody: khoi.custody, entry: '12/2026/HNGĐ-ST' });
  expect((await acting(browser)).current.powers).toEqual([]);
  expect((await acting((await stage.signedIn('nguyen-thi-mai')).browser)).choices).toHaveLength(4);
});

test('the death of a guardian ends the mandates and the sessions', async () => {
  const browser = await actingFor('tran-van-hung', 'Phạm Gia Bảo');
  await registers.changePerson(numberOf('tran-van-hung'), { diedOn: '2026-11-27', entry: '80/2026/TLKT' });
  expect((await browser.json('/api/me')).statusCode).toBe(401);
  const rows = await city.city.sql<{ status: string; ended_why: string }>(
    `select status, ended_why from identity.mandate where agent_name = 'Trần Văn Hùng'`,
  );
  expect(rows).toEqual([{ status: 'revoked', ended_why: '80/2026/TLKT' }]);
});

test('a dismissed director loses the company at once', async () => {
  const browser = await actingFor('luu-quang-huy', 'Công ty Vận tải Hoa Lửa');
  const others = data.enterprises[0]!.representatives.filter(({ name }) => name !== 'Lưu Quang Huy');
  await registers.changeEnterprise(taxCode, { representatives: others, register: 'GCN 0200123456 lần 4' });
  expect((await acting(browser)).current.powers).toEqual([]);
});

test('a notice without the right signature is refused, and one that the register does not back up is sent again', async () => {
  const forged = await city.city.app.inject({
    method: 'POST',
    url: '/api/registers/notices',
    headers: {
      'content-type': 'application/json',
      'webhook-id': 'm1',
      'webhook-timestamp': String(Math.floor(city.city.clock.now().getTime() / 1000)),
      'webhook-signature': 'v1,AAAA',
    },
    payload: JSON.stringify({ type: 'enterprise.changed', taxCode }),
  });
  expect([forged.statusCode, forged.json().code]).toEqual([401, 'register_notice_refused']);
  registers.setAway(true);
  expect(await registers.changeEnterprise(taxCode, { representatives: [] })).toBe(503);
  registers.setAway(false);
  await registers.changeEnterprise(taxCode, {});
  const { browser } = await stage.signedIn('luu-quang-huy');
  expect((await acting(browser)).choices).toEqual([]);
});
