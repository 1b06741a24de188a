// Reads what the server says into steps and flows: live facts, items of the history, hours and days of the trend.
import type { EventFacts } from '../contract.ts';
import { type Flow, hourOf, type Step } from './reports-state.ts';
import type { Trend } from './trend.ts';

/** A page of `GET /api/reports/history`. */
export type HistoryPage = {
  readonly items: readonly {
    readonly at: string;
    readonly name: 'filed' | 'closed';
    readonly trackingCode: string;
    readonly service: string;
    readonly unit: string;
    readonly lat: number;
    readonly lon: number;
    readonly dueAt: string | null;
  }[];
  readonly next: string | null;
};

/** Which steps open a report and which end the duty to answer; the others change nothing on the wall. */
const kinds: Readonly<Record<string, Step['kind']>> = {
  filed: 'filed',
  resolved: 'answered',
  rejected: 'answered',
  reopened: 'reopened',
  merged: 'merged',
  transferred: 'merged',
  unmerged: 'unmerged',
};

/** The step that a live message tells, by the last part of the event's name; null for messages of others. */
export function stepOfFacts(name: string, facts: Partial<EventFacts> | null): Step | null {
  if (!facts?.trackingCode || !facts.unit || !facts.service || !facts.at) return null;
  return {
    kind: kinds[name.split('.').at(-1) ?? ''] ?? 'other',
    code: facts.trackingCode,
    service: facts.service,
    unit: facts.unit,
    lat: facts.lat ?? 0,
    lon: facts.lon ?? 0,
    at: Date.parse(facts.at),
    filedAt: Date.parse(facts.filedAt ?? facts.at),
    dueAt: facts.dueAt ? Date.parse(facts.dueAt) : null,
    isPublic: facts.isPublic !== false,
  };
}

export function stepOfPast(item: HistoryPage['items'][number]): Step {
  const at = Date.parse(item.at);
  return {
    kind: item.name === 'filed' ? 'filed' : 'answered',
    code: item.trackingCode,
    service: item.service,
    unit: item.unit,
    lat: item.lat,
    lon: item.lon,
    at,
    filedAt: at,
    dueAt: item.dueAt === null ? null : Date.parse(item.dueAt),
    isPublic: true,
  };
}

/** Hours and days of the trend by their first millisecond. */
export function answeredDays(trend: Trend): {
  hours: ReadonlyMap<number, Flow>;
  days: ReadonlyMap<number, Flow>;
  flowAt: number;
} {
  return {
    flowAt: Date.parse(trend.at),
    hours: new Map(
      trend.hours.map(({ from, filed, answered }) => [
        hourOf(Date.parse(from)),
        { filed, answered, promised: 0, onTime: 0 },
      ]),
    ),
    days: new Map(
      trend.days.map(({ day, filed, answered, promised, onTime }) => [
        Date.parse(`${day}T00:00:00+07:00`),
        { filed, answered, promised, onTime },
      ]),
    ),
  };
}
