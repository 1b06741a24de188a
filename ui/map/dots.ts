// Fewer dots than points: each point is drawn or not by its own id, so that a new point never moves the others.

/** Each step divides the next: whoever is drawn at a coarse step is drawn at every finer one. */
const steps = [1, 5, 10, 50, 100, 500] as const;

export type Thinned<P> = {
  readonly dots: readonly P[];
  /** One dot stands for about so many points. */
  readonly each: number;
};

/**
 * Points thinned to about `atMost` dots. `before` is the step in force: it is kept while it stays near the limit,
 * so that the picture does not flip to and fro around it.
 */
export function thinOut<P extends { readonly id: string }>(
  points: readonly P[],
  atMost: number,
  before = 1,
): Thinned<P> {
  const each = stepFor(points.length, atMost, before);
  return { each, dots: each === 1 ? points : points.filter(({ id }) => hash(id) % each === 0) };
}

function stepFor(count: number, atMost: number, before: number): number {
  const needed = steps.find((step) => count / step <= atMost) ?? steps.at(-1)!;
  if (needed === before) return before;
  const fitsStill = count / before <= atMost * 1.2;
  const finerBarely = needed < before && count / needed > atMost * 0.8;
  return (needed > before && fitsStill) || finerBarely ? before : needed;
}

/** FNV-1a over the id, mixed once more: its low digits would follow the last letters. */
function hash(id: string): number {
  let value = 0x811c9dc5;
  for (let at = 0; at < id.length; at++) value = Math.imul(value ^ id.charCodeAt(at), 0x01000193);
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  return (value ^ (value >>> 13)) >>> 0;
}
