// The mainland divided among its units: power cells weighted to the official areas, on a grid.
import { type Grid, type Spot, besides, blur, middleOf, squareAt } from './plane.ts';

/** A unit to draw: where it and the former communes that it is made of lie, and how large it is. */
export type Claim = {
  readonly code: string;
  readonly centre: Spot;
  readonly spots: readonly Spot[];
  readonly areaKm2: number;
};

export const nobody = -1;
/** How many of the nearest units a square may go to. */
const rivals = 10;
const rounds = 160;

/**
 * The land of the city: discs round all spots, as large as the areas ask, smoothed, and cut at the height at which
 * the whole has the official area. `hint` lifts squares that an old coastline calls land; it only shifts the shore.
 */
export function drawLand(grid: Grid, claims: readonly Claim[], hint: (spot: Spot) => number): Uint8Array {
  const count = grid.columns * grid.rows;
  const height = new Float32Array(count);
  const discs = claims.flatMap((claim) =>
    claim.spots.map((spot) => ({
      spot,
      radius: 1.3 * Math.sqrt(claim.areaKm2 / claim.spots.length / Math.PI),
    })),
  );
  for (let square = 0; square < count; square += 1) {
    const middle = middleOf(grid, square);
    let best = -3;
    for (const { spot, radius } of discs) {
      const distance = Math.hypot(middle.x - spot.x, middle.y - spot.y);
      if (distance < 4 * radius) best = Math.max(best, 1 - distance / radius);
    }
    height[square] = best + (best > -1 ? hint(middle) : 0);
  }
  const smooth = blur(grid, height, 1.1);
  const wanted = claims.reduce((sum, claim) => sum + claim.areaKm2, 0) / grid.step ** 2;
  const cores = smooth.map((_, square) =>
    claims.some((claim) => inCore(claim, middleOf(grid, square))) ? 1 : 0,
  );
  const landAbove = (shore: number) => {
    const land = Uint8Array.from(smooth, (value, square) => (value >= shore || cores[square] === 1 ? 1 : 0));
    return fillLakes(grid, closeBays(grid, keepLargest(grid, land)));
  };
  let [low, high] = [-3, 1];
  for (let round = 0; round < 18; round += 1) {
    const middle = (low + high) / 2;
    const squares = landAbove(middle).reduce((sum, value) => sum + value, 0);
    if (squares > wanted) low = middle;
    else high = middle;
  }
  return landAbove(high);
}

/** Grows the land and shrinks it again: bays narrower than twice the reach become land. */
function closeBays(grid: Grid, land: Uint8Array): Uint8Array {
  const reachKm = 1.2;
  const grown = Uint8Array.from(blur(grid, Float32Array.from(land), reachKm), (value) =>
    value > 0.12 ? 1 : 0,
  );
  const kept = Uint8Array.from(blur(grid, Float32Array.from(grown), reachKm), (value) =>
    value > 0.88 ? 1 : 0,
  );
  return land.map((value, square) => Math.max(value, kept[square]!));
}

function keepLargest(grid: Grid, land: Uint8Array): Uint8Array {
  const part = new Int32Array(land.length);
  let [largest, size, parts] = [0, 0, 0];
  for (let square = 0; square < land.length; square += 1) {
    if (land[square] === 0 || part[square] !== 0) continue;
    parts += 1;
    const found = spread(
      grid,
      square,
      (next) => land[next] === 1 && part[next] === 0,
      (next) => (part[next] = parts),
    );
    if (found > size) [largest, size] = [parts, found];
  }
  return Uint8Array.from(part, (value) => (value === largest ? 1 : 0));
}

function fillLakes(grid: Grid, land: Uint8Array): Uint8Array {
  const sea = new Uint8Array(land.length);
  spread(
    grid,
    0,
    (next) => land[next] === 0 && sea[next] === 0,
    (next) => (sea[next] = 1),
  );
  return sea.map((value) => 1 - value);
}

