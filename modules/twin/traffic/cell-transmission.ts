// Traffic as a fluid in cells (Daganzo 1994, 1995), many destinations at once: each cell knows how many of its vehicles go where,
// and they move in proportion. Vehicles are conserved to rounding; the step is the time free traffic takes through a cell.
import { capacity, demand, type Diagram, supply } from './fundamental-diagram.ts';
import { junctionFlows } from './junction.ts';
import { type RoadLink, type RoadNetwork, type Trips, waysTo } from './road-network.ts';

export interface TrafficCase {
  readonly network: RoadNetwork;
  readonly trips: readonly Trips[];
  readonly stepSeconds: number;
  /** Share of a link's lanes that is open at a moment; 1 unless said. */
  readonly open?: (link: string, seconds: number) => number;
  /** What leaves the network at a destination, vehicles a second; without limit unless said. */
  readonly exit?: (node: string, seconds: number) => number;
}

export interface RunningLink {
  readonly link: RoadLink;
  readonly cells: number;
  readonly cellMetres: number;
  /** Vehicles by cell and destination: `cell * destinations + destination`. */
  readonly vehicles: Float64Array;
}

export interface TrafficState {
  seconds: number;
  /** Vehicles that have been wanted, have entered and have arrived so far. */
  wanted: number;
  arrived: number;
  /** Vehicle seconds spent so far, waiting to enter included. */
  vehicleSeconds: number;
  /** What the same vehicles would have needed for the way they made on empty roads. */
  freeSeconds: number;
  readonly links: readonly RunningLink[];
}

export interface TrafficModel {
  readonly state: TrafficState;
  run(untilSeconds: number, each?: (state: TrafficState) => void): void;
  /** Vehicles a metre in a cell. */
  density(link: number, cell: number): number;
  onRoad(): number;
  waiting(): number;
}

/** @throws RangeError when a step is too long for a link, or a trip has no way */
export function createTrafficModel(given: TrafficCase): TrafficModel {
  return new Traffic(given);
}

const freeSecondsOf = ({ link, cellMetres }: RunningLink): number => cellMetres / link.freeSpeed;

interface Node {
  readonly name: string;
  readonly into: readonly number[];
  readonly outOf: readonly number[];
  /** Vehicles that wait to enter here, by destination. */
  readonly queue: Float64Array;
  /** For each destination, which of `outOf` leads there; -1: here it is, or no way. */
  readonly next: readonly number[];
  /** The destination that this node is, or -1. */
  readonly self: number;
}

class Traffic implements TrafficModel {
  readonly state: TrafficState;
  readonly #given: TrafficCase;
  readonly #destinations: readonly string[];
  readonly #nodes: readonly Node[];

