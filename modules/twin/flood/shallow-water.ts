// Local-inertial shallow water on a grid: Bates, Horritt, Fewtrell 2010 (J. Hydrol. 387), friction semi-implicit, with the
// weighting of de Almeida, Bates, Freer, Souvignet 2012 (WRR 48). Leaves out the advection of momentum, so it holds for
// floods over land (Froude below about 0.5), not for the front of a broken dam: the tests measure that error.
import type { Forcing, Ground } from './water-grid.ts';

const gravity = 9.81;
/** Share of the largest stable step that is taken. */
const courant = 0.7;
/** Shallower than this between two cells, in metres, nothing flows. */
const thinnest = 1e-5;
/** Weight of an edge's own flow against its neighbours' (de Almeida θ); 1 is Bates' scheme. */
const ownWeight = 0.9;
/** A share of the depth-limited step in still, dry land, in seconds. */
const longestStep = 60;

export interface Balance {
  /** Cubic metres. */
  readonly before: number;
  readonly rain: number;
  readonly inflow: number;
  /** Through the boundaries, in minus out. */
  readonly boundary: number;
  readonly pumpedOut: number;
  readonly drained: number;
  readonly after: number;
  /** What the accounts leave open, in cubic metres and as a share of all water that was ever there. */
  readonly missing: number;
  readonly missingShare: number;
}

export interface WaterState {
  seconds: number;
  steps: number;
  readonly depth: Float64Array;
  /** Flow a metre of width through the edge east of a cell, and south of it, in m²/s. */
  readonly east: Float64Array;
  readonly south: Float64Array;
  readonly deepest: Float64Array;
  /** When a cell was first wetter than `wetMetres`; NaN: never. */
  readonly arrived: Float64Array;
}

/** Depth at which a cell counts as reached by the water. */
export const wetMetres = 0.05;

export interface WaterModel {
  readonly state: WaterState;
  /** Goes on to a moment, calling back after each step. */
  run(untilSeconds: number, each?: (state: WaterState) => void): void;
  balance(): Balance;
}

/** @param depth metres of water in each cell at the start */
export function createWaterModel(ground: Ground, forcing: Forcing, depth?: Float64Array): WaterModel {
  const model = new Water(ground, forcing, depth);
  return { state: model.state, run: (until, each) => model.run(until, each), balance: () => model.balance() };
}

class Water {
  readonly state: WaterState;
  readonly #ground: Ground;
  readonly #forcing: Forcing;
  readonly #kind: Uint8Array;
  /** Height an edge's water must pass: the higher bed, or the crest on it. */
  readonly #sillEast: Float64Array;
  readonly #sillSouth: Float64Array;
  readonly #oldEast: Float64Array;
  readonly #oldSouth: Float64Array;
  readonly #out: Float64Array;
  readonly #before: number;
  /** Deepest water over any sill in the last step; before the first one, deeper than any. */
  #deepestFlow = 20;
  readonly #sums = { rain: 0, inflow: 0, boundary: 0, pumpedOut: 0, drained: 0 };

  constructor(ground: Ground, forcing: Forcing, depth?: Float64Array) {
    const cells = ground.columns * ground.rows;
    if (ground.bed.length !== cells) throw new RangeError(`bed has ${ground.bed.length} cells, not ${cells}`);
    this.#ground = ground;
    this.#forcing = forcing;
    this.state = {
      seconds: 0,
      steps: 0,
      depth: depth ? Float64Array.from(depth) : new Float64Array(cells),
      east: new Float64Array(cells),
      south: new Float64Array(cells),
      deepest: new Float64Array(cells),
      arrived: new Float64Array(cells).fill(Number.NaN),
    };
    this.#kind = new Uint8Array(cells);
    for (let cell = 0; cell < cells; cell++) if (Number.isNaN(ground.bed[cell])) this.#kind[cell] = 2;
    for (const { cells: fixed } of forcing.levels) for (const cell of fixed) this.#kind[cell] = 1;
    this.#sillEast = this.#sills(1);
    this.#sillSouth = this.#sills(ground.columns);
    for (const { from, to, crest } of forcing.crests ?? []) this.#raise(from, to, crest);
    this.#oldEast = new Float64Array(cells);
    this.#oldSouth = new Float64Array(cells);
    this.#out = new Float64Array(cells);
    this.#setLevels(0);
    this.#sums.boundary = 0;
    this.#before = this.#volume();
    this.#remember();
  }

