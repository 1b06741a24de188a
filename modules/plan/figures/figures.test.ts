// Figures are entered by their body, approved by a second person, published as editions anybody can recompute.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { anonymous } from '@city/kernel/access';
import { citizen, officer, type TestCity } from '@city/kernel/testing';
import { rounded } from '../index/fraction.ts';
import { score } from '../index/score.ts';
import { aFigure, approved, key, people, plannedCity } from '../testing.ts';
import { type OpenPeriod } from './period.ts';

let city: TestCity;
beforeAll(async () => {
  city = await plannedCity();
}, 120_000);
afterAll(() => city.stop());

const enter = (who: Parameters<TestCity['as']>[0], more: object = {}) =>
  city.as(who).post('/api/desk/plan/figures', aFigure(more as never));
const decide = (who: Parameters<TestCity['as']>[0], more: object = {}) =>
  city.as(who).post('/api/desk/plan/figures/decision', {
    ...key,
    revision: 1,
    decision: 'approved',
    words: null,
    ...more,
  });
const publish = (who: Parameters<TestCity['as']>[0], version = 'hp-1', period = '2026') =>
  city.as(who).post('/api/desk/plan/publications', { version, period });
const codeOf = (answer: { json(): unknown }) => (answer.json() as { code: string }).code;
const open = async (): Promise<OpenPeriod> =>
  (await city.as(anonymous).get('/api/plan/index/hp-1/2026')).json() as OpenPeriod;

test('only the body that owns a figure enters it, and nobody without such a post', async () => {
  expect((await enter(anonymous)).statusCode).toBe(401);
  expect((await enter(citizen())).statusCode).toBe(403);
  expect((await enter(people.inspector)).statusCode).toBe(403);
  expect(codeOf(await enter(people.elsewhere))).toBe('plan_figure_not_yours');
  // VNeID is counted by the police, not by the ward.
  expect(codeOf(await enter(people.officer, { leaf: 'vneid' }))).toBe('plan_figure_not_yours');
});

test.each([
  [{ a: '41000' }, 'plan_figure_wrong'],
  [{ b: '0' }, 'plan_figure_wrong'],
  [{ a: '1e3' }, 'plan_figure_wrong'],
  [{ b: null }, 'plan_figure_wrong'],
  [{ asOf: '2026-09-09' }, 'plan_as_of_wrong'],
  [{ asOf: '2026-02-30' }, 'plan_as_of_wrong'],
  [{ evidence: 'javascript:alert(1)' }, 'plan_evidence_wrong'],
  [{ leaf: 'nothing' }, 'plan_component_unknown'],
  [{ version: '999' }, 'plan_index_unknown'],
  [{ version: '405', period: '2026', unit: 'city', leaf: 'awareness' }, 'plan_index_not_scorable'],
  [{ period: '2027' }, 'plan_period_unknown'],
  [{ period: '2024' }, 'plan_period_unknown'],
  [{ unit: '00001' }, 'plan_unit_unknown'],
])('what makes no sense is refused by name: %o', async (more, code) => {
  const answer = await enter(people.officer, more);
  expect([answer.headers['content-type'], codeOf(answer)]).toEqual([
    expect.stringContaining('application/problem+json'),
    code,
  ]);
});

test('a figure counts only when a second person of the body has approved it', async () => {
  expect((await enter(people.leader)).statusCode).toBe(200);
  expect(codeOf(await enter(people.officer))).toBe('plan_figure_waiting');
  expect(codeOf(await decide(people.leader))).toBe('plan_own_figure');
  expect((await decide(people.officer)).statusCode).toBe(403);
  expect(codeOf(await decide(people.leaderElsewhere))).toBe('plan_figure_not_yours');
  expect(codeOf(await publish(people.city))).toBe('plan_nothing_published');
  const second = officer({ ...people.leader.post, id: '01900000-0000-7000-8000-0000000000cc' } as never);
  expect(codeOf(await decide(second, { decision: 'refused', words: 'Sai' }))).toBe('plan_reason_missing');
  expect((await decide(second)).statusCode).toBe(200);
  expect(codeOf(await decide(second))).toBe('plan_draft_unknown');
});

test('only the publishing body publishes, and anybody recomputes what it published', async () => {
  await approved(city, { leaf: 'plan', a: '1', b: null });
  await approved(city, { unit: '10525', a: '39000' });
  expect(codeOf(await publish(people.leader))).toBe('plan_publisher_only');
  expect((await publish(people.officer)).statusCode).toBe(403);
  expect((await publish(people.city)).json()).toEqual({ edition: 1 });
  const period = await open();
  // 17,000 of 40,000 against a target of 85 per cent is half of 50 points; a plan is 50 more; of 1000.
  expect(period.units).toEqual([
    { code: '11383', name: 'Lê Chân', score: '0.0750', rank: 1 },
    { code: '10525', name: 'Hải Dương', score: '0.0500', rank: 2 },
  ]);
  for (const unit of period.units) {
    const its = period.figures.filter((figure) => figure.unit === unit.code);
    const recomputed = score(period.definition, new Map(its.map(({ leaf, a, b }) => [leaf, { a, b }])));
    expect(rounded(recomputed.total)).toBe(unit.score);
  }
});

