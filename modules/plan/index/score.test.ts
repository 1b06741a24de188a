// The engine against what was published, and what must hold whatever the figures.
import { expect, test } from 'vitest';
import { join } from 'node:path';
import { projectRoot } from '@city/kernel/config/root';
import { type IndexDefinition, leavesOf } from './definition.ts';
import { diff, ranks } from './diff.ts';
import { compared, fraction, one, plus, rounded, sum, zero } from './fraction.ts';
import { indexOn, readPlanFiles } from './index-files.ts';
import { figureFault, type Figure, roundingSpan, score } from './score.ts';

const files = readPlanFiles(join(projectRoot(), 'city', 'haiphong'));
const definition = (version: string) =>
  files.indices.find((each) => each.version === version) as IndexDefinition;
const scoreOf = (version: string, place: string) => {
  const row = files.published.find(
    (each) => each.version === version && each.place === place && each.figures,
  );
  const figures = Object.entries(row?.figures ?? {}).map(([code, a]): [string, Figure] => [
    code,
    { a, b: null },
  ]);
  return score(definition(version), new Map(figures));
};

test.each([
  ['922', 'Đà Nẵng', '0.8002'],
  ['922', 'Quảng Ninh', '0.7024'],
  ['922', 'Huế', '0.6975'],
  ['922', 'Cần Thơ', '0.6924'],
  ['1726', 'Đà Nẵng', '0.4874'],
  ['1726', 'Huế', '0.4097'],
  ['1726', 'Bắc Ninh', '0.4096'],
])('index %s gives %s the published %s', (version, place, published) => {
  expect(rounded(scoreOf(version, place).total)).toBe(published);
});

test('the published 0.7163 of Ho Chi Minh City lies within what its rounded main indices allow', () => {
  const its = scoreOf('922', 'Thành phố Hồ Chí Minh');
  expect(rounded(its.total, 6)).toBe('0.716355');
  const [low, high] = roundingSpan(its);
  expect([rounded(low, 6), rounded(high, 6)]).toEqual(['0.716305', '0.716405']);
  // Unrounded totals below 0.71635 are in the span, and are published as 0.7163.
  expect(compared(low, fraction('0.71635'))).toBeLessThan(0);
});

test('five provinces stand in the published order', () => {
  const rows = files.published.filter(({ version, figures }) => version === '922' && figures);
  const places = ranks(new Map(rows.map(({ place }) => [place, scoreOf('922', place).total])));
  expect(rows.map(({ place, rank }) => [places.get(place), rank])).toEqual(
    [1, 2, 3, 4, 5].map((n) => [n, n]),
  );
});

test('each index answers for its days, and 405 says that it cannot be scored yet', () => {
  expect(
    ['2021-01-01', '2025-04-02', '2025-04-03'].map((day) => indexOn(files.indices, 'province', day)?.version),
  ).toEqual(['1726', '922', '405']);
  expect(indexOn(files.indices, 'province', '2019-01-01')).toBeNull();
  expect(() => score(definition('405'), new Map())).toThrow('no components');
  expect(definition('405').note?.en).toContain('not entered yet');
});

test.each([
  ['0', '0.0000'],
  ['0.999', '0.0000'],
  ['1', '25.0000'],
  ['1.5', '25.0000'],
  ['2', '50.0000'],
  ['3', '75.0000'],
  ['4', '100.0000'],
  ['9', '100.0000'],
])('a level of %s gives %s of 100 points', (a, points) => {
  const leaf = leavesOf(ward).find(({ component }) => component?.rule === 'levels');
  const code = leaf?.component?.code as string;
  const scored = score(ward, new Map([[code, { a, b: null }]]));
  const found = scored.pillars
    .flatMap(({ mains }) => mains.flatMap(({ components }) => components))
    .find((each) => each.code === code);
  expect(rounded(found!.points)).toBe(points);
});

const ward = definition('hp-1');
/** Randomness with a printed seed: mulberry32. */
function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
const anyFigures = (roll: () => number): Map<string, Figure> =>
  new Map(
    leavesOf(ward).map(({ code, component }): [string, Figure] => {
      if (component?.rule === 'yes_no') return [code, { a: roll() < 0.5 ? '0' : '1', b: null }];
      if (component?.rule === 'levels') return [code, { a: String(Math.floor(roll() * 6)), b: null }];
      const b = 1 + Math.floor(roll() * 9999);
      return [code, { a: String(Math.floor(roll() * (b + 1))), b: String(b) }];
    }),
  );

