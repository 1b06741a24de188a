// An evacuation scenario run: the best plan there is for taking people to shelters before a time, over roads that may close.
import { chanceOf } from '../chance/chance.ts';
import { type EvacuationCase, planEvacuation } from '../evacuation/evacuation.ts';
import type { EvacuationInput } from '../scenarios/inputs.ts';
import { capacity } from '../traffic/fundamental-diagram.ts';
import { figure, points, type RunResult, tidy } from './result.ts';
import { linksOf } from './traffic-case.ts';
import { need, type World } from './world.ts';

export const evacuationEngine = 'evacuation 1: least-cost flow over unfolded time';

const stepMinutes = 5;

export function runEvacuation(
  input: EvacuationInput,
  world: World,
  seed: number,
  tell: (share: number) => void,
): RunResult {
  const given = caseOf(input, world, seed);
  const nodes = need(world.roads, 'roads').nodes;
  const all = given.origins.reduce((sum, { ready }) => sum + ready.reduce((one, more) => one + more, 0), 0);
  const plan = planEvacuation(given, (sent) => tell(all > 0 ? sent / all : 1));
  const place = (id: string) => nodes.find((node) => node.id === id) ?? { id, name: id, lat: 0, lon: 0 };
  const hours = (step: number) => (step * stepMinutes) / 60;
  const last = plan.arrivedBy.findIndex((arrived) => arrived === plan.sheltered);
  const named = new Map(need(world.shelters, 'shelters').shelters.map(({ node, name }) => [node, name]));
  const used = new Map<string, number>();
  for (const { road, people } of plan.roads) {
    const { from, to } = given.roads[road] as EvacuationCase['roads'][number];
    used.set(`${from}--${to}`, (used.get(`${from}--${to}`) ?? 0) + people);
  }
  return {
    figures: [
      figure('evacuees', plan.people),
      figure('sheltered', plan.sheltered),
      figure('unsheltered', plan.people - plan.sheltered),
      figure('meanArrivalHours', plan.sheltered > 0 ? hours(plan.arrivalSteps / plan.sheltered) : 0),
      figure('lastArrivalHours', hours(Math.max(0, last))),
      figure('worstReducedCost', plan.worstReducedCost),
    ],
    units: [],
    series: [
      {
        key: 'sheltered',
        place: null,
        points: points(plan.arrivedBy.map((arrived, step) => [hours(step), arrived])),
      },
    ],
    raster: null,
    places: [
      ...plan.shelters.map(({ node, places, taken }) => {
        const { lat, lon, name } = place(node);
        return {
          id: `shelter ${node}`,
          name: `${named.get(node) ?? ''} · ${name}`,
          lat,
          lon,
          value: taken,
          of: places,
        };
      }),
      ...plan.origins.map(({ node, people, left }) => {
        const { lat, lon, name } = place(node);
        return { id: `origin ${node}`, name, lat, lon, value: left, of: people };
      }),
    ],
    roads: [...used]
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([id, people]) => ({ id, value: tidy(people) })),
  };
}

export function caseOf(input: EvacuationInput, world: World, seed: number): EvacuationCase {
  const roads = need(world.roads, 'roads');
  const shelters = need(world.shelters, 'shelters');
  const steps = Math.round((input.hours * 60) / stepMinutes);
  const seconds = stepMinutes * 60;
  const closed = new Map(
    input.closures.map(({ road, fromHour }) => [road, Math.round((fromHour * 60) / stepMinutes)]),
  );
  return {
    steps,
    origins: shelters.origins.map(({ node }, at) => {
      const people = Math.round(((world.around[node] ?? 0) * input.sharePercent) / 100);
      return {
        node,
        ready: readyOver(people, (input.readyHours * 60) / stepMinutes, steps, chanceOf(seed, at).normal()),
      };
    }),
    roads: linksOf(roads, 0).map((link) => ({
      from: link.from,
      to: link.to,
      travelSteps: Math.max(1, Math.ceil(link.metres / link.freeSpeed / seconds)),
      perStep: Math.floor(capacity(link) * seconds * input.peoplePerVehicle),
      ...(closed.has(link.id) ? { closedFrom: closed.get(link.id) as number } : {}),
    })),
    shelters: shelters.shelters.map(({ node, places }) => ({
      node,
      places: Math.floor(places * input.shelterFactor),
    })),
  };
}

/** People who are ready step by step: a triangle around the mean, which sways by a tenth from place to place. */
function readyOver(people: number, meanSteps: number, steps: number, sway: number): number[] {
  const middle = Math.max(0, meanSteps * (1 + 0.1 * sway));
  const width = Math.max(1, middle);
  const weights = Array.from({ length: steps }, (_, step) =>
    Math.max(0, 1 - Math.abs(step - middle) / width),
  );
  const sum = weights.reduce((one, weight) => one + weight, 0);
  let given = 0;
  let due = 0;
  const ready = weights.map((weight) => {
    due += sum > 0 ? (people * weight) / sum : 0;
    const now = Math.floor(due + 1e-6) - given;
    given += now;
    return now;
  });
  // Who would be ready only after the end counts as ready at the last step: nobody vanishes from the sum.
  ready[ready.length - 1] = (ready.at(-1) ?? 0) + people - given;
  return ready;
}
