// From squares to smooth polygons: borders are traced once, smoothed between their junctions, and shared.
import type { Grid, Spot } from './plane.ts';

type Corner = number;
type Border = { readonly corners: Corner[]; readonly left: number; readonly right: number };
export type Line = readonly Spot[];

/** An outline around one owner, walked with the owner on the left. */
export type Loop = { readonly owner: number; readonly line: Line };

/**
 * Loops round each owner's squares. `smooth` gets each border as a line; open borders keep their ends,
 * closed ones (islands) begin and end at the same spot.
 */
export function traceOwners(grid: Grid, owner: Int16Array, smooth: (line: Line) => Line): Loop[] {
  const width = grid.columns + 1;
  const steps = findSteps(grid, owner, width);
  const borders = joinSteps(steps);
  const place = (corner: Corner): Spot => ({
    x: grid.west + (corner % width) * grid.step,
    y: grid.south + Math.floor(corner / width) * grid.step,
  });
  const pieces = borders.map((border) => ({ ...border, line: smooth(border.corners.map(place)) }));
  return assembleLoops(pieces);
}

/** Unit steps along sides where two owners meet, each with its owners to the left and the right. */
type Step = { readonly from: Corner; readonly to: Corner; readonly left: number; readonly right: number };

function findSteps(grid: Grid, owner: Int16Array, width: number): Step[] {
  const at = (column: number, row: number): number =>
    column < 0 || row < 0 || column >= grid.columns || row >= grid.rows
      ? -1
      : owner[row * grid.columns + column]!;
  const steps: Step[] = [];
  for (let row = 0; row <= grid.rows; row += 1) {
    for (let column = 0; column <= grid.columns; column += 1) {
      const corner = row * width + column;
      const [here, below, before] = [at(column, row), at(column, row - 1), at(column - 1, row)];
      if (here !== below) steps.push({ from: corner, to: corner + 1, left: here, right: below });
      if (here !== before) steps.push({ from: corner, to: corner + width, left: before, right: here });
    }
  }
  return steps;
}

/** Joins steps into borders that end where three or more owners meet. */
function joinSteps(steps: readonly Step[]): Border[] {
  const around = new Map<Corner, Step[]>();
  for (const step of steps) {
    for (const corner of [step.from, step.to]) around.set(corner, [...(around.get(corner) ?? []), step]);
  }
  const isJunction = (corner: Corner) => around.get(corner)!.length !== 2;
  const used = new Set<Step>();
  const walk = (start: Step, from: Corner): Border => {
    const forwards = start.from === from;
    const corners = [from];
    let [step, corner] = [start, from];
    for (;;) {
      used.add(step);
      corner = step.from === corner ? step.to : step.from;
      corners.push(corner);
      if (isJunction(corner) || corner === from) break;
      const next = around.get(corner)!.find((other) => !used.has(other));
      if (next === undefined) break;
      step = next;
    }
    const { left, right } = start;
    return forwards ? { corners, left, right } : { corners, left: right, right: left };
  };
  const borders: Border[] = [];
  for (const [corner, meeting] of around) {
    if (!isJunction(corner)) continue;
    for (const step of meeting) if (!used.has(step)) borders.push(walk(step, corner));
  }
  for (const step of steps) if (!used.has(step)) borders.push(walk(step, step.from));
  return borders;
}

function assembleLoops(borders: readonly (Border & { readonly line: Line })[]): Loop[] {
  const byOwner = new Map<number, { from: Corner; to: Corner; line: Line }[]>();
  for (const { corners, left, right, line } of borders) {
    const [from, to] = [corners[0]!, corners.at(-1)!];
    if (left !== -1) byOwner.set(left, [...(byOwner.get(left) ?? []), { from, to, line }]);
    if (right !== -1)
      byOwner.set(right, [...(byOwner.get(right) ?? []), { from: to, to: from, line: [...line].reverse() }]);
  }
  const loops: Loop[] = [];
  for (const [owner, pieces] of byOwner) {
    const left = [...pieces];
    for (let piece = left.pop(); piece !== undefined; piece = left.pop()) {
      const line = [...piece.line];
      let end = piece.to;
      while (end !== piece.from) {
        const at = left.findIndex((next) => next.from === end);
        if (at === -1) throw new Error('A border does not close.');
        const [next] = left.splice(at, 1);
        line.push(...next!.line.slice(1));
        end = next!.to;
      }
      loops.push({ owner, line });
    }
  }
  return loops;
}

/**
 * Rounds the stairs of a traced line: repeated averaging with the neighbours (λ|μ, Taubin 1995: no shrinking),
 * ends fixed unless the line is closed.
 */
export function roundStairs(line: Line, rounds: number): Line {
  const closed = line.length > 3 && line[0]!.x === line.at(-1)!.x && line[0]!.y === line.at(-1)!.y;
  let spots = closed ? line.slice(0, -1) : [...line];
  for (let round = 0; round < rounds; round += 1) {
    for (const pull of [0.5, -0.51]) {
      const before = spots;
      spots = before.map((spot, at) => {
        if (!closed && (at === 0 || at === before.length - 1)) return spot;
        const [one, other] = [before.at(at - 1)!, before[(at + 1) % before.length]!];
        return {
          x: spot.x + pull * ((one.x + other.x) / 2 - spot.x),
          y: spot.y + pull * ((one.y + other.y) / 2 - spot.y),
        };
      });
    }
  }
  return closed ? [...spots, spots[0]!] : spots;
}
