// Runs through the running city: worked out in a thread, repeated to the bit, stopped, compared, and refused in words.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { system } from '@city/kernel/access';
import { eventually, type TestCity } from '@city/kernel/testing';
import type { Catalogue, Comparison, RunView, Scenario } from '../contract.ts';
import { defaultsOf } from '../desk/catalogue.ts';
import { kinds, type ScenarioInput } from '../scenarios/inputs.ts';
import type { Tables } from '../tables.ts';
import { importTerrain } from '../terrain/import-terrain.action.ts';
import { people, smallFlood, twinCityOf } from '../testing.ts';
import { hashOf } from './run-case.ts';

let city: TestCity;
beforeAll(async () => {
  city = await twinCityOf({ start: { relay: true, work: true } });
}, 120_000);
afterAll(() => city?.stop());

const patienceMs = 60_000;

async function ask(input: ScenarioInput, more: object = {}): Promise<string> {
  const asked = await city.as(people.operator).post('/api/desk/twin/runs', { title: 'Thử', input, ...more });
  if (asked.statusCode !== 201) throw new Error(asked.body);
  return (asked.json() as { id: string }).id;
}

const look = async (id: string) =>
  (await city.as(people.operator).get(`/api/desk/twin/runs/${id}`)).json() as RunView;

const over = (id: string) =>
  eventually(
    () => look(id),
    ({ state }) => state !== 'queued' && state !== 'running',
    patienceMs,
  );

const figureOf = (run: RunView, key: string) =>
  run.result?.figures.find((figure) => figure.key === key)?.value ?? Number.NaN;

test.each(kinds)('a run of kind %s with the defaults comes to a result with its hashes', async (kind) => {
  const run = await over(await ask(kind === 'flood' ? smallFlood() : defaultsOf(kind)));
  expect(run).toMatchObject({ state: 'done', percent: 100, schematic: true, problem: null });
  expect(run.inputHash).toMatch(/^[0-9a-f]{64}$/);
  expect(run.resultHash).toMatch(/^[0-9a-f]{64}$/);
  expect(run.result?.figures.length).toBeGreaterThan(3);
  expect(run.result?.series.length).toBeGreaterThan(0);
});

test('a flood names the units under water, loses no water, and puts its end onto the events', async () => {
  const run = await over(await ask(smallFlood()));
  expect(figureOf(run, 'missingShare')).toBeLessThan(0.001);
  expect(figureOf(run, 'people')).toBeGreaterThan(10_000);
  const hit = run.result?.units ?? [];
  expect(hit.reduce((sum, { people: many }) => sum + many, 0)).toBe(figureOf(run, 'people'));
  expect(run.units.map(({ code }) => code).sort()).toEqual(hit.map(({ code }) => code).sort());
  const events = await city.sql<{ data: { runId: string; state: string } }>(
    `select data from events.outbox where type = 'twin.run.ended'`,
  );
  expect(events.map(({ data }) => data)).toContainEqual({ runId: run.id, kind: 'flood', state: 'done' });
});

test('the same scenario and seed come to the same result, bit for bit; another seed does not', async () => {
  const traffic = defaultsOf('traffic');
  const first = await over(await ask(traffic, { seed: 7 }));
  const again = await city.as(people.leader).post(`/api/desk/twin/runs/${first.id}/repeat`);
  const repeated = await over((again.json() as { id: string }).id);
  expect(repeated).toMatchObject({
    repeats: first.id,
    sameAsRepeated: true,
    seed: 7,
    inputHash: first.inputHash,
  });
  expect(repeated.resultHash).toBe(first.resultHash);
  const other = await over(await ask(traffic, { seed: 8 }));
  expect(other.resultHash).not.toBe(first.resultHash);
  expect(other.inputHash).not.toBe(first.inputHash);
});

