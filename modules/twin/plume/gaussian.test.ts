// Dispersion beside its closed form: mass through every section, the ground's maximum, puffs that add up to the plume.
import { expect, test } from 'vitest';
import { type Air, plume, PuffCloud, puffConcentration, vertical } from './gaussian.ts';
import { spread, stabilityClass, stabilityClasses } from './stability.ts';

const air: Air = { stability: 'D', terrain: 'open', mixingHeight: 800 };

test('Pasquill’s classes by wind and sky', () => {
  expect(stabilityClass(1, 'strong-sun')).toBe('A');
  expect(stabilityClass(4, 'moderate-sun')).toBe('C');
  expect(stabilityClass(7, 'clear-night')).toBe('D');
  expect(stabilityClass(2.5, 'clear-night')).toBe('F');
  expect(stabilityClass(3, 'overcast')).toBe('D');
});

test('Briggs’ curves at one kilometre, by hand', () => {
  expect(spread('D', 'open', 1_000).y).toBeCloseTo(80 / Math.sqrt(1.1), 9);
  expect(spread('D', 'open', 1_000).z).toBeCloseTo(60 / Math.sqrt(2.5), 9);
  expect(spread('F', 'open', 1_000).z).toBeCloseTo(16 / 1.3, 9);
  expect(spread('D', 'urban', 1_000).y).toBeCloseTo(160 / Math.sqrt(1.4), 9);
});

test.each(stabilityClasses)(
  'class %s: what passes a section downwind is what is released, lid and ground included',
  (stability) => {
    const wind = 3;
    for (const x of [200, 1_000, 8_000]) {
      const sigma = spread(stability, 'open', x);
      const dy = sigma.y / 20;
      const dz = Math.min(sigma.z / 20, 2);
      let flux = 0;
      for (let y = -6 * sigma.y + dy / 2; y < 6 * sigma.y; y += dy)
        flux += plume({ height: 30, gramsPerSecond: 1 }, { ...air, stability }, wind, { x, y, z: 0 });
      const column = flux * dy * wind;
      let up = 0;
      const lid = air.mixingHeight;
      const z0 = vertical(0, 30, Math.min(sigma.z, 2 * lid), lid);
      for (let z = dz / 2; z < lid; z += dz) up += vertical(z, 30, Math.min(sigma.z, 2 * lid), lid) * dz;
      expect(column / z0).toBeCloseTo(1, 4);
      expect(up).toBeCloseTo(1, 3);
    }
  },
);

test('the middle of a plume at ground level is Q / (π u σy σz) when it is released there', () => {
  const sigma = spread('D', 'open', 2_000);
  const exact = 10 / (Math.PI * 4 * sigma.y * sigma.z);
  const ours = plume({ height: 0, gramsPerSecond: 10 }, { ...air, mixingHeight: 1e5 }, 4, {
    x: 2_000,
    y: 0,
    z: 0,
  });
  expect(ours / exact).toBeCloseTo(1, 12);
});

test('a puff holds its mass', () => {
  const puff = { x: 0, y: 0, grams: 5, drifted: 1_500, turn: 0 };
  const sigma = spread('C', 'open', 1_500);
  const step = sigma.y / 12;
  let sum = 0;
  for (let east = -5 * sigma.y; east <= 5 * sigma.y; east += step)
    for (let north = -5 * sigma.y; north <= 5 * sigma.y; north += step)
      sum += puffConcentration(puff, 20, { ...air, stability: 'C' }, { east, north, z: 0 }) * step * step;
  expect(sum / vertical(0, 20, sigma.z, 800)).toBeCloseTo(5, 3);
});

test('puffs of a steady wind add up to the plume within 3 %', () => {
  const source = { height: 20, gramsPerSecond: 8 };
  const cloud = new PuffCloud(
    { ...source, seconds: 4_000, puffSeconds: 5 },
    { at: () => ({ speed: 4, from: 270 }), sway: 0 },
    1,
  );
  for (let step = 0; step < 800; step++) cloud.step(5);
  for (const [x, y] of [
    [600, 0],
    [1_500, 0],
    [1_500, 120],
    [4_000, 0],
    [4_000, 300],
  ] as const) {
    const exact = plume(source, air, 4, { x, y, z: 0 });
    expect(Math.abs(cloud.concentration(air, x, y, 0) / exact - 1)).toBeLessThan(0.03);
  }
});

test('the same seed sways the same way; another seed does not', () => {
  const run = (seed: number) => {
    const cloud = new PuffCloud(
      { height: 5, gramsPerSecond: 1, seconds: 600, puffSeconds: 20 },
      { at: () => ({ speed: 2, from: 0 }), sway: 10 },
      seed,
    );
    for (let step = 0; step < 60; step++) cloud.step(10);
    return cloud.concentration(air, 0, -800, 0);
  };
  expect(run(7)).toBe(run(7));
  expect(run(7)).not.toBe(run(8));
});

test('a wind from the north carries a puff south', () => {
  const cloud = new PuffCloud(
    { height: 5, gramsPerSecond: 1, seconds: 10, puffSeconds: 10 },
    { at: () => ({ speed: 2, from: 0 }), sway: 0 },
    1,
  );
  for (let step = 0; step < 10; step++) cloud.step(10);
  expect(cloud.puffs[0]?.y).toBeCloseTo(-200, 9);
  expect(cloud.puffs[0]?.x).toBeCloseTo(0, 9);
});
