// What passes a junction in one step: Tampère, Corthout, Cattrysse, Immers 2011 (Transp. Res. B 45), without signals. Vehicles
// leave a link in the order in which they came, so one blocked exit holds back all behind it; a full exit is shared by capacity.

export interface Junction {
  /** What each incoming link wants to send, vehicles a second. */
  readonly demands: readonly number[];
  /** Weight of each incoming link where an exit is full: its capacity. */
  readonly weights: readonly number[];
  /** What each outgoing link can take. */
  readonly supplies: readonly number[];
  /** Share of incoming link i that turns into outgoing link j; each row sums to 1. */
  readonly turns: readonly (readonly number[])[];
}

/** How much each incoming link sends; what turns where follows from `turns`. */
export function junctionFlows({ demands, weights, supplies, turns }: Junction): number[] {
  const flows = demands.map(() => 0);
  const left = [...supplies];
  const open = new Set(demands.keys().filter((i) => (demands[i] as number) > 0));
  const weight = (i: number, j: number) => (weights[i] as number) * (turns[i]?.[j] ?? 0);
  while (open.size > 0) {
    const tightest = mostTight(left, open, weight);
    const share = tightest?.share ?? Number.POSITIVE_INFINITY;
    // Those who want less than their share of the tightest exit send all they want first.
    const modest = [...open].filter(
      (i) => weight(i, tightest?.exit ?? -1) > 0 && (demands[i] as number) <= share * (weights[i] as number),
    );
    const settled =
      tightest === null ? [...open] : modest.length > 0 ? modest : blocked(open, tightest.exit, weight);
    for (const i of settled) {
      const flow =
        tightest === null || modest.length > 0 ? (demands[i] as number) : share * (weights[i] as number);
      flows[i] = flow;
      turns[i]?.forEach((turn, j) => (left[j] = Math.max(0, (left[j] as number) - turn * flow)));
      open.delete(i);
    }
  }
  return flows;
}

/** The exit whose supply is smallest for the weight that still wants into it; null when no one wants into any. */
function mostTight(
  left: readonly number[],
  open: ReadonlySet<number>,
  weight: (i: number, j: number) => number,
): { exit: number; share: number } | null {
  let found: { exit: number; share: number } | null = null;
  for (const [exit, supply] of left.entries()) {
    let sum = 0;
    for (const i of open) sum += weight(i, exit);
    if (sum > 0 && (found === null || supply / sum < found.share)) found = { exit, share: supply / sum };
  }
  return found;
}

const blocked = (
  open: ReadonlySet<number>,
  exit: number,
  weight: (i: number, j: number) => number,
): number[] => [...open].filter((i) => weight(i, exit) > 0);
