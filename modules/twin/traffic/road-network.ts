// A road network as the traffic engine reads it, and the way each place takes to each destination.
import type { Diagram } from './fundamental-diagram.ts';

export interface RoadLink extends Diagram {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly metres: number;
}

/** Vehicles that want to go from one node to another at a rate that changes. */
export interface Trips {
  readonly from: string;
  readonly to: string;
  /** Vehicles a second at a moment. */
  readonly rate: (seconds: number) => number;
}

export interface RoadNetwork {
  readonly links: readonly RoadLink[];
}

const secondsOf = (link: RoadLink): number => link.metres / link.freeSpeed;

/** For every node, the link with which the quickest way to a destination begins; nodes without a way are missing. */
export function waysTo(network: RoadNetwork, destination: string): ReadonlyMap<string, RoadLink> {
  const into = new Map<string, RoadLink[]>();
  for (const link of network.links) into.set(link.to, [...(into.get(link.to) ?? []), link]);
  const best = new Map<string, number>([[destination, 0]]);
  const first = new Map<string, RoadLink>();
  const waiting = new Set([destination]);
  while (waiting.size > 0) {
    const node = nearest(waiting, best);
    waiting.delete(node);
    for (const link of into.get(node) ?? []) {
      const seconds = (best.get(node) as number) + secondsOf(link);
      if (seconds >= (best.get(link.from) ?? Number.POSITIVE_INFINITY)) continue;
      best.set(link.from, seconds);
      first.set(link.from, link);
      waiting.add(link.from);
    }
  }
  return first;
}

function nearest(waiting: ReadonlySet<string>, best: ReadonlyMap<string, number>): string {
  let found: string | undefined;
  for (const node of waiting)
    if (found === undefined || (best.get(node) as number) < (best.get(found) as number)) found = node;
  return found as string;
}
