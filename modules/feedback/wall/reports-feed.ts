// The feed behind the reports' tiles: asks our own interface, puts live steps in, and plays the past.
import type { FeedChange, FeedMessage, FeedSource, WallFeed } from '@city/ui/wall';
import type { EventFacts, ReportItem, Summary } from '../contract.ts';
import { answeredDays, type HistoryPage, stepOfFacts, stepOfPast } from './reports-answers.ts';
import {
  countFlow,
  countStep,
  drawStep,
  emptyState,
  mostRows,
  type ReportRow,
  type ReportsState,
  type Step,
  withoutReport,
} from './reports-state.ts';
import { warmUpMs, pastState, passTime, playStep } from './reports-past.ts';
import type { Trend } from './trend.ts';

/** Live state: besides what is shown, which steps since `at` are in the counts already. */
export type LiveReports = ReportsState & { readonly counted: ReadonlySet<string> };

/** Between two questions for exact figures far fewer steps come; beyond this the oldest are forgotten. */
const mostCounted = 5_000;

type MapPoints = {
  readonly complete: boolean;
  readonly points: readonly (readonly [
    lat: number,
    lon: number,
    service: string,
    state: string,
    code: string,
  ])[];
};
type Services = {
  readonly items: readonly {
    readonly code: string;
    readonly name: { vi: string; en: string };
    readonly icon: string;
  }[];
};

export const reportsFeed: WallFeed<LiveReports> = {
  name: 'reports',
  topics: ['reports'],
  refreshSeconds: 10,
  reloadSeconds: 300,
  load,
  refresh,
  reduce: (state, message) => reduceLive(state, message),
  replay: {
    begin: async (source, from, report) => ({
      ...(await beginPast(source, from, report)),
      counted: new Set(),
    }),
    page: async (source, from, to, cursor) => {
      const page = await source.get<HistoryPage>(historyPath(from, to, cursor));
      return {
        events: page.items.map((item) => ({
          at: Date.parse(item.at),
          message: { name: item.name, data: item },
        })),
        next: page.next,
      };
    },
    reduce: (state, { data }) => ({
      ...playStep(state, stepOfPast(data as HistoryPage['items'][number])),
      counted: state.counted,
    }),
    tick: (state, now) => ({ ...passTime(state, now), counted: state.counted }),
  },
};

async function load(source: FeedSource): Promise<FeedChange<LiveReports>> {
  const [points, services, figures] = await Promise.all([
    source.get<MapPoints>('/api/reports/map'),
    source.get<Services>('/api/reports/services'),
    refresh(source),
  ]);
  return (before) => ({
    ...figures(before),
    points: new Map(
      points.points.map(([lat, lon, service, , id]) => [
        id,
        { id, lat, lon, service, unit: null, dueAt: null },
      ]),
    ),
    pointsComplete: points.complete,
    serviceNames: new Map(services.items.map(({ code, name, icon }) => [code, { name, icon }])),
  });
}

async function refresh(source: FeedSource): Promise<FeedChange<LiveReports>> {
  const [summary, list, trend] = await Promise.all([
    source.get<Summary>('/api/reports/summary'),
    source.get<{ items: readonly ReportItem[] }>(`/api/reports?limit=${mostRows}`),
    source.get<Trend>('/api/reports/trend'),
  ]);
  return (before) => {
    const state = before ?? { ...emptyState, counted: new Set<string>() };
    const [first] = list.items;
    return {
      ...state,
      ...figuresOf(summary),
      ...answeredDays(trend),
      rows: list.items.map(rowOf),
      newest: state.newest ?? (first ? { code: first.trackingCode, lat: first.lat, lon: first.lon } : null),
      counted: new Set(),
    };
  };
}

function figuresOf(summary: Summary) {
  return {
    at: Date.parse(summary.at),
    open: summary.open,
    overdue: summary.overdue,
    filedLast10Minutes: summary.filedLast10Minutes,
    onTimeShare: summary.onTimeShare,
    answered30Days: summary.answered30Days,
    units: new Map(summary.units.map(({ code, open, overdue }) => [code, { open, overdue }])),
    services: new Map(summary.services.map(({ code, open }) => [code, open])),
  };
}

function rowOf(item: ReportItem): ReportRow {
  return {
    code: item.trackingCode,
    service: item.service,
    unit: item.unit.code,
    address: item.address,
    filedAt: Date.parse(item.filedAt),
  };
}

/** A step changes the counts once, and only when it is newer than they are; the same step twice changes nothing. */
function reduceLive(state: LiveReports, message: FeedMessage): LiveReports {
  const facts = message.data as Partial<EventFacts> | null;
  if (/\.(hidden|transferred)$/.test(message.name) && facts?.trackingCode)
    return { ...withoutReport(state, facts.trackingCode), counted: state.counted };
  const step = stepOfFacts(message.name, facts);
  if (!step) return state;
  const key = `${step.code}/${facts?.seq ?? ''}`;
  let next: ReportsState = state;
  let { counted } = state;
  if (step.at > state.at && !counted.has(key)) {
    next = countStep(next, step);
    counted = withCounted(counted, key);
  }
  if (step.at > state.flowAt && counted !== state.counted) next = countFlow(next, step);
  next = drawStep(next, step);
  return next === state && counted === state.counted ? state : { ...next, counted };
}

function withCounted(counted: ReadonlySet<string>, key: string): ReadonlySet<string> {
  const kept = counted.size >= mostCounted ? [...counted].slice(-mostCounted / 2) : counted;
  return new Set(kept).add(key);
}

async function beginPast(
  source: FeedSource,
  from: number,
  report: (share: number) => void,
): Promise<ReportsState> {
  const { items } = await source.get<Services>('/api/reports/services');
  const steps: Step[] = [];
  let cursor: string | null = null;
  do {
    const page: HistoryPage = await source.get<HistoryPage>(historyPath(from - warmUpMs, from, cursor));
    steps.push(...page.items.map(stepOfPast));
    cursor = page.next;
    const last = steps.at(-1);
    report(last ? 1 - (from - last.at) / warmUpMs : 1);
  } while (cursor !== null);
  return pastState(steps, from, new Map(items.map(({ code, name, icon }) => [code, { name, icon }])));
}

function historyPath(from: number, to: number, cursor: string | null): string {
  const query = new URLSearchParams({
    from: new Date(from).toISOString(),
    to: new Date(to).toISOString(),
    limit: '1000',
  });
  if (cursor !== null) query.set('cursor', cursor);
  return `/api/reports/history?${query}`;
}
