// What the reports' tiles show, as one immutable state, and how a step of a report changes it. Pure.
import type { Bilingual } from '@city/ui/wall';

/** Facts of one step, as the live topic and the history tell them; times in ms. */
export type Step = {
  /** `merged`: no longer open by itself, though nobody answered; `unmerged`: open again. */
  readonly kind: 'filed' | 'answered' | 'reopened' | 'merged' | 'unmerged' | 'other';
  readonly code: string;
  readonly service: string;
  readonly unit: string;
  readonly lat: number;
  readonly lon: number;
  readonly at: number;
  readonly filedAt: number;
  readonly dueAt: number | null;
  readonly isPublic: boolean;
};

export type OpenPoint = {
  readonly id: string;
  readonly lat: number;
  readonly lon: number;
  readonly service: string;
  /** Null when only its place is known. */
  readonly unit: string | null;
  readonly dueAt: number | null;
};

export type ReportRow = {
  readonly code: string;
  readonly service: string;
  readonly unit: string;
  readonly address: string | null;
  readonly filedAt: number;
};

export type UnitCount = { readonly open: number; readonly overdue: number };
/** Reports of one hour or one day. `promised` are the answered ones that had a due time, `onTime` those that kept it. */
export type Flow = {
  readonly filed: number;
  readonly answered: number;
  readonly promised: number;
  readonly onTime: number;
};
export type ServiceName = { readonly name: Bilingual; readonly icon: string };

export type ReportsState = {
  /** Up to which moment the counts hold, by the server's clock; 0 in a replay, where every step is counted here. */
  readonly at: number;
  readonly open: number;
  readonly overdue: number;
  readonly filedLast10Minutes: number;
  /** When the reports of the last ten minutes were filed; only a replay needs it. */
  readonly recent: readonly number[];
  readonly onTimeShare: number | null;
  readonly answered30Days: number;
  readonly units: ReadonlyMap<string, UnitCount>;
  readonly services: ReadonlyMap<string, number>;
  readonly serviceNames: ReadonlyMap<string, ServiceName>;
  readonly points: ReadonlyMap<string, OpenPoint>;
  /** False when the city has more open reports than points were given. */
  readonly pointsComplete: boolean;
  readonly rows: readonly ReportRow[];
  readonly newest: { readonly code: string; readonly lat: number; readonly lon: number } | null;
  /** By the first millisecond of the hour, and of the day in the city. */
  readonly hours: ReadonlyMap<number, Flow>;
  readonly days: ReadonlyMap<number, Flow>;
  /** Up to which moment `hours` and `days` hold. */
  readonly flowAt: number;
};

export const hourMs = 3_600_000;
export const dayMs = 86_400_000;
/** Distance of the city's time from UTC; constant since 1975. */
const offsetMs = 7 * hourMs;
export const mostRows = 12;
/** Bounds of what is kept: the tiles show 12 hours and 30 days. */
const hoursKept = 26;
const daysKept = 31;

const noFlow: Flow = { filed: 0, answered: 0, promised: 0, onTime: 0 };

export const emptyState: ReportsState = {
  at: 0,
  open: 0,
  overdue: 0,
  filedLast10Minutes: 0,
  recent: [],
  onTimeShare: null,
  answered30Days: 0,
  units: new Map(),
  services: new Map(),
  serviceNames: new Map(),
  points: new Map(),
  pointsComplete: true,
  rows: [],
  newest: null,
  hours: new Map(),
  days: new Map(),
  flowAt: 0,
};

export const hourOf = (at: number): number => Math.floor(at / hourMs) * hourMs;
export const dayOf = (at: number): number => Math.floor((at + offsetMs) / dayMs) * dayMs - offsetMs;
export const flowOf = (flows: ReadonlyMap<number, Flow>, at: number): Flow => flows.get(at) ?? noFlow;

const changeOfOpen: Readonly<Record<Step['kind'], -1 | 0 | 1>> = {
  filed: 1,
  reopened: 1,
  unmerged: 1,
  answered: -1,
  merged: -1,
  other: 0,
};

