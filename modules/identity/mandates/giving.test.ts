// Giving: two persons where the organisation acts by two, the depth of passing on, and the wall in the database by itself.
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { citizen } from '@city/kernel/testing';
import { identityCity, type IdentityCity } from '../testing/identity-city.ts';
import { mandateStage, persona, type Stage } from '../testing/people.ts';
import { giveMandate } from './give.action.ts';
import { takeStep } from './step.action.ts';

let city: IdentityCity;
let stage: Stage;
beforeAll(async () => {
  city = await identityCity();
  stage = mandateStage(city);
  city.city.clock.set('2026-11-28T02:00:00Z');
});
afterAll(() => city.stop());

const terms = (agent: string, more: object = {}) => ({
  agentNumber: persona(agent).personalNumber,
  agentName: persona(agent).name,
  powers: ['fee.pay'],
  from: '2026-11-28',
  to: '2026-12-31',
  depth: 1,
  evidence: 'trực tuyến',
  ...more,
});

test('where an organisation acts by two, the second representative confirms before anybody can accept', async () => {
  const organisation = await stage.company(['luu-quang-huy', 'dao-thi-yen'], true);
  const director = await stage.actor('luu-quang-huy');
  const staff = await stage.actor('tran-van-hung');
  const { id } = await giveMandate(stage.m, director, { of: { organisation }, ...terms('tran-van-hung') });
  await expect(takeStep(stage.m, staff, { id, step: 'accept' })).rejects.toMatchObject({
    code: 'mandate_step_wrong',
  });
  await expect(takeStep(stage.m, director, { id, step: 'confirm' })).rejects.toMatchObject({
    code: 'mandate_step_wrong',
  });
  await takeStep(stage.m, await stage.actor('dao-thi-yen'), { id, step: 'confirm' });
  await takeStep(stage.m, staff, { id, step: 'accept' });
  const passOn = (depth: number) =>
    giveMandate(stage.m, staff, { of: { mandate: id }, ...terms('vu-hoang-long', { depth }) });
  await expect(passOn(1)).rejects.toMatchObject({ code: 'mandate_depth_wrong' });
  expect(await passOn(0)).toMatchObject({ id: expect.any(String) });
});

test('the database shows a mandate to its parties only, and lets nobody make it give more', async () => {
  const id = await stage.attorney('do-thi-nhan', 'tran-van-hung', { powers: ['report.file'] });
  const agent = await stage.actor('tran-van-hung');
  const as = (actor: typeof agent, query: ReturnType<typeof sql>) =>
    stage.m.db.transaction(actor, (tx) => query.execute(tx.db));
  const seen = sql`select 1 from identity.mandate where id = ${id}`;
  expect((await as(agent, seen)).rows).toHaveLength(1);
  expect((await as(await stage.actor('do-thi-nhan'), seen)).rows).toHaveLength(1);
  expect((await as(citizen(), seen)).rows).toHaveLength(0);
  const more = sql`update identity.mandate set powers = '{report.file,document.sign}' where id = ${id}`;
  await expect(as(agent, more)).rejects.toThrow('row-level security');
});
