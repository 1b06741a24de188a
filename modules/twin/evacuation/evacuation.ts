// Who goes when by which road to which shelter, so that as many as possible arrive and then as early as possible: a flow of least
// cost through the roads unfolded over time (Ford and Fulkerson 1958; Hamacher and Tjandra 2002). Whole people, whole steps.
import { FlowNetwork } from './min-cost-flow.ts';

export interface EvacuationCase {
  /** Steps of time until the water comes; nobody arrives later. */
  readonly steps: number;
  readonly origins: readonly {
    readonly node: string;
    /** People who are ready to leave at each step. */
    readonly ready: readonly number[];
  }[];
  readonly roads: readonly {
    readonly from: string;
    readonly to: string;
    readonly travelSteps: number;
    /** People who may set out in one step. */
    readonly perStep: number;
    /** The step from which the road is closed, such as under water. */
    readonly closedFrom?: number;
  }[];
  readonly shelters: readonly { readonly node: string; readonly places: number }[];
}

export interface EvacuationPlan {
  readonly people: number;
  readonly sheltered: number;
  /** Sum over all sheltered people of the step at which they arrive. */
  readonly arrivalSteps: number;
  /** People who have arrived by the end of each step. */
  readonly arrivedBy: readonly number[];
  readonly roads: readonly { readonly road: number; readonly step: number; readonly people: number }[];
  readonly shelters: readonly { readonly node: string; readonly places: number; readonly taken: number }[];
  readonly origins: readonly { readonly node: string; readonly people: number; readonly left: number }[];
  /** ≥ 0 proves that no plan is better. */
  readonly worstReducedCost: number;
}

interface Unfolded {
  readonly network: FlowNetwork;
  readonly source: number;
  readonly sink: number;
  readonly at: (node: string, step: number) => number;
}

export function planEvacuation(given: EvacuationCase, each?: (sent: number) => void): EvacuationPlan {
  const unfolded = unfold(given);
  const { network, source, sink, at } = unfolded;
  const origins = given.origins.map(({ node, ready }) => ({
    node,
    people: ready.reduce((sum, more) => sum + more, 0),
    arcs: ready.map((people, step) => network.addArc(source, at(node, step), people)),
  }));
  const roads = roadArcs(given, unfolded);
  const shelters = given.shelters.map((shelter) => ({
    ...shelter,
    ...shelterArcs(shelter, given.steps, unfolded),
  }));
  const { sent, cost } = network.solve(source, sink, each);
  const arrivals = Array.from({ length: given.steps + 1 }, (_, step) =>
    shelters.reduce((sum, { arrive }) => sum + network.flowOn(arrive[step] as number), 0),
  );
  let so = 0;
  return {
    people: origins.reduce((sum, { people }) => sum + people, 0),
    sheltered: sent,
    arrivalSteps: cost,
    arrivedBy: arrivals.map((more) => (so += more)),
    roads: roads.flatMap(({ arc, road, step }) => {
      const people = network.flowOn(arc);
      return people > 0 ? [{ road, step, people }] : [];
    }),
    shelters: shelters.map(({ node, places, enter }) => ({ node, places, taken: network.flowOn(enter) })),
    origins: origins.map(({ node, people, arcs }) => ({
      node,
      people,
      left: arcs.reduce((sum, arc) => sum + network.flowOn(arc), 0),
    })),
    worstReducedCost: network.worstReducedCost(),
  };
}

/** A node for each place and step, and waiting from each step to the next. */
function unfold({ steps, origins, roads, shelters }: EvacuationCase): Unfolded {
  const network = new FlowNetwork();
  const source = network.addNode();
  const sink = network.addNode();
  const names = new Set([
    ...origins.map(({ node }) => node),
    ...roads.flatMap(({ from, to }) => [from, to]),
    ...shelters.map(({ node }) => node),
  ]);
  const first = new Map<string, number>();
  for (const name of names) {
    for (let step = 0; step <= steps; step++) {
      const node = network.addNode();
      if (step === 0) first.set(name, node);
      else network.addArc(node - 1, node, Number.MAX_SAFE_INTEGER);
    }
  }
  return { network, source, sink, at: (node, step) => (first.get(node) as number) + step };
}

function roadArcs({ roads, steps }: EvacuationCase, { network, at }: Unfolded) {
  return roads.flatMap(({ from, to, travelSteps, perStep, closedFrom = steps }, road) => {
    if (!(travelSteps >= 1)) throw new RangeError('a road takes at least one step');
    const last = Math.min(closedFrom - 1, steps - travelSteps);
    return Array.from({ length: Math.max(0, last + 1) }, (_, step) => ({
      arc: network.addArc(at(from, step), at(to, step + travelSteps), perStep),
      road,
      step,
    }));
  });
}

function shelterArcs(
  { node, places }: EvacuationCase['shelters'][number],
  steps: number,
  { network, sink, at }: Unfolded,
) {
  const inside = network.addNode();
  const arrive = Array.from({ length: steps + 1 }, (_, step) =>
    network.addArc(at(node, step), inside, Number.MAX_SAFE_INTEGER, step),
  );
  return { arrive, enter: network.addArc(inside, sink, places) };
}