test('any figures: scores are bounded, add up, and do not hang on the order they come in', () => {
  for (let seed = 1; seed <= 300; seed++) {
    const figures = anyFigures(dice(seed));
    for (const { code, component } of leavesOf(ward))
      expect(figureFault(component, figures.get(code) as Figure), `seed ${seed} ${code}`).toBeNull();
    const its = score(ward, figures);
    expect(compared(its.total, zero) >= 0 && compared(its.total, one) <= 0, `seed ${seed}`).toBe(true);
    const components = its.pillars.flatMap(({ mains }) => mains.flatMap((main) => main.components));
    const points = sum(components.map((component) => component.points));
    expect(rounded(points, 9), `seed ${seed}`).toBe(
      rounded(sum(its.pillars.map((pillar) => pillar.points)), 9),
    );
    expect(score(ward, new Map([...figures].reverse())), `seed ${seed}`).toEqual(its);
  }
});

test('a better figure never lowers anything, and the difference names just the branch it is on', () => {
  for (let seed = 1; seed <= 300; seed++) {
    const roll = dice(seed);
    const figures = anyFigures(roll);
    const leaves = leavesOf(ward);
    const leaf = leaves[Math.floor(roll() * leaves.length)] as (typeof leaves)[number];
    const figure = figures.get(leaf.code) as Figure;
    const better = { a: figure.b ?? (leaf.component?.rule === 'levels' ? '5' : '1'), b: figure.b };
    const before = score(ward, figures);
    const after = score(ward, new Map(figures).set(leaf.code, better));
    const moves = diff(before, after);
    expect(compared(after.total, before.total), `seed ${seed}`).toBeGreaterThanOrEqual(0);
    const branch = [leaf.code, leaf.main.code, leaf.pillar.code, 'total'];
    expect(branch, `seed ${seed}`).toEqual(expect.arrayContaining(moves.map(({ code }) => code)));
    if (compared(after.total, before.total) > 0)
      expect(
        moves.map(({ kind }) => kind),
        `seed ${seed}`,
      ).toEqual(['component', 'main', 'pillar', 'total']);
  }
});

test('a full house is one, an empty one is zero and says what is missing', () => {
  const best = new Map(
    leavesOf(ward).map(({ code, component }): [string, Figure] => [
      code,
      component?.inputs.length === 2
        ? { a: '7', b: '7' }
        : { a: component?.rule === 'levels' ? '4' : '1', b: null },
    ]),
  );
  expect(score(ward, best).total).toEqual(one);
  const empty = score(ward, new Map());
  expect([empty.total, empty.missing.length]).toEqual([zero, leavesOf(ward).length]);
  expect(ward.pillars.flatMap(({ mains }) => mains).reduce((all, { max }) => all + max, 0)).toBe(1000);
});

test('figures that make no sense are named', () => {
  const of = (code: string) => leavesOf(ward).find((leaf) => leaf.code === code)?.component ?? null;
  expect(figureFault(of('fibre'), { a: '5', b: '0' })).toBe('divisor');
  expect(figureFault(of('fibre'), { a: '5', b: null })).toBe('divisor');
  expect(figureFault(of('fibre'), { a: '6', b: '5' })).toBe('range');
  expect(figureFault(of('fibre'), { a: '-1', b: '5' })).toBe('range');
  expect(figureFault(of('fibre'), { a: '1e3', b: '5' })).toBe('number');
  expect(figureFault(of('plan'), { a: '0.5', b: null })).toBe('range');
  expect(figureFault(null, { a: '1.0001', b: null })).toBe('range');
});

test('rounding is half up and exact', () => {
  expect(['0.40965', '0.00005', '0.99995', '0.12344999'].map((text) => rounded(fraction(text)))).toEqual([
    '0.4097',
    '0.0001',
    '1.0000',
    '0.1234',
  ]);
  expect(rounded(plus(fraction('0.1'), fraction('0.2')), 12)).toBe('0.300000000000');
});
