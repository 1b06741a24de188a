// The water engine beside EPANET's own published example, and what a shut pipe or a burst does to it.
import { expect, test } from 'vitest';
import { exampleOne, feet, gallons } from './example-one.testing.ts';
import { solveWater } from './hydraulics.ts';

const unchanged = { closed: [], taken: [], demandFactor: 1 };
const day = { hours: 24, pressure: null };
/** Pounds a square inch of a column of water one metre high, as EPANET converts. */
const psi = 0.4333 / feet;

test('example network 1 at midnight: pressures and flows as EPANET reports them, in its own units, to the last digit shown', async () => {
  const [midnight] = await solveWater(exampleOne, unchanged, day);
  const pressures = Object.entries(midnight?.pressure ?? {}).map(([id, metres]) => [
    id,
    (metres * psi).toFixed(2),
  ]);
  expect(Object.fromEntries(pressures)).toMatchObject({
    10: '127.54',
    11: '119.26',
    12: '117.02',
    13: '118.67',
    21: '117.66',
    22: '118.76',
    23: '120.74',
    31: '115.86',
    32: '110.79',
  });
  expect((midnight?.flow['P9'] ?? 0) / gallons).toBeCloseTo(1_866.18, 1);
});

test('its tank rises while the pump runs, the control stops it above 140 feet, and it falls below 110 before the pump starts again', async () => {
  const hours = await solveWater(exampleOne, unchanged, day);
  const level = hours.map(({ head }) => (head['2'] as number) / feet - 850);
  expect(hours).toHaveLength(25);
  expect(level[0]).toBeCloseTo(120, 6);
  expect(Math.max(...level)).toBeLessThanOrEqual(140.01);
  const stopped = hours.findIndex(({ flow }) => (flow['P9'] as number) < 0.01);
  expect(stopped).toBe(13);
  expect(hours.findLastIndex(({ flow }) => (flow['P9'] as number) > 1)).toBeGreaterThan(stopped);
});

test('what the pump gives, the tank takes or the people use: water is conserved in every hour', async () => {
  for (const { flow, delivered } of await solveWater(exampleOne, unchanged, day)) {
    const used = exampleOne.junctions.reduce((sum, { id }) => sum + (delivered[id] as number), 0);
    expect((flow['P9'] as number) + (flow['110'] as number)).toBeCloseTo(used, 1);
  }
});

test('with two pipes shut a node beyond them gets no water when pressure decides', async () => {
  const times = { hours: 2, pressure: { least: 0, full: 20 } };
  const cut = { ...unchanged, closed: ['113', '22'] };
  const [whole] = await solveWater(exampleOne, unchanged, times);
  const [parted] = await solveWater(exampleOne, { ...cut, closed: ['113', '22'] }, times);
  expect(whole?.delivered['23']).toBeCloseTo(150 * gallons, 2);
  expect(Math.abs(parted?.delivered['23'] ?? 9)).toBeLessThan(0.05);
});

test('a fire engine lowers the pressure where it draws, and nothing rises', async () => {
  const times = { hours: 1, pressure: { least: 0, full: 20 } };
  const taken = [{ junction: '32', litresPerSecond: 20 }];
  const [calm] = await solveWater(exampleOne, unchanged, times);
  const [fire] = await solveWater(exampleOne, { ...unchanged, taken }, times);
  expect((calm?.pressure['32'] ?? 0) - (fire?.pressure['32'] ?? 0)).toBeGreaterThan(5);
  for (const { id } of exampleOne.junctions)
    expect(fire?.pressure[id]).toBeLessThanOrEqual((calm?.pressure[id] ?? 0) + 0.01);
});
