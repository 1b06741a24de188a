// Cuts an answer that would be too long at a moment, and says which span it covers (GS CIM 009 §6.3.10).
import type { AttributeKind } from '../entities/entity.ts';
import { timeOf } from './render-temporal.ts';
import type { KeptInstance } from './temporal.store.ts';
import type { TemporalQuery } from './temporal-query.ts';

export interface Cut {
  readonly kept: readonly KeptInstance[];
  /** `date-time START-END/SIZE` when something was left out. */
  readonly contentRange: string | null;
  /** Attributes by entity of which nothing is left. */
  readonly emptied: ReadonlyMap<string, ReadonlyMap<string, AttributeKind>>;
}

/** All values up to a moment, or from one on for the last ones: never half of what belongs to one moment. */
export function cutToPage(all: readonly KeptInstance[], temporal: TemporalQuery, most: number): Cut {
  if (all.length <= most) return { kept: all, contentRange: null, emptied: new Map() };
  const at = (one: KeptInstance): string =>
    new Date(timeOf(one, temporal.property) ?? one.created_at).toISOString();
  const fromEnd = temporal.lastN !== null;
  const times = all.map(at).sort();
  if (fromEnd) times.reverse();
  const edge = times[most - 1] as string;
  const kept = all.filter((one) => (fromEnd ? at(one) >= edge : at(one) <= edge));
  const keptTimes = kept.map(at).sort();
  const [first, last] = [keptTimes[0] as string, keptTimes.at(-1) as string];
  const [start, end] = fromEnd
    ? [upperBound(temporal) ?? last, first]
    : [lowerBound(temporal) ?? first, last];
  return {
    kept,
    contentRange: `date-time ${short(start)}-${short(end)}/${temporal.lastN ?? '*'}`,
    emptied: emptiedOf(all, kept),
  };
}

const short = (time: string): string => time.replace('.000Z', 'Z');

function lowerBound({ timerel, timeAt }: TemporalQuery): string | null {
  return timerel === 'after' || timerel === 'between' ? timeAt : null;
}

function upperBound({ timerel, timeAt, endTimeAt }: TemporalQuery): string | null {
  return timerel === 'between' ? endTimeAt : timerel === 'before' ? timeAt : null;
}

function emptiedOf(
  all: readonly KeptInstance[],
  kept: readonly KeptInstance[],
): Map<string, Map<string, AttributeKind>> {
  const left = new Set(kept.map(({ entity_id: id, attr }) => `${id} ${attr}`));
  const emptied = new Map<string, Map<string, AttributeKind>>();
  for (const { entity_id: id, attr, instance } of all) {
    if (left.has(`${id} ${attr}`)) continue;
    const of = emptied.get(id) ?? new Map<string, AttributeKind>();
    emptied.set(id, of.set(attr, instance.kind));
  }
  return emptied;
}
