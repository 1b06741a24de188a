// How thousands of alarms become at most twenty rows: the most urgent stand alone, alike ones stand together. Pure; safe in a browser.

export interface Groupable {
  readonly id: string;
  readonly definition: string;
  readonly priority: number;
  readonly severity: number;
  readonly ward: string | null;
  readonly state: string;
  /** ISO moment of the last call. */
  readonly calledAt: string | null;
}

export interface AlarmGroup<A extends Groupable> {
  readonly key: string;
  readonly priority: number;
  /** The definitions in it; one unless rows had to be merged further. */
  readonly definitions: readonly string[];
  /** The one unit of all of them, or null. */
  readonly ward: string | null;
  /** The most urgent first; within a priority what nobody has taken, then the graver, then the latest. */
  readonly alarms: readonly A[];
}

const order = (a: Groupable, b: Groupable): number =>
  a.priority - b.priority ||
  Number(a.state === 'ACKED') - Number(b.state === 'ACKED') ||
  b.severity - a.severity ||
  (b.calledAt ?? '').localeCompare(a.calledAt ?? '') ||
  a.id.localeCompare(b.id);

const keys: readonly ((alarm: Groupable) => string)[] = [
  ({ id }) => id,
  ({ definition, ward, priority }) => `${priority} ${definition} ${ward ?? ''}`,
  ({ definition, priority }) => `${priority} ${definition}`,
  ({ priority }) => `${priority}`,
];

/**
 * Groups alarms into at most `most` rows. Priority 1 is merged last: as long as there is room each stands alone, so that the
 * one that matters is never inside a heap.
 */
export function groupAlarms<A extends Groupable>(alarms: readonly A[], most: number): AlarmGroup<A>[] {
  const sorted = [...alarms].sort(order);
  const urgent = sorted.filter(({ priority }) => priority === 1);
  const others = sorted.filter(({ priority }) => priority !== 1);
  // Three rows at the least stay for the other priorities.
  const roomForUrgent = Math.max(1, most - Math.min(3, others.length));
  const first = levelFor(urgent, roomForUrgent);
  return [...first, ...levelFor(others, Math.max(1, most - first.length))];
}

function levelFor<A extends Groupable>(sorted: readonly A[], most: number): AlarmGroup<A>[] {
  for (const key of keys) {
    const groups = [...Map.groupBy(sorted, key)];
    if (groups.length <= most || key === keys.at(-1))
      return groups.map(([name, list]) => groupOf(name, list));
  }
  return [];
}

function groupOf<A extends Groupable>(key: string, alarms: readonly A[]): AlarmGroup<A> {
  const wards = new Set(alarms.map(({ ward }) => ward));
  return {
    key,
    priority: (alarms[0] as A).priority,
    definitions: [...new Set(alarms.map(({ definition }) => definition))],
    ward: wards.size === 1 ? (alarms[0] as A).ward : null,
    alarms,
  };
}
