// The traffic engine beside what the triangular diagram says exactly: free flow, the end of a queue, a bottleneck with and
// without a drop of capacity, merges and exits; and no vehicle is lost anywhere.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createTrafficModel, type TrafficModel } from './cell-transmission.ts';
import { capacity, criticalDensity, type Diagram, flowAt, shockSpeed } from './fundamental-diagram.ts';
import { junctionFlows } from './junction.ts';
import type { RoadLink } from './road-network.ts';

const road: Diagram = { freeSpeed: 15, waveSpeed: 5, jamDensity: 0.14, lanes: 1, capacityDrop: 0 };
const link = (id: string, from: string, to: string, more: Partial<RoadLink> = {}): RoadLink => ({
  ...road,
  id,
  from,
  to,
  metres: 3_000,
  ...more,
});

test('the diagram: capacity where both branches meet, nothing in a jam', () => {
  expect(criticalDensity(road)).toBeCloseTo(0.035, 12);
  expect(capacity(road)).toBeCloseTo(0.525, 12);
  expect(flowAt(road, 0.14)).toBeCloseTo(0, 12);
});

test('free traffic arrives exactly one free travel time after it entered', () => {
  const model = createTrafficModel({
    network: { links: [link('a', 'A', 'B')] },
    trips: [{ from: 'A', to: 'B', rate: () => 0.3 }],
    stepSeconds: 10,
  });
  model.run(200);
  expect(model.state.arrived).toBe(0);
  model.run(1_000);
  expect(model.state.arrived).toBeCloseTo(0.3 * (1_000 - 200), 9);
});

test('the end of a queue travels back at the speed of Rankine and Hugoniot, to a cell', () => {
  const [coming, leaving] = [0.4, 0.2];
  const model = createTrafficModel({
    network: { links: [link('a', 'A', 'B')] },
    trips: [{ from: 'A', to: 'B', rate: () => coming }],
    stepSeconds: 2,
    exit: (_, seconds) => (seconds < 400 ? 1 : leaving),
  });
  const queued = road.jamDensity - leaving / road.waveSpeed;
  const speed = shockSpeed(road, coming / road.freeSpeed, queued);
  expect(speed).toBeLessThan(0);
  const tail = (from: TrafficModel): number => {
    const { cells, cellMetres } = from.state.links[0]!;
    let cell = cells - 1;
    while (cell >= 0 && from.density(0, cell) > (queued + coming / road.freeSpeed) / 2) cell--;
    return (cell + 1) * cellMetres;
  };
  for (const seconds of [800, 1_000, 1_200]) {
    model.run(seconds);
    expect(Math.abs(tail(model) - (3_000 + speed * (seconds - 400)))).toBeLessThan(45);
  }
  // The number of vehicles grows by what comes less what leaves.
  expect(model.onRoad()).toBeCloseTo(coming * 200 + (coming - leaving) * 800, 6);
});

test.each([0, 0.1])('a lane that ends passes its capacity, less the drop of a queue of %d', (drop) => {
  const wide = link('wide', 'A', 'B', { lanes: 2, capacityDrop: drop });
  const narrow = link('narrow', 'B', 'C', { capacityDrop: drop });
  const model = createTrafficModel({
    network: { links: [wide, narrow] },
    trips: [{ from: 'A', to: 'C', rate: () => 0.8 }],
    stepSeconds: 5,
  });
  model.run(1_500);
  const before = model.state.arrived;
  model.run(2_500);
  const passed = (model.state.arrived - before) / 1_000;
  // Two lanes queue before one: what they discharge with a drop is still more than the one lane takes.
  expect(passed).toBeCloseTo(capacity(narrow), 6);
});

test('a queue before a road that opened again discharges its capacity less the drop', () => {
  const model = createTrafficModel({
    network: {
      links: [link('a', 'A', 'B', { capacityDrop: 0.15 }), link('b', 'B', 'C', { capacityDrop: 0.15 })],
    },
    trips: [{ from: 'A', to: 'C', rate: () => 0.5 }],
    stepSeconds: 10,
    open: (id, seconds) => (id === 'b' && seconds >= 300 && seconds < 900 ? 0.2 : 1),
  });
  model.run(1_200);
  const before = model.state.arrived;
  model.run(1_700);
  expect((model.state.arrived - before) / 500).toBeCloseTo(capacity(road) * 0.85, 6);
});