/** Visits the connected squares that `may` be visited; `mark` must make `may` false. Returns how many. */
function spread(
  grid: Grid,
  start: number,
  may: (square: number) => boolean,
  mark: (square: number) => void,
): number {
  if (!may(start)) return 0;
  mark(start);
  const stack = [start];
  let count = 0;
  for (let square = stack.pop(); square !== undefined; square = stack.pop()) {
    count += 1;
    for (const next of besides(grid, square)) {
      if (!may(next)) continue;
      mark(next);
      stack.push(next);
    }
  }
  return count;
}

/** The index of the claim that has each square, or `nobody` outside the land. */
export function divideLand(grid: Grid, land: Uint8Array, claims: readonly Claim[]): Int16Array {
  const squares = [...land.keys()].filter((square) => land[square] === 1);
  const weights = new Float64Array(claims.length);
  let owner: Int16Array;
  let current = claims;
  for (;;) {
    owner = settle(grid, squares, { claims: current, weights }, false);
    const joined = joinedToCentres(grid, owner, current);
    const next = current.map((claim) => ({
      ...claim,
      // A former commune that would be an exclave is given up: its own middle is what tears the unit.
      spots: claim.spots.filter((spot) => spot === claim.centre || joined[squareAt(grid, spot)] === 1),
    }));
    if (next.every((claim, at) => claim.spots.length === current[at]!.spots.length)) break;
    current = next;
  }
  owner = settle(grid, squares, { claims: current, weights }, true);
  const cores = Uint8Array.from(owner, (index, square) =>
    index !== nobody && inCore(claims[index]!, middleOf(grid, square)) ? 1 : 0,
  );
  for (let round = 0; round < 3; round += 1) {
    softenBorders(grid, owner, cores);
    mendParts(grid, owner, claims);
  }
  return owner;
}

type Contest = { readonly claims: readonly Claim[]; readonly weights: Float64Array };

/**
 * Changes the weights until every unit has its share of the land; a square goes to the unit for which the distance
 * to its nearest spot less its weight is smallest. With `mend`, exclaves are given away before areas are counted.
 */
function settle(
  grid: Grid,
  squares: readonly number[],
  { claims, weights }: Contest,
  mend: boolean,
): Int16Array {
  const near = nearestClaims(grid, squares, claims);
  const share = (squares.length * grid.step ** 2) / claims.reduce((sum, claim) => sum + claim.areaKm2, 0);
  const paces = new Float64Array(claims.length).fill(0.3);
  const lastMissing = new Float64Array(claims.length);
  const owner = new Int16Array(grid.columns * grid.rows).fill(nobody);
  for (let round = 0; round < rounds; round += 1) {
    squares.forEach((square, at) => {
      owner[square] = bestClaim(near, at, weights);
    });
    if (mend) mendParts(grid, owner, claims);
    const counts = new Int32Array(claims.length);
    for (const square of squares) counts[owner[square]!]! += 1;
    claims.forEach((claim, at) => {
      const missing = claim.areaKm2 * share - counts[at]! * grid.step ** 2;
      // Overshooting halves a unit's pace, steady progress raises it (as in Rprop): small units sit close together.
      paces[at]! *= missing * lastMissing[at]! < 0 ? 0.5 : 1.1;
      paces[at] = Math.min(0.5, Math.max(0.005, paces[at]!));
      lastMissing[at] = missing;
      weights[at]! += (paces[at]! * missing) / Math.sqrt(claim.areaKm2);
    });
  }
  return owner;
}

type Near = { readonly claim: Int16Array; readonly squared: Float32Array };