test('the CSV alone is enough to recompute the published scores', async () => {
  const csv = (await city.as(anonymous).get('/api/plan/index/hp-1/2026/figures.csv')).body;
  const [head = '', ...lines] = csv.trim().split('\r\n');
  const names = head.split(',');
  const totals = new Map<string, { points: number; published: string }>();
  for (const line of lines) {
    const row = Object.fromEntries(line.split(',').map((value, at) => [names[at] as string, value]));
    const { a, b, rule, target, max, unit = '', unit_score: published = '' } = row;
    const share = rule === 'yes_no' ? Number(a) : Math.min(1, Number(a) / Number(b) / Number(target || 1));
    totals.set(unit, { points: (totals.get(unit)?.points ?? 0) + share * Number(max), published });
  }
  expect([...totals].map(([unit, { points }]) => [unit, (points / 1000).toFixed(4)]).sort()).toEqual(
    [...totals].map(([unit, { published }]) => [unit, published]).sort(),
  );
});

test('what if: the component, main index, pillar, total and place that move, with the evidence of what stands', async () => {
  const asked = await city.as(people.inspector).post('/api/desk/plan/what-if', {
    ...key,
    unit: '10525',
    leaf: 'on-time',
    a: '9',
    b: '10',
  });
  expect(asked.json()).toMatchObject({
    moves: [
      { kind: 'component', code: 'on-time', before: '0.0000', after: '54.0000' },
      { kind: 'main', code: 'services', before: '0.0000', after: '0.2700' },
      { kind: 'pillar', code: 'government', before: '0.0000', after: '0.1800' },
      { kind: 'total', before: '0.0500', after: '0.1040', by: '0.0540' },
    ],
    rank: { before: 2, after: 1, of: 2 },
    evidence: null,
  });
  const standing = await city
    .as(people.officer)
    .post('/api/desk/plan/what-if', { ...key, a: '34000', b: '40000' });
  expect(standing.json()).toMatchObject({
    evidence: { evidence: 'https://example.org/ra-soat-2026.pdf', asOf: '2026-08-31' },
  });
  const { units } = await open();
  expect(units.map(({ rank }) => rank)).toEqual([1, 2]);
});

test('a correction needs a reason, keeps what stood, and changes nothing published before the next edition', async () => {
  expect(codeOf(await enter(people.officer, { a: '20000' }))).toBe('plan_reason_missing');
  await approved(city, { a: '20000', reason: 'Cộng thiếu hai tổ dân phố.' });
  const before = await open();
  expect(before.units[0]?.score).toBe('0.0750');
  expect((await publish(people.city)).json()).toEqual({ edition: 2 });
  const after = await open();
  expect([after.edition, after.units[0]?.score]).toEqual([2, '0.0794']);
  const kept = await city.sql<{ revision: number; a: string; state: string }>(
    `select revision, a, state from plan.figure where unit_code = '11383' and leaf = 'accounts' order by revision`,
  );
  expect(kept).toEqual([
    { revision: 1, a: '17000', state: 'approved' },
    { revision: 2, a: '20000', state: 'approved' },
  ]);
  expect(await city.sql('select edition from plan.publication')).toHaveLength(2);
  const sheet = await city.as(people.officer).get('/api/desk/plan/index/hp-1/2026/units/11383');
  expect(sheet.json()).toMatchObject({ score: '0.0794', rank: 1, of: 2, mayPublish: false });
});

test('drafts are seen by the body they belong to and by no other', async () => {
  await enter(people.officer, { leaf: 'head', a: '1', b: null });
  const seen = async (who: Parameters<TestCity['as']>[0]) => {
    const sheet = (await city.as(who).get('/api/desk/plan/index/hp-1/2026/units/11383')).json() as {
      leaves: { code: string; revisions: unknown[] }[];
    };
    return sheet.leaves.find(({ code }) => code === 'head')?.revisions.length;
  };
  expect([await seen(people.leader), await seen(people.elsewhere)]).toEqual([1, 0]);
});

test('every step is on the trail with who took it', async () => {
  const steps = await city.sql<{ action: string }>(
    `select distinct action from trail.entry where module = 'plan' order by action`,
  );
  expect(steps.map(({ action }) => action)).toEqual(['figure.approve', 'figure.enter', 'period.publish']);
});

test('the ministry’s results of 2022 and 2020 are open as well, each with its own index', async () => {
  const of = async (version: string, period: string) =>
    (await city.as(anonymous).get(`/api/plan/index/${version}/${period}`)).json() as OpenPeriod;
  const danang = (period: OpenPeriod) => period.units.find(({ code }) => code === 'Đà Nẵng');
  expect(danang(await of('922', '2022'))).toMatchObject({ score: '0.8002', rank: 1 });
  expect(danang(await of('1726', '2020'))).toMatchObject({ score: '0.4874' });
  expect(codeOf(await city.as(anonymous).get('/api/plan/index/405/2025'))).toBe('plan_nothing_published');
  const list = (await city.as(anonymous).get('/api/plan/index')).json() as { items: { version: string }[] };
  expect(list.items.map(({ version }) => version)).toEqual(['1726', '922', '405', 'hp-1']);
});

test('the pages show the plan, the recomputed table, the units and a figure with its evidence', async () => {
  const get = async (url: string) => {
    const answer = await city.as(anonymous).get(url);
    expect([url, answer.statusCode]).toEqual([url, 200]);
    return answer.body;
  };
  expect(await get('/plan')).toContain('106/KH-UBND');
  expect(await get('/plan/dti')).toContain('0,8002');
  expect(await get('/plan/units')).toContain('Lê Chân');
  const unit = await get('/plan/units/11383');
  expect(unit).toContain('https://example.org/ra-soat-2026.pdf');
  expect(unit).toContain('20.000 trên 40.000');
  expect((await city.as(anonymous).get('/plan/units/99999')).statusCode).toBe(404);
});