  #sills(step: number): Float64Array {
    const { bed, columns, rows } = this.#ground;
    const sill = new Float64Array(bed.length).fill(Number.POSITIVE_INFINITY);
    for (let cell = 0; cell < bed.length; cell++) {
      const isLast = step === 1 ? cell % columns === columns - 1 : cell >= (rows - 1) * columns;
      if (isLast || this.#kind[cell] === 2 || this.#kind[cell + step] === 2) continue;
      // Between two cells of prescribed level nothing needs to be known.
      if (this.#kind[cell] === 1 && this.#kind[cell + step] === 1) continue;
      sill[cell] = Math.max(bed[cell] as number, bed[cell + step] as number);
    }
    return sill;
  }

  #raise(one: number, other: number, crest: number): void {
    const [from, to] = one < other ? [one, other] : [other, one];
    const sill = to - from === 1 ? this.#sillEast : this.#sillSouth;
    if (to - from !== 1 && to - from !== this.#ground.columns)
      throw new RangeError(`cells ${from} and ${to} are no neighbours`);
    if (crest > (sill[from] as number) && Number.isFinite(sill[from])) sill[from] = crest;
  }

  run(until: number, each?: (state: WaterState) => void): void {
    while (this.state.seconds < until) {
      this.#step(Math.min(this.#longest(), until - this.state.seconds));
      each?.(this.state);
    }
  }

  #longest(): number {
    const { depth } = this.state;
    let most = this.#deepestFlow;
    for (let cell = 0; cell < depth.length; cell++)
      if (this.#kind[cell] === 0 && (depth[cell] as number) > most) most = depth[cell] as number;
    return Math.min(
      longestStep,
      (courant * this.#ground.cellMetres) / Math.sqrt(gravity * Math.max(most, 0.01)),
    );
  }

  #step(dt: number): void {
    const { state } = this;
    this.#oldEast.set(state.east);
    this.#oldSouth.set(state.south);
    this.#deepestFlow = 0;
    this.#flows(state.east, this.#oldEast, this.#sillEast, 1, dt);
    this.#flows(state.south, this.#oldSouth, this.#sillSouth, this.#ground.columns, dt);
    this.#keepPositive(dt);
    this.#move(dt);
    this.#sources(dt);
    state.seconds += dt;
    state.steps += 1;
    this.#setLevels(state.seconds);
    this.#remember();
  }

  #flows(q: Float64Array, old: Float64Array, sill: Float64Array, step: number, dt: number): void {
    const { bed, cellMetres, roughness } = this.#ground;
    const { depth } = this.state;
    const even = typeof roughness === 'number' ? roughness : 0;
    const many = typeof roughness === 'number' ? null : roughness;
    for (let cell = 0; cell < q.length; cell++) {
      const over = sill[cell] as number;
      if (over === Number.POSITIVE_INFINITY) continue;
      const here = (bed[cell] as number) + (depth[cell] as number);
      const there = (bed[cell + step] as number) + (depth[cell + step] as number);
      const flowDepth = (here > there ? here : there) - over;
      if (flowDepth <= thinnest) {
        q[cell] = 0;
        continue;
      }
      if (flowDepth > this.#deepestFlow) this.#deepestFlow = flowDepth;
      const own = old[cell] as number;
      const behind =
        cell >= step && sill[cell - step] !== Number.POSITIVE_INFINITY ? (old[cell - step] as number) : own;
      const ahead = sill[cell + step] !== Number.POSITIVE_INFINITY ? (old[cell + step] as number) : own;
      const carried = ownWeight * own + ((1 - ownWeight) / 2) * (behind + ahead);
      const n = many ? ((many[cell] as number) + (many[cell + step] as number)) / 2 : even;
      const root = Math.cbrt(flowDepth);
      const brake = 1 + (gravity * dt * n * n * Math.abs(own)) / (flowDepth * flowDepth * root);
      q[cell] = (carried - (gravity * flowDepth * dt * (there - here)) / cellMetres) / brake;
    }
  }

  /** No cell gives more water than it has: what leaves it is scaled to what is there. */
  #keepPositive(dt: number): void {
    const { columns } = this.#ground;
    const { depth, east, south } = this.state;
    const out = this.#out.fill(0);
    for (let cell = 0; cell < depth.length; cell++) {
      const e = east[cell] as number;
      const s = south[cell] as number;
      if (e > 0) out[cell] = (out[cell] as number) + e;
      else if (e < 0) out[cell + 1] = (out[cell + 1] as number) - e;
      if (s > 0) out[cell] = (out[cell] as number) + s;
      else if (s < 0) out[cell + columns] = (out[cell + columns] as number) - s;
    }
    const most = this.#ground.cellMetres / dt;
    for (let cell = 0; cell < depth.length; cell++) {
      const leaving = out[cell] as number;
      const held = (depth[cell] as number) * most;
      out[cell] = leaving > held && this.#kind[cell] !== 1 ? held / leaving : 1;
    }
    for (let cell = 0; cell < depth.length; cell++) {
      const e = east[cell] as number;
      const s = south[cell] as number;
      if (e !== 0) east[cell] = e * (out[e > 0 ? cell : cell + 1] as number);
      if (s !== 0) south[cell] = s * (out[s > 0 ? cell : cell + columns] as number);
    }
  }