/** For each square the `rivals` nearest units with the squared distance to the nearest of their spots. */
function nearestClaims(grid: Grid, squares: readonly number[], claims: readonly Claim[]): Near {
  const near = {
    claim: new Int16Array(squares.length * rivals),
    squared: new Float32Array(squares.length * rivals),
  };
  squares.forEach((square, at) => {
    const middle = middleOf(grid, square);
    const ranked = claims
      .map((claim, index) => ({ index, squared: squaredTo(claim, middle) }))
      .sort((one, other) => one.squared - other.squared);
    for (let rank = 0; rank < rivals; rank += 1) {
      near.claim[at * rivals + rank] = ranked[rank]!.index;
      near.squared[at * rivals + rank] = ranked[rank]!.squared;
    }
  });
  return near;
}

function squaredTo(claim: Claim, spot: Spot): number {
  let least = Infinity;
  for (const own of claim.spots) least = Math.min(least, (own.x - spot.x) ** 2 + (own.y - spot.y) ** 2);
  return inCore(claim, spot) ? -1e6 : Math.sqrt(least);
}

/** Right at its centre a unit holds its ground, however small it is beside its neighbours. */
function inCore(claim: Claim, spot: Spot): boolean {
  const core = 0.35 * Math.sqrt(claim.areaKm2 / Math.PI);
  return (claim.centre.x - spot.x) ** 2 + (claim.centre.y - spot.y) ** 2 < core ** 2;
}

function bestClaim(near: Near, at: number, weights: Float64Array): number {
  let [best, least] = [nobody, Infinity];
  for (let rank = 0; rank < rivals; rank += 1) {
    const claim = near.claim[at * rivals + rank]!;
    const power = near.squared[at * rivals + rank]! - weights[claim]!;
    if (power < least) [best, least] = [claim, power];
  }
  return best;
}

/** 1 for squares joined to their owner's centre through its own squares. */
function joinedToCentres(grid: Grid, owner: Int16Array, claims: readonly Claim[]): Uint8Array {
  const joined = new Uint8Array(owner.length);
  claims.forEach((claim, index) => {
    const home = squareAt(grid, claim.centre);
    spread(
      grid,
      home,
      (next) => owner[next] === index && joined[next] === 0,
      (next) => (joined[next] = 1),
    );
  });
  return joined;
}

/** Gives squares cut off from the part with the unit's centre to the neighbours around them. */
function mendParts(grid: Grid, owner: Int16Array, claims: readonly Claim[]): void {
  const joined = joinedToCentres(grid, owner, claims);
  let lost = [...owner.keys()].filter((square) => owner[square] !== nobody && joined[square] === 0);
  while (lost.length > 0) {
    const taken = lost.map(
      (square) => [square, besides(grid, square).find((next) => joined[next] === 1)] as const,
    );
    for (const [square, from] of taken) {
      if (from === undefined) continue;
      owner[square] = owner[from]!;
      joined[square] = 1;
    }
    const left = lost.filter((square) => joined[square] === 0);
    if (left.length === lost.length) throw new Error('A part of the land touches no unit.');
    lost = left;
  }
}

/** Each square goes to the unit that has most of the squares around it, nearer ones counting more. */
function softenBorders(grid: Grid, owner: Int16Array, cores: Uint8Array): void {
  const reach = 3;
  const steps = Array.from({ length: 2 * reach + 1 }, (_, at) => at - reach);
  const around = steps.flatMap((up) =>
    steps.map((right) => ({
      offset: up * grid.columns + right,
      weight: Math.exp(-(up * up + right * right) / 4),
    })),
  );
  const before = owner.slice();
  for (let row = reach; row < grid.rows - reach; row += 1) {
    for (let column = reach; column < grid.columns - reach; column += 1) {
      const square = row * grid.columns + column;
      if (before[square] === nobody || cores[square] === 1) continue;
      const votes = new Map<number, number>();
      for (const { offset, weight } of around) {
        const voter = before[square + offset]!;
        if (voter !== nobody) votes.set(voter, (votes.get(voter) ?? 0) + weight);
      }
      if (votes.size > 1)
        owner[square] = [...votes].reduce((one, other) => (other[1] > one[1] ? other : one))[0];
    }
  }
}
