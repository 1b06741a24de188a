// What the office did, as far as it was known at a moment: visits of reports to bodies, cut off at that moment. Pure.

/** A report's stay with a body: from its filing or hand-over until the answer, or until it left for another body. */
export interface Visit {
  /** The body; where reports come from another system's file, its department. */
  readonly pool: string;
  readonly service: string;
  readonly arrivedAt: number;
  /** Null while the body still has it. */
  readonly leftAt: number | null;
  /** Left with an answer; false when it was handed over, returned or merged. */
  readonly isAnswered: boolean;
  /** Of the first promise; null when nothing was promised. */
  readonly dueAt: number | null;
  readonly priority: number;
}

const hourMs = 3_600_000;
export const dayMs = 24 * hourMs;
export const weekMs = 7 * dayMs;

/** The history as one could know it at a moment: later arrivals do not exist yet, later endings have not happened. */
export function knownAt(visits: readonly Visit[], moment: number): Visit[] {
  return visits.flatMap((visit) => {
    if (visit.arrivedAt >= moment) return [];
    return visit.leftAt !== null && visit.leftAt >= moment
      ? [{ ...visit, leftAt: null, isAnswered: false }]
      : [visit];
  });
}

/** Upper edges of the groups of terms, in hours: half a day, a day and a half, half a week, a week, two weeks, five weeks. */
const termEdges = [12, 36, 84, 192, 384, 840] as const;

/** Promises of about the same length behave alike: 0 for the shortest, -1 for none. */
export function termGroup({ arrivedAt, dueAt }: Pick<Visit, 'arrivedAt' | 'dueAt'>): number {
  if (dueAt === null) return -1;
  const at = termEdges.findIndex((hours) => dueAt - arrivedAt <= hours * hourMs);
  return at === -1 ? termEdges.length : at;
}

/** How promises were kept in a span of time, counted in two ways. */
export interface Kept {
  /** Promises that fell due in the span, and those of them kept: nobody gains by not answering. */
  readonly due: number;
  readonly dueKept: number;
  /** Answers given in the span to which something was promised, and those in time: the figure of the desk's page "on time". */
  readonly answered: number;
  readonly answeredOnTime: number;
}

type Ended = Pick<Visit, 'leftAt' | 'dueAt' | 'isAnswered'>;

export function keptIn(visits: Iterable<Ended>, span: { from: number; before: number }): Kept {
  let [due, dueKept, answered, answeredOnTime] = [0, 0, 0, 0];
  const isIn = (at: number) => at >= span.from && at < span.before;
  for (const { leftAt, dueAt, isAnswered } of visits) {
    if (dueAt === null || (leftAt !== null && !isAnswered)) continue;
    const isKept = leftAt !== null && leftAt <= dueAt;
    if (isIn(dueAt)) {
      due++;
      if (isKept) dueKept++;
    }
    if (leftAt !== null && isIn(leftAt)) {
      answered++;
      if (isKept) answeredOnTime++;
    }
  }
  return { due, dueKept, answered, answeredOnTime };
}

/** Null when nothing was due. */
export const dueShare = ({ due, dueKept }: Kept): number | null => (due === 0 ? null : dueKept / due);
export const answeredShare = ({ answered, answeredOnTime }: Kept): number | null =>
  answered === 0 ? null : answeredOnTime / answered;