  constructor(given: TrafficCase) {
    this.#given = given;
    this.#destinations = [...new Set(given.trips.map(({ to }) => to))].sort();
    this.state = {
      seconds: 0,
      wanted: 0,
      arrived: 0,
      vehicleSeconds: 0,
      freeSeconds: 0,
      links: given.network.links.map((link) => this.#cut(link)),
    };
    this.#nodes = this.#makeNodes();
  }

  #cut(link: RoadLink): RunningLink {
    const shortest = Math.max(link.freeSpeed, link.waveSpeed) * this.#given.stepSeconds;
    const cells = Math.floor(link.metres / shortest + 1e-9);
    if (cells < 1) throw new RangeError(`link ${link.id} is passed within one step`);
    const vehicles = new Float64Array(cells * this.#destinations.length);
    return { link, cells, cellMetres: link.metres / cells, vehicles };
  }

  #makeNodes(): Node[] {
    const { network, trips } = this.#given;
    const names = [...new Set(network.links.flatMap(({ from, to }) => [from, to]))].sort();
    const open = { links: network.links.filter(({ id }) => this.#openness(id, 0) > 0) };
    const ways = this.#destinations.map((destination) => waysTo(open, destination));
    for (const { from, to } of trips)
      if (!ways[this.#destinations.indexOf(to)]?.has(from))
        throw new RangeError(`no way from ${from} to ${to}`);
    return names.map((name) => {
      const outOf = [...network.links.keys()].filter((at) => network.links[at]?.from === name);
      return {
        name,
        into: [...network.links.keys()].filter((at) => network.links[at]?.to === name),
        outOf,
        queue: new Float64Array(this.#destinations.length),
        next: ways.map((way) => outOf.findIndex((at) => network.links[at] === way.get(name))),
        self: this.#destinations.indexOf(name),
      };
    });
  }

  #openness(link: string, seconds: number): number {
    return this.#given.open?.(link, seconds) ?? 1;
  }

  run(until: number, each?: (state: TrafficState) => void): void {
    while (this.state.seconds < until - 1e-9) {
      this.#step();
      each?.(this.state);
    }
  }

  density(link: number, cell: number): number {
    const running = this.state.links[link] as RunningLink;
    return this.#count(running, cell) / running.cellMetres;
  }

  #count({ vehicles }: RunningLink, cell: number): number {
    const many = this.#destinations.length;
    let sum = 0;
    for (let at = cell * many; at < (cell + 1) * many; at++) sum += vehicles[at] as number;
    return sum;
  }

  onRoad(): number {
    return this.state.links.reduce(
      (sum, { vehicles }) => sum + vehicles.reduce((one, each) => one + each, 0),
      0,
    );
  }

  waiting(): number {
    return this.#nodes.reduce((sum, { queue }) => sum + queue.reduce((one, each) => one + each, 0), 0);
  }

  #step(): void {
    const dt = this.#given.stepSeconds;
    this.#enterTrips(dt);
    const roads = this.state.links.map(({ link }) => this.#roadNow(link));
    const demands = this.state.links.map((running, at) => this.#each(running, roads[at] as Diagram, demand));
    const supplies = this.state.links.map((running, at) => this.#each(running, roads[at] as Diagram, supply));
    const moves: (() => void)[] = [];
    for (const [at, running] of this.state.links.entries()) {
      for (let cell = 0; cell + 1 < running.cells; cell++) {
        const flow = Math.min(demands[at]?.[cell] as number, supplies[at]?.[cell + 1] as number) * dt;
        const share = this.#shareOf(running, cell, flow);
        this.state.freeSeconds += flow * freeSecondsOf(running);
        moves.push(() => this.#move(running, cell, share));
      }
    }
    const passes = this.#nodes.map((node) => this.#pass(node, { demands, supplies, roads, dt }));
    // Within a link the last cell moves first, so that no vehicle moves twice in a step.
    for (const pass of passes) pass.leave();
    for (const move of moves.reverse()) move();
    for (const pass of passes) pass.enter();
    this.state.seconds += dt;
    this.state.vehicleSeconds += (this.onRoad() + this.waiting()) * dt;
  }

  #enterTrips(dt: number): void {
    for (const { from, to, rate } of this.#given.trips) {
      const more = rate(this.state.seconds) * dt;
      const { queue } = this.#nodes.find(({ name }) => name === from) as Node;
      const at = this.#destinations.indexOf(to);
      queue[at] = (queue[at] as number) + more;
      this.state.wanted += more;
    }
  }

  #roadNow(link: RoadLink): Diagram {
    const share = this.#openness(link.id, this.state.seconds);
    return share === 1 ? link : { ...link, lanes: link.lanes * share };
  }

  #each(running: RunningLink, road: Diagram, of: (road: Diagram, density: number) => number): number[] {
    return Array.from({ length: running.cells }, (_, cell) =>
      of(road, this.#count(running, cell) / running.cellMetres),
    );
  }

  #shareOf(running: RunningLink, cell: number, flow: number): number {
    const count = this.#count(running, cell);
    return count > 0 ? Math.min(1, flow / count) : 0;
  }

  #move({ vehicles }: RunningLink, cell: number, share: number): void {
    const many = this.#destinations.length;
    for (let at = cell * many; at < (cell + 1) * many; at++) {
      const gone = (vehicles[at] as number) * share;
      vehicles[at] = (vehicles[at] as number) - gone;
      vehicles[at + many] = (vehicles[at + many] as number) + gone;
    }
  }

  /** What one junction lets through in a step, in two parts: what leaves the links behind it, and what enters those after it. */
  #pass(
    node: Node,
    now: { demands: number[][]; supplies: number[][]; roads: readonly Diagram[]; dt: number },
  ): { leave: () => void; enter: () => void } {
    const sources = [
      ...node.into.map((at) => {
        const running = this.state.links[at] as RunningLink;
        const from = (running.cells - 1) * this.#destinations.length;
        return {
          demand: now.demands[at]?.at(-1) as number,
          weight: capacity(now.roads[at] as Diagram),
          contents: running.vehicles.subarray(from, from + this.#destinations.length),
        };
      }),
      this.#waitingSource(node, now),
    ];
    const exits = node.outOf.length;
    const turns = sources.map(({ contents }) => this.#turns(node, contents));
    const flows = junctionFlows({
      demands: sources.map(({ demand: wants }) => wants),
      weights: sources.map(({ weight }) => weight),
      supplies: [...node.outOf.map((at) => now.supplies[at]?.[0] as number), this.#exitSupply(node)],
      turns,
    });
    const entering = Array.from({ length: exits + 1 }, () => new Float64Array(this.#destinations.length));
    const leave = () => {
      for (const [i, { contents }] of sources.entries()) {
        const running = this.state.links[node.into[i] ?? -1];
        if (running) this.state.freeSeconds += (flows[i] as number) * now.dt * freeSecondsOf(running);
        this.#take(node, contents, (flows[i] as number) * now.dt, entering);
      }
    };
    const enter = () => {
      for (const [j, at] of node.outOf.entries())
        entering[j]?.forEach((more, d) => {
          const { vehicles } = this.state.links[at] as RunningLink;
          vehicles[d] = (vehicles[d] as number) + more;
        });
      this.state.arrived += entering[exits]?.reduce((sum, each) => sum + each, 0) ?? 0;
    };
    return { leave, enter };
  }

  #waitingSource(node: Node, now: { roads: readonly Diagram[]; dt: number }) {
    const sum = node.queue.reduce((one, each) => one + each, 0);
    const most = node.outOf.reduce((all, at) => all + capacity(now.roads[at] as Diagram), 0);
    return { demand: sum / now.dt, weight: most > 0 ? most : 1e-9, contents: node.queue };
  }

  #exitSupply({ name, self }: Node): number {
    if (self === -1) return 0;
    return this.#given.exit?.(name, this.state.seconds) ?? Number.MAX_VALUE;
  }

  #turns(node: Node, contents: Float64Array): number[] {
    const turns = Array.from({ length: node.outOf.length + 1 }, () => 0);
    const sum = contents.reduce((one, each) => one + each, 0);
    if (sum > 0)
      contents.forEach(
        (count, d) => (turns[this.#exitOf(node, d)] = (turns[this.#exitOf(node, d)] ?? 0) + count / sum),
      );
    return turns;
  }

  /** The place in `outOf` where a destination leads; the last place is the end of the journey. */
  #exitOf(node: Node, destination: number): number {
    if (node.self === destination) return node.outOf.length;
    return node.next[destination] as number;
  }

  #take(node: Node, contents: Float64Array, vehicles: number, entering: readonly Float64Array[]): void {
    const sum = contents.reduce((one, each) => one + each, 0);
    if (sum <= 0) return;
    const share = Math.min(1, vehicles / sum);
    contents.forEach((count, d) => {
      const gone = count * share;
      const into = entering[this.#exitOf(node, d)];
      if (!into || gone === 0) return;
      contents[d] = count - gone;
      into[d] = (into[d] as number) + gone;
    });
  }
}
