// The load of an operator position as ISA-18.2 clause 16 and IEC 62682 measure it, from the calls of a span. Pure.
import { type FloodRule, floodsOf, timeInFlood } from '../floods/flood.ts';

export interface Call {
  readonly alarmId: string;
  readonly definition: string;
  readonly priority: number;
  /** Milliseconds. */
  readonly at: number;
  /** Until it was acknowledged; null while it was not. */
  readonly ackSeconds: number | null;
}

export interface Kpis {
  readonly calls: number;
  readonly perTenMinutes: number;
  /** The most calls in one of the ten-minute intervals of the span. */
  readonly busiestTenMinutes: number;
  readonly perDay: number;
  readonly floods: number;
  /** Share of the span spent in floods, 0 … 1. */
  readonly floodShare: number;
  /** Share of the calls that the ten alarms made which called most. */
  readonly topTenShare: number;
  /** The kinds that called most. */
  readonly top: readonly { readonly definition: string; readonly calls: number }[];
  /** Alarms that called three times within a minute. */
  readonly chattering: number;
  readonly byPriority: readonly [number, number, number, number];
  /** Middle value of the seconds until somebody acknowledged; null when nobody did. */
  readonly medianAckSeconds: number | null;
}

interface Span {
  readonly from: number;
  readonly to: number;
}
interface Rules {
  readonly flood: FloodRule;
  readonly chatter: { readonly times: number; readonly seconds: number };
}

const tenMinutes = 600_000;

/** @param calls those of one position within the span, in order of time. */
export function kpisOf(calls: readonly Call[], { from, to }: Span, { flood, chatter }: Rules): Kpis {
  const length = Math.max(1, to - from);
  const floods = floodsOf(
    calls.map(({ at }) => at),
    flood,
    to,
  );
  const top = [...Map.groupBy(calls, ({ definition }) => definition)]
    .map(([definition, list]) => ({ definition, calls: list.length }))
    .sort((a, b) => b.calls - a.calls || a.definition.localeCompare(b.definition))
    .slice(0, 10);
  const busiest = [...Map.groupBy(calls, ({ alarmId }) => alarmId).values()]
    .map((list) => list.length)
    .sort((a, b) => b - a)
    .slice(0, 10);
  const perInterval = Map.groupBy(calls, ({ at }) => Math.floor((at - from) / tenMinutes));
  return {
    calls: calls.length,
    perTenMinutes: (calls.length * tenMinutes) / length,
    busiestTenMinutes: Math.max(0, ...[...perInterval.values()].map((list) => list.length)),
    perDay: (calls.length * 86_400_000) / length,
    floods: floods.length,
    floodShare: timeInFlood(floods, from, to) / length,
    topTenShare: calls.length === 0 ? 0 : busiest.reduce((sum, n) => sum + n, 0) / calls.length,
    top,
    chattering: chatteringIn(calls, chatter),
    byPriority: [1, 2, 3, 4].map(
      (priority) => calls.filter((call) => call.priority === priority).length,
    ) as never,
    medianAckSeconds: middle(calls.flatMap(({ ackSeconds }) => ackSeconds ?? [])),
  };
}

function chatteringIn(calls: readonly Call[], { times, seconds }: Rules['chatter']): number {
  let chattering = 0;
  for (const own of Map.groupBy(calls, ({ alarmId }) => alarmId).values()) {
    const isIt = own.some(
      ({ at }, n) => n + 1 >= times && at - (own[n + 1 - times] as Call).at <= seconds * 1000,
    );
    if (isIt) chattering++;
  }
  return chattering;
}

/** The middle value; of an even number the lower one, so that it is always a measured one. */
export function middle(values: readonly number[]): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? null;
}
