// Simplifies the borders of neighbouring areas so that they still meet: every shared border is thinned once.

export type Vertex = { lon: number; lat: number };
export type Ring = readonly Vertex[];
export type PlanePoint = { x: number; y: number };

type Node = { key: string; x: number; y: number };

/**
 * Thins rings that share borders. `project` maps to the plane, `tolerance` is in its units (Douglas–Peucker).
 * Rings come back in their order, closed without repeating the first point; a ring that vanishes comes back empty.
 * Neighbours must use the very same coordinates along a shared border, as official files do.
 */
export function simplifyRings(
  rings: readonly Ring[],
  project: (vertex: Vertex) => PlanePoint,
  tolerance: number,
): PlanePoint[][] {
  const nodes = rings.map((ring) => withoutRepeats(ring.map((vertex) => toNode(vertex, project))));
  const junctions = findJunctions(nodes);
  return nodes.map((ring) => {
    if (ring.length < 3) return [];
    const kept = arcsOf(ring, junctions).flatMap((arc) => thinArc(arc, tolerance).slice(0, -1));
    return kept.map(({ x, y }) => ({ x, y }));
  });
}

function toNode(vertex: Vertex, project: (vertex: Vertex) => PlanePoint): Node {
  return { key: `${vertex.lon},${vertex.lat}`, ...project(vertex) };
}

function withoutRepeats(ring: readonly Node[]): Node[] {
  const kept = ring.filter((node, index) => index === 0 || node.key !== ring[index - 1]!.key);
  if (kept.length > 1 && kept[0]!.key === kept.at(-1)!.key) kept.pop();
  return kept;
}

/** A vertex with other than two neighbours over all rings: there borders meet or part. */
function findJunctions(rings: readonly (readonly Node[])[]): Set<string> {
  const neighbours = new Map<string, Set<string>>();
  for (const ring of rings) {
    ring.forEach((node, index) => {
      const around = neighbours.get(node.key) ?? new Set<string>();
      around.add(ring[(index + 1) % ring.length]!.key);
      around.add(ring[(index + ring.length - 1) % ring.length]!.key);
      neighbours.set(node.key, around);
    });
  }
  const junctions = new Set<string>();
  for (const [key, around] of neighbours) if (around.size !== 2) junctions.add(key);
  return junctions;
}

/** Cuts a ring at its junctions; a ring without any is cut at its smallest key and at the point farthest from it. */
function arcsOf(ring: readonly Node[], junctions: ReadonlySet<string>): Node[][] {
  const cuts = ring.flatMap((node, index) => (junctions.has(node.key) ? [index] : []));
  if (cuts.length < 2) {
    const first = cuts[0] ?? smallestKey(ring);
    cuts.splice(0, cuts.length, ...[first, farthest(ring, first)].sort((a, b) => a - b));
  }
  return cuts.map((from, place) => {
    const to = cuts[(place + 1) % cuts.length]!;
    const arc = from < to ? ring.slice(from, to + 1) : [...ring.slice(from), ...ring.slice(0, to + 1)];
    return arc;
  });
}

function smallestKey(ring: readonly Node[]): number {
  let best = 0;
  ring.forEach((node, index) => {
    if (node.key < ring[best]!.key) best = index;
  });
  return best;
}

function farthest(ring: readonly Node[], from: number): number {
  const start = ring[from]!;
  let best = (from + 1) % ring.length;
  ring.forEach((node, index) => {
    if (index !== from && distance(node, start) > distance(ring[best]!, start)) best = index;
  });
  return best;
}

/** Thins in one fixed direction, so that both neighbours keep the same vertices. */
function thinArc(arc: readonly Node[], tolerance: number): Node[] {
  const turned = arc[0]!.key > arc.at(-1)!.key;
  const kept = douglasPeucker(turned ? arc.toReversed() : arc, tolerance);
  return turned ? kept.reverse() : kept;
}

function douglasPeucker(line: readonly Node[], tolerance: number): Node[] {
  const keep = new Uint8Array(line.length);
  keep[0] = 1;
  keep[line.length - 1] = 1;
  const stack: [number, number][] = [[0, line.length - 1]];
  for (let span = stack.pop(); span; span = stack.pop()) {
    const [from, to] = span;
    let worst = -1;
    let most = tolerance;
    for (let index = from + 1; index < to; index += 1) {
      const off = distanceToSegment(line[index]!, line[from]!, line[to]!);
      if (off > most) {
        most = off;
        worst = index;
      }
    }
    if (worst < 0) continue;
    keep[worst] = 1;
    stack.push([from, worst], [worst, to]);
  }
  return line.filter((_, index) => keep[index] === 1);
}

function distance(a: PlanePoint, b: PlanePoint): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}

function distanceToSegment(point: PlanePoint, from: PlanePoint, to: PlanePoint): number {
  const dx = to.x - from.x;
  const dy = to.y - from.y;
  const length = dx * dx + dy * dy;
  if (length === 0) return distance(point, from);
  const share = Math.min(1, Math.max(0, ((point.x - from.x) * dx + (point.y - from.y) * dy) / length));
  return Math.hypot(point.x - from.x - share * dx, point.y - from.y - share * dy);
}
