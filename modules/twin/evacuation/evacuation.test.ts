// The evacuation planner beside every plan there is (on small nets), beside the proof by weak duality (on larger ones), and beside
// cases whose answer one can say.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type EvacuationCase, planEvacuation } from './evacuation.ts';

/** Every way a person can go: the roads with the step at which each is entered, and when it arrives where. */
interface Journey {
  readonly uses: readonly string[];
  readonly shelter: string;
  readonly arrives: number;
}

function journeysFrom(
  given: EvacuationCase,
  node: string,
  step: number,
  uses: readonly string[] = [],
): Journey[] {
  if (step > given.steps || uses.length > 3) return [];
  const here = given.shelters.some((shelter) => shelter.node === node)
    ? [{ uses, shelter: node, arrives: step }]
    : [];
  return here.concat(
    given.roads.flatMap((road, at) => {
      if (road.from !== node) return [];
      return Array.from({ length: given.steps - step + 1 }, (_, wait) => step + wait)
        .filter(
          (leaves) => leaves < (road.closedFrom ?? given.steps) && leaves + road.travelSteps <= given.steps,
        )
        .flatMap((leaves) =>
          journeysFrom(given, road.to, leaves + road.travelSteps, [...uses, `${at}@${leaves}`]),
        );
    }),
  );
}

/** The best of all plans: most people in shelters, then the least sum of arrivals. */
function bestOfAll(given: EvacuationCase): { sheltered: number; arrivalSteps: number } {
  const people = given.origins.flatMap(({ node, ready }) =>
    ready.flatMap((many, step) => Array.from({ length: many }, () => journeysFrom(given, node, step))),
  );
  const used = new Map<string, number>();
  const room = (key: string) => {
    const shelter = given.shelters.find(({ node }) => node === key);
    return shelter ? shelter.places : (given.roads[Number(key.split('@')[0])]?.perStep ?? 0);
  };
  let best = { sheltered: -1, arrivalSteps: 0 };
  const place = (at: number, sheltered: number, arrivalSteps: number): void => {
    if (sheltered + people.length - at < best.sheltered) return;
    if (at === people.length) {
      if (sheltered > best.sheltered || arrivalSteps < best.arrivalSteps) best = { sheltered, arrivalSteps };
      return;
    }
    for (const { uses, shelter, arrives } of people[at] ?? []) {
      const keys = [...uses, shelter];
      if (keys.some((key) => (used.get(key) ?? 0) >= room(key))) continue;
      for (const key of keys) used.set(key, (used.get(key) ?? 0) + 1);
      place(at + 1, sheltered + 1, arrivalSteps + arrives);
      for (const key of keys) used.set(key, (used.get(key) ?? 0) - 1);
    }
    place(at + 1, sheltered, arrivalSteps);
  };
  place(0, 0, 0);
  return best;
}

const small = fc.record({
  steps: fc.integer({ min: 2, max: 4 }),
  origins: fc.tuple(
    fc.record({
      node: fc.constant('a'),
      ready: fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 1, maxLength: 2 }),
    }),
    fc.record({
      node: fc.constant('b'),
      ready: fc.array(fc.integer({ min: 0, max: 1 }), { minLength: 1, maxLength: 2 }),
    }),
  ),
  roads: fc.array(
    fc.record(
      {
        from: fc.constantFrom('a', 'b', 'c'),
        to: fc.constantFrom('b', 'c', 's', 't'),
        travelSteps: fc.integer({ min: 1, max: 2 }),
        perStep: fc.integer({ min: 0, max: 2 }),
        closedFrom: fc.integer({ min: 1, max: 4 }),
      },
      { requiredKeys: ['from', 'to', 'travelSteps', 'perStep'] },
    ),
    { minLength: 1, maxLength: 5 },
  ),
  shelters: fc.tuple(
    fc.record({ node: fc.constant('s'), places: fc.integer({ min: 0, max: 3 }) }),
    fc.record({ node: fc.constant('t'), places: fc.integer({ min: 0, max: 2 }) }),
  ),
}) as fc.Arbitrary<EvacuationCase>;

test('on small nets the plan is as good as the best of all plans', () => {
  fc.assert(
    fc.property(small, (given) => {
      const plan = planEvacuation(given);
      expect({ sheltered: plan.sheltered, arrivalSteps: plan.arrivalSteps }).toEqual(bestOfAll(given));
      expect(plan.worstReducedCost).toBeGreaterThanOrEqual(0);
    }),
    { seed: 20260908, numRuns: 150 },
  );
});

test('on larger nets weak duality proves the plan, and it keeps to roads, shelters and people', () => {
  const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
  const large = fc.record({
    steps: fc.integer({ min: 6, max: 20 }),
    origins: fc.constant(['a', 'b', 'c'].map((node) => ({ node, ready: [40, 25, 10] }))),
    roads: fc.array(
      fc.record({
        from: fc.constantFrom(...names),
        to: fc.constantFrom(...names),
        travelSteps: fc.integer({ min: 1, max: 4 }),
        perStep: fc.integer({ min: 1, max: 20 }),
      }),
      { minLength: 8, maxLength: 24 },
    ),
    shelters: fc.constant(['f', 'g', 'h'].map((node, at) => ({ node, places: 50 + 30 * at }))),
  });
  fc.assert(
    fc.property(large, (given) => {
      const plan = planEvacuation(given);
      expect(plan.worstReducedCost).toBeGreaterThanOrEqual(0);
      expect(plan.arrivedBy.at(-1)).toBe(plan.sheltered);
      expect(plan.shelters.reduce((sum, { taken }) => sum + taken, 0)).toBe(plan.sheltered);
      expect(plan.origins.reduce((sum, { left }) => sum + left, 0)).toBe(plan.sheltered);
      for (const { taken, places } of plan.shelters) expect(taken).toBeLessThanOrEqual(places);
      for (const { road, people } of plan.roads)
        expect(people).toBeLessThanOrEqual(given.roads[road]?.perStep ?? 0);
    }),
    { seed: 20260908, numRuns: 80 },
  );
});

test('a bottleneck of ten people a step lets 35 people in during four steps', () => {
  const plan = planEvacuation({
    steps: 10,
    origins: [{ node: 'village', ready: [35] }],
    roads: [{ from: 'village', to: 'school', travelSteps: 2, perStep: 10 }],
    shelters: [{ node: 'school', places: 100 }],
  });
  expect(plan.arrivedBy.slice(0, 7)).toEqual([0, 0, 10, 20, 30, 35, 35]);
  expect(plan.arrivalSteps).toBe(10 * 2 + 10 * 3 + 10 * 4 + 5 * 5);
});

test('a road under water from a step on takes nobody after it; a full shelter sends people further', () => {
  const plan = planEvacuation({
    steps: 8,
    origins: [{ node: 'village', ready: [30] }],
    roads: [
      { from: 'village', to: 'near', travelSteps: 1, perStep: 10, closedFrom: 2 },
      { from: 'near', to: 'far', travelSteps: 2, perStep: 10 },
    ],
    shelters: [
      { node: 'near', places: 5 },
      { node: 'far', places: 100 },
    ],
  });
  expect(plan.sheltered).toBe(20);
  expect(plan.shelters).toMatchObject([{ taken: 5 }, { taken: 15 }]);
});