  #move(dt: number): void {
    const { columns, cellMetres } = this.#ground;
    const { depth, east, south } = this.state;
    const share = dt / cellMetres;
    for (let cell = 0; cell < depth.length; cell++) {
      const e = east[cell] as number;
      const s = south[cell] as number;
      if (e !== 0) {
        depth[cell] = (depth[cell] as number) - e * share;
        depth[cell + 1] = (depth[cell + 1] as number) + e * share;
      }
      if (s !== 0) {
        depth[cell] = (depth[cell] as number) - s * share;
        depth[cell + columns] = (depth[cell + columns] as number) + s * share;
      }
    }
  }

  #sources(dt: number): void {
    const { depth } = this.state;
    const area = this.#ground.cellMetres ** 2;
    const at = this.state.seconds + dt / 2;
    const rain = ((this.#forcing.rain?.(at) ?? 0) / 3_600_000) * dt;
    const drain = ((this.#forcing.drain ?? 0) / 3_600_000) * dt;
    if (rain > 0 || drain > 0) {
      for (let cell = 0; cell < depth.length; cell++) {
        if (this.#kind[cell] !== 0) continue;
        const wet = (depth[cell] as number) + rain;
        const gone = wet < drain ? Math.max(0, wet) : drain;
        depth[cell] = wet - gone;
        this.#sums.rain += rain * area;
        this.#sums.drained += gone * area;
      }
    }
    for (const { cells, cubicMetresPerSecond } of this.#forcing.inflows ?? []) {
      const each = (cubicMetresPerSecond(at) * dt) / cells.length;
      for (const cell of cells) depth[cell] = (depth[cell] as number) + each / area;
      this.#sums.inflow += each * cells.length;
    }
    for (const { cell, cubicMetresPerSecond, to } of this.#forcing.pumps ?? []) {
      const lifted = Math.min((cubicMetresPerSecond * dt) / area, Math.max(0, depth[cell] as number));
      depth[cell] = (depth[cell] as number) - lifted;
      if (to === null) this.#sums.pumpedOut += lifted * area;
      else depth[to] = (depth[to] as number) + lifted;
    }
  }

  #setLevels(seconds: number): void {
    const { bed, cellMetres } = this.#ground;
    const { depth } = this.state;
    for (const { cells, level } of this.#forcing.levels) {
      const stands = level(seconds);
      for (const cell of cells) {
        const set = Math.max(0, stands - (bed[cell] as number));
        this.#sums.boundary += (set - (depth[cell] as number)) * cellMetres ** 2;
        depth[cell] = set;
      }
    }
  }

  #remember(): void {
    const { depth, deepest, arrived, seconds } = this.state;
    for (let cell = 0; cell < depth.length; cell++) {
      const now = depth[cell] as number;
      if (now <= (deepest[cell] as number)) continue;
      deepest[cell] = now;
      if (now > wetMetres && Number.isNaN(arrived[cell])) arrived[cell] = seconds;
    }
  }

  #volume(): number {
    let sum = 0;
    for (const depth of this.state.depth) sum += depth;
    return sum * this.#ground.cellMetres ** 2;
  }

  balance(): Balance {
    const { rain, inflow, boundary, pumpedOut, drained } = this.#sums;
    const before = this.#before;
    const after = this.#volume();
    const missing = before + rain + inflow + boundary - pumpedOut - drained - after;
    const ever = before + rain + inflow + Math.abs(boundary);
    return { before, ...this.#sums, after, missing, missingShare: ever > 0 ? Math.abs(missing) / ever : 0 };
  }
}