test('a junction shares a full exit by capacity, and those who need less leave the rest', () => {
  const even = { supplies: [10], turns: [[1], [1]] };
  expect(junctionFlows({ ...even, demands: [20, 20], weights: [3, 1] })).toEqual([7.5, 2.5]);
  expect(junctionFlows({ ...even, demands: [20, 1], weights: [3, 1] })).toEqual([9, 1]);
  expect(junctionFlows({ ...even, demands: [2, 1], weights: [3, 1] })).toEqual([2, 1]);
});

test('a blocked exit holds back those behind who go elsewhere', () => {
  const turns = [[0.5, 0.5]];
  expect(junctionFlows({ demands: [10], weights: [1], supplies: [2, 100], turns })).toEqual([4]);
});

test('a junction never sends more than was wanted or than there is room for, and no link could send more alone', () => {
  const share = fc.double({ min: 0.05, max: 1, noNaN: true });
  const amount = fc.double({ min: 0, max: 10, noNaN: true });
  fc.assert(
    fc.property(
      fc.array(fc.tuple(amount, share, share, share), { minLength: 1, maxLength: 4 }),
      fc.tuple(amount, amount, amount),
      (incoming, supplies) => {
        const turns = incoming.map(([, a, b, c]) => [a, b, c].map((each) => each / (a + b + c)));
        const demands = incoming.map(([wants]) => wants);
        const flows = junctionFlows({ demands, weights: incoming.map(([, a]) => a), supplies, turns });
        const into = supplies.map((_, j) =>
          flows.reduce((sum, flow, i) => sum + flow * (turns[i]?.[j] ?? 0), 0),
        );
        flows.forEach((flow, i) => {
          expect(flow).toBeLessThanOrEqual((demands[i] as number) + 1e-9);
          const isHeld = supplies.some((supply, j) => (into[j] as number) >= supply - 1e-9);
          expect(flow >= (demands[i] as number) - 1e-9 || isHeld).toBe(true);
        });
        into.forEach((sum, j) => expect(sum).toBeLessThanOrEqual((supplies[j] as number) + 1e-9));
      },
    ),
    { seed: 20260908, numRuns: 300 },
  );
});

test('no vehicle is lost or made in a net with crossings, closures and two destinations', () => {
  const links = [
    link('ab', 'A', 'B'),
    link('bc', 'B', 'C', { metres: 900 }),
    link('bd', 'B', 'D', { metres: 1_500, lanes: 2 }),
    link('dc', 'D', 'C', { metres: 700 }),
    link('ce', 'C', 'E'),
  ];
  fc.assert(
    fc.property(
      fc.double({ min: 0, max: 0.8, noNaN: true }),
      fc.double({ min: 0.1, max: 1, noNaN: true }),
      (rate, open) => {
        const model = createTrafficModel({
          network: { links },
          trips: [
            { from: 'A', to: 'E', rate: (t) => (t < 900 ? rate : 0) },
            { from: 'A', to: 'D', rate: (t) => (t < 900 ? rate / 2 : 0) },
            { from: 'D', to: 'E', rate: () => 0.05 },
          ],
          stepSeconds: 10,
          open: (id, t) => (id === 'bc' && t > 300 && t < 700 ? open : 1),
        });
        model.run(2_000);
        const { wanted, arrived } = model.state;
        expect(arrived + model.onRoad() + model.waiting()).toBeCloseTo(wanted, 6);
      },
    ),
    { seed: 20260908, numRuns: 20 },
  );
});

test('a trip without a way is refused', () => {
  const made = () =>
    createTrafficModel({
      network: { links: [link('a', 'A', 'B')] },
      trips: [{ from: 'B', to: 'A', rate: () => 1 }],
      stepSeconds: 10,
    });
  expect(made).toThrow('no way from B to A');
});