test('dykes a metre higher keep water out, and the comparison says how many people that spares', async () => {
  const low = await over(await ask(smallFlood({ rainMillimetres: 0 })));
  const high = await over(await ask(smallFlood({ rainMillimetres: 0, dykeRaise: 1.5 })));
  const answer = await city.as(people.officer).get(`/api/desk/twin/compare?one=${low.id}&other=${high.id}`);
  expect(answer.statusCode, answer.body).toBe(200);
  const { figures, units, changed } = answer.json() as Comparison;
  const spared = figures.find(({ key }) => key === 'people');
  expect(spared?.by).toBeLessThan(0);
  expect(changed).toEqual([{ what: 'dykeRaise', one: '0', other: '1.5' }]);
  expect(units[0]?.unit.name).toBeTypeOf('string');
  expect(units[0]?.people.one).toBeGreaterThan(units[0]?.people.other ?? Number.MAX_VALUE);
});

test('a breach lets water in, a new wall behind it keeps it out again', async () => {
  const calm = { rainMillimetres: 0, cellMetres: 1_000, surge: 0.4, tidePeak: 4 };
  const breaches = [{ lat: 20.76, lon: 106.74, metres: 4_000 }];
  // From the rivers to the north round the breach and back to the sea.
  const corners: readonly (readonly [number, number])[] = [
    [20.805, 106.79],
    [20.805, 106.68],
    [20.7, 106.68],
    [20.7, 106.78],
  ];
  const walls = corners.slice(1).map(([toLat, toLon], at) => {
    const [fromLat, fromLon] = corners[at] as readonly [number, number];
    return { fromLat, fromLon, toLat, toLon, crest: 5 };
  });
  const whole = figureOf(await over(await ask(smallFlood(calm))), 'areaKm2');
  const broken = figureOf(await over(await ask(smallFlood({ ...calm, breaches }))), 'areaKm2');
  const walled = figureOf(await over(await ask(smallFlood({ ...calm, breaches, walls }))), 'areaKm2');
  expect(broken).toBeGreaterThan(whole);
  expect(walled).toBeLessThan(broken);
});

test('roads that a flood puts under water close in an evacuation, which then shelters fewer people or later', async () => {
  const flood = await over(await ask(smallFlood({ surge: 2.5, rainMillimetres: 0 })));
  const closures = (flood.result?.roads ?? []).map(({ id, value }) => ({ road: id, fromHour: value }));
  expect(closures.length).toBeGreaterThan(0);
  const { evacuation } = defaultsOf('evacuation');
  const late = { ...evacuation, hours: 16, readyHours: 6 };
  const free = await over(await ask({ kind: 'evacuation', evacuation: late }, { seed: 3 }));
  const held = await over(await ask({ kind: 'evacuation', evacuation: { ...late, closures } }, { seed: 3 }));
  expect(figureOf(held, 'worstReducedCost')).toBeGreaterThanOrEqual(0);
  expect(figureOf(held, 'sheltered')).toBeLessThanOrEqual(figureOf(free, 'sheltered'));
  if (figureOf(held, 'sheltered') === figureOf(free, 'sheltered'))
    expect(figureOf(held, 'meanArrivalHours')).toBeGreaterThanOrEqual(figureOf(free, 'meanArrivalHours'));
});

test('a measured ground takes the place of the drawn one: on land ten metres high the sea reaches nobody', async () => {
  const drawn = await over(await ask(smallFlood({ rainMillimetres: 0 })));
  const rows = Array.from({ length: 15 }, () => Array.from({ length: 21 }, () => '10').join(' '));
  const header = ['ncols 21', 'nrows 15', 'xllcorner 106.1', 'yllcorner 20.5', 'cellsize 0.05'];
  city.clock.advance(1_000);
  const m = city.module<Tables>('twin');
  await m.db.transaction(system('test'), (tx) =>
    importTerrain(tx, {
      text: [...header, ...rows].join('\n'),
      name: 'Mười mét',
      source: 'thử',
      schematic: false,
    }),
  );
  const high = await over(await ask(smallFlood({ rainMillimetres: 0 })));
  expect(figureOf(drawn, 'people')).toBeGreaterThan(0);
  expect(figureOf(high, 'people')).toBe(0);
  expect(high.inputHash).not.toBe(drawn.inputHash);
  // The drawn one is still there for whoever names it.
  const { terrains } = (await city.as(people.officer).get('/api/desk/twin')).json() as Catalogue;
  const old = terrains.find(({ schematic }) => schematic)?.id ?? null;
  const again = await over(await ask(smallFlood({ rainMillimetres: 0, terrain: old })));
  expect(again.resultHash).toBe(drawn.resultHash);
});