/** The counts after a step: open and overdue, by unit and service, and the hour's and the day's flow. */
export function countStep(state: ReportsState, step: Step): ReportsState {
  const change = changeOfOpen[step.kind];
  if (change === 0) return state;
  const wasOverdue = change < 0 && step.dueAt !== null && step.dueAt < step.at ? 1 : 0;
  const isFiled = step.kind === 'filed' ? 1 : 0;
  return {
    ...state,
    open: Math.max(0, state.open + change),
    overdue: Math.max(0, state.overdue - wasOverdue),
    filedLast10Minutes: state.filedLast10Minutes + isFiled,
    units: withUnit(state.units, step.unit, change, wasOverdue),
    services: withCount(state.services, step.service, change),
  };
}

/** The flow of the hour and the day after a step. */
export function countFlow(state: ReportsState, step: Step): ReportsState {
  if (step.kind !== 'filed' && step.kind !== 'answered') return state;
  const isAnswer = step.kind === 'answered';
  const promised = isAnswer && step.dueAt !== null;
  const add = (flow: Flow): Flow => ({
    filed: flow.filed + (isAnswer ? 0 : 1),
    answered: flow.answered + (isAnswer ? 1 : 0),
    promised: flow.promised + (promised ? 1 : 0),
    onTime: flow.onTime + (promised && step.at <= step.dueAt! ? 1 : 0),
  });
  return {
    ...state,
    hours: withFlow(state.hours, hourOf(step.at), add, hoursKept),
    days: withFlow(state.days, dayOf(step.at), add, daysKept),
  };
}

/** Points, rows and the newest after a step; what may not be seen in public is only counted. */
export function drawStep(state: ReportsState, step: Step): ReportsState {
  if (step.kind === 'other') return state;
  if (changeOfOpen[step.kind] < 0)
    return state.points.has(step.code) ? { ...state, points: without(state.points, step.code) } : state;
  if (!step.isPublic || state.points.has(step.code)) return state;
  const { code, service, unit, lat, lon, dueAt, filedAt } = step;
  const points = new Map(state.points).set(code, { id: code, lat, lon, service, unit, dueAt });
  if (step.kind !== 'filed') return { ...state, points };
  return {
    ...state,
    points,
    rows: withRow(state.rows, { code, service, unit, address: null, filedAt }),
    newest: { code, lat, lon },
  };
}

/** Without a report that may no longer be seen; it still counts. */
export function withoutReport(state: ReportsState, code: string): ReportsState {
  return {
    ...state,
    points: without(state.points, code),
    rows: state.rows.filter((row) => row.code !== code),
    newest: state.newest?.code === code ? null : state.newest,
  };
}

/** Rows newest first, each report once, at most `mostRows`; a known address is kept. */
export function withRow(rows: readonly ReportRow[], row: ReportRow): readonly ReportRow[] {
  const others = rows.filter(({ code }) => code !== row.code);
  return [...others, row]
    .sort((a, b) => b.filedAt - a.filedAt || (a.code < b.code ? 1 : -1))
    .slice(0, mostRows);
}

/** Share of the promised answers of the kept days that were on time; null without any. */
export function shareOf(days: ReadonlyMap<number, Flow>): {
  readonly share: number | null;
  readonly promised: number;
} {
  let [promised, onTime] = [0, 0];
  for (const day of days.values()) {
    promised += day.promised;
    onTime += day.onTime;
  }
  return { share: promised === 0 ? null : onTime / promised, promised };
}

function withUnit(
  units: ReportsState['units'],
  code: string,
  change: number,
  wasOverdue: number,
): ReportsState['units'] {
  const before = units.get(code) ?? { open: 0, overdue: 0 };
  const after = {
    open: Math.max(0, before.open + change),
    overdue: Math.max(0, before.overdue - wasOverdue),
  };
  return new Map(units).set(code, after);
}

function withCount(
  counts: ReadonlyMap<string, number>,
  key: string,
  change: number,
): ReadonlyMap<string, number> {
  return new Map(counts).set(key, Math.max(0, (counts.get(key) ?? 0) + change));
}

function withFlow(
  flows: ReadonlyMap<number, Flow>,
  key: number,
  add: (flow: Flow) => Flow,
  kept: number,
): ReadonlyMap<number, Flow> {
  const next = new Map(flows).set(key, add(flowOf(flows, key)));
  if (next.size > kept) next.delete(Math.min(...next.keys()));
  return next;
}

function without<V>(map: ReadonlyMap<string, V>, key: string): ReadonlyMap<string, V> {
  const next = new Map(map);
  next.delete(key);
  return next;
}