test('a run that is stopped ends without a result, its thread with it', async () => {
  const id = await ask(smallFlood({ cellMetres: 200, hours: 72 }));
  await eventually(
    () => look(id),
    ({ state }) => state === 'running',
    patienceMs,
  );
  const stopped = await city.as(people.leader).post(`/api/desk/twin/runs/${id}/stop`);
  expect(stopped.json()).toEqual({ state: 'cancelled' });
  expect(await look(id)).toMatchObject({ state: 'cancelled', result: null });
  const twice = await city.as(people.leader).post(`/api/desk/twin/runs/${id}/stop`);
  expect([twice.statusCode, twice.json().code]).toEqual([409, 'twin_run_over']);
  // The job lets go: the next run begins although the stopped one would have gone on for minutes.
  expect((await over(await ask(defaultsOf('water')))).state).toBe('done');
});

test('what cannot be is refused by name, and nothing is noted', async () => {
  const before = await city.sql('select 1 from twin.run');
  const refused = async (body: object) => {
    const answer = await city.as(people.operator).post('/api/desk/twin/runs', body);
    return [answer.statusCode, answer.json().code];
  };
  const traffic = defaultsOf('traffic');
  const closures = [{ road: 'nowhere', fromHour: 0, toHour: 1, openShare: 0 }];
  expect(await refused({ title: ' ', input: traffic })).toEqual([400, 'twin_title_empty']);
  expect(
    await refused({ title: 'x', input: { kind: 'traffic', traffic: { ...traffic.traffic, closures } } }),
  ).toEqual([400, 'twin_choice_unknown']);
  const pumps = [{ lat: 21.4, lon: 107.9, cubicMetresPerSecond: 5 }];
  expect(await refused({ title: 'x', input: smallFlood({ pumps }) })).toEqual([400, 'twin_place_outside']);
  expect((await refused({ title: 'x', input: smallFlood({ hours: 500 }) }))[0]).toBe(400);
  expect(await city.sql('select 1 from twin.run')).toHaveLength(before.length);
});

test('runs of two kinds are not compared, nor runs that do not exist', async () => {
  const water = await over(await ask(defaultsOf('water')));
  const evacuation = await over(await ask(defaultsOf('evacuation')));
  const compare = async (one: string, other: string) => {
    const answer = await city.as(people.operator).get(`/api/desk/twin/compare?one=${one}&other=${other}`);
    return [answer.statusCode, answer.json().code];
  };
  expect(await compare(water.id, evacuation.id)).toEqual([409, 'twin_kinds_differ']);
  expect(await compare(water.id, 'none')).toEqual([404, 'twin_run_unknown']);
});

test('a scenario that is kept stands first on the list, and whoever kept it on the trail', async () => {
  city.clock.advance(1_000);
  const kept = await city
    .as(people.operator)
    .post('/api/desk/twin/scenarios', { title: 'Đê cao hơn', input: smallFlood() });
  expect(kept.statusCode).toBe(201);
  const list = await city.as(people.officer).get('/api/desk/twin/scenarios');
  const { items } = list.json() as { items: Scenario[] };
  expect(items[0]).toMatchObject({
    title: 'Đê cao hơn',
    kind: 'flood',
    madePost: people.operator.post?.title,
  });
  expect(items.length).toBeGreaterThan(5);
  const trail = await city.sql<{ action: string }>(
    `select action from trail.entry where action in ('twin.scenario.keep', 'twin.run.ask', 'twin.run.stop')`,
  );
  expect(new Set(trail.map(({ action }) => action)).size).toBe(3);
});

test('the hash of an input does not depend on the order of its parts, and sees every number of a grid', () => {
  expect(hashOf({ a: 1, b: [1, 2] })).toBe(hashOf({ b: [1, 2], a: 1 }));
  expect(hashOf({ a: 1, b: [1, 2] })).not.toBe(hashOf({ a: 1, b: [2, 1] }));
  expect(hashOf(Float32Array.of(1, 2))).toBe(hashOf(Float32Array.of(1, 2)));
  expect(hashOf(Float32Array.of(1, 2))).not.toBe(hashOf(Float32Array.of(1, 3)));
});
