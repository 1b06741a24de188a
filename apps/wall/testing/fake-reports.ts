// Made-up reports for tests of the wall: a month of them from a fixed seed, answered the way the real interface answers.
import type { UnitBoundaries, UnitBoundary } from '@city/ui/map';
import { boundsOf, labelPlace } from '@city/ui/map/extent';

export type FakeReport = {
  code: string;
  service: string;
  unit: string;
  lat: number;
  lon: number;
  address: string | null;
  filedAt: number;
  dueAt: number;
  resolvedAt: number | null;
  seq: number;
};

const services = [
  ['flooding', 'Ngập nước', 'Flooding', 'flood', 9],
  ['pothole', 'Ổ gà, mặt đường', 'Potholes and road surface', 'road', 8],
  ['waste', 'Rác thải', 'Rubbish', 'rubbish', 7],
  ['tree', 'Cây đổ, cành gãy', 'Fallen trees and branches', 'tree', 4],
  ['streetlight', 'Đèn đường', 'Street lights', 'street-light', 4],
  ['drain', 'Cống, nắp cống', 'Drains and manholes', 'drain', 3],
  ['noise', 'Tiếng ồn', 'Noise', 'noise', 2],
] as const;
const streets = [
  'Lạch Tray',
  'Tô Hiệu',
  'Trần Nguyên Hãn',
  'Lê Hồng Phong',
  'Phạm Văn Đồng',
  'Nguyễn Bỉnh Khiêm',
  'Vạn Hương',
  'Cầu Đất',
] as const;
const hour = 3_600_000;

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let value = Math.imul(state ^ (state >>> 15), 1 | state);
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
    return ((value ^ (value >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export type FakeOptions = { seed?: number; open?: number; perDay?: number };

export class FakeReports {
  readonly all = new Map<string, FakeReport>();
  readonly #units: readonly UnitBoundary[];
  readonly #weights: readonly number[];
  readonly #random: () => number;

  constructor(units: UnitBoundaries, { seed = 7, open = 300, perDay = 150 }: FakeOptions = {}) {
    this.#units = units.features;
    this.#random = seededRandom(seed);
    this.#weights = units.features.map((unit) => weightOf(unit, this.#random()));
    const now = Date.now();
    for (let at = 0; at < perDay * 30; at++) this.#addPast(now - this.#random() * 30 * 24 * hour, now);
    for (let missing = open - this.open().length; missing > 0; missing--)
      this.add({ filedAt: now - this.#random() * 60 * hour });
  }

  /** A report filed now, unless said otherwise. */
  add(given: Partial<FakeReport> = {}): FakeReport {
    const unit = this.#pickUnit();
    const filedAt = given.filedAt ?? Date.now();
    const report: FakeReport = {
      code: `HP-${(this.all.size + 46_656).toString(36).toUpperCase()}-${Math.floor(this.#random() * 1e6)
        .toString(36)
        .toUpperCase()}`,
      service: this.#pickService(),
      unit: unit.properties.code,
      ...this.#placeIn(unit),
      address: this.#random() < 0.7 ? streets[Math.floor(this.#random() * streets.length)]! : null,
      filedAt,
      dueAt: filedAt + (24 + Math.floor(this.#random() * 5) * 24) * hour,
      resolvedAt: null,
      seq: 1,
      ...given,
    };
    this.all.set(report.code, report);
    return report;
  }

  resolve(code: string): unknown {
    const report = this.all.get(code)!;
    report.resolvedAt = Date.now();
    report.seq++;
    return this.facts(report);
  }

  open(): FakeReport[] {
    return [...this.all.values()].filter(({ resolvedAt }) => resolvedAt === null);
  }

  facts(report: FakeReport) {
    const { code, seq, service, unit, lat, lon, filedAt, dueAt, resolvedAt } = report;
    return {
      trackingCode: code,
      seq,
      service,
      severity: 'normal',
      priority: 3,
      unit,
      unitValidFrom: '2025-07-01',
      body: `ward-${unit}`,
      state: resolvedAt === null ? 'new' : 'resolved',
      lat,
      lon,
      filedAt: iso(filedAt),
      dueAt: iso(dueAt),
      at: iso(resolvedAt ?? filedAt),
      isPublic: true,
    };
  }

  /** What the interface answers to a path; null for one it does not have. */
  answer(url: URL): unknown {
    const { pathname, searchParams } = url;
    if (pathname === '/api/reports/summary') return this.#summary();
    if (pathname === '/api/reports/map')
      return {
        at: iso(Date.now()),
        complete: true,
        points: this.open()
          .slice(0, 5_000)
          .map(({ lat, lon, service, code }) => [lat, lon, service, 'new', code]),
      };
    if (pathname === '/api/reports/services')
      return {
        items: services.map(([code, vi, en, icon]) => ({ code, name: { vi, en }, icon })),
        next: null,
      };
    if (pathname === '/api/reports/trend') return this.#trend();
    if (pathname === '/api/reports') return this.#list(Number(searchParams.get('limit') ?? 50));
    if (pathname === '/api/reports/history') return this.#history(searchParams);
    return null;
  }

  #summary() {
    const now = Date.now();
    const open = this.open();
    const all = [...this.all.values()];
    const answered = all.filter(({ resolvedAt }) => resolvedAt !== null && resolvedAt > now - 30 * 24 * hour);
    const late = (reports: readonly FakeReport[]) => reports.filter(({ dueAt }) => dueAt < now).length;
    const units = [...Map.groupBy(open, ({ unit }) => unit)].map(([code, reports]) => {
      const { name, kind } = this.#units.find(({ properties }) => properties.code === code)!.properties;
      return { code, name, kind: kind ?? '', open: reports.length, overdue: late(reports) };
    });
    return {
      at: iso(now),
      open: open.length,
      overdue: late(open),
      answered30Days: answered.length,
      filedLast10Minutes: all.filter(({ filedAt }) => filedAt > now - 600_000).length,
      filedToday: all.filter(({ filedAt }) => dayOf(filedAt) === dayOf(now)).length,
      onTimeShare:
        answered.length === 0
          ? null
          : answered.filter(({ resolvedAt, dueAt }) => resolvedAt! <= dueAt).length / answered.length,
      units: units.sort((a, b) => b.open - a.open),
      services: services.map(([code, vi, en]) => ({
        code,
        name: { vi, en },
        open: open.filter(({ service }) => service === code).length,
      })),
    };
  }

  #trend() {
    const now = Date.now();
    const all = [...this.all.values()];
    const thisHour = Math.floor(now / hour) * hour;
    const within = (at: number | null, from: number, length: number) =>
      at !== null && at >= from && at < from + length;
    return {
      at: iso(now),
      hours: Array.from({ length: 24 }, (_, at) => thisHour - (23 - at) * hour).map((from) => ({
        from: iso(from),
        filed: all.filter(({ filedAt }) => within(filedAt, from, hour)).length,
        answered: all.filter(({ resolvedAt }) => within(resolvedAt, from, hour)).length,
      })),
      days: Array.from({ length: 30 }, (_, at) => dayOf(now - (29 - at) * 24 * hour)).map((day) => {
        const answered = all.filter(({ resolvedAt }) => resolvedAt !== null && dayOf(resolvedAt) === day);
        return {
          day,
          filed: all.filter(({ filedAt }) => dayOf(filedAt) === day).length,
          answered: answered.length,
          promised: answered.length,
          onTime: answered.filter(({ resolvedAt, dueAt }) => resolvedAt! <= dueAt).length,
        };
      }),
    };
  }

  #list(limit: number) {
    // Of two filed in one moment the later one is the newer.
    const newest = [...this.all.values()]
      .reverse()
      .sort((a, b) => b.filedAt - a.filedAt)
      .slice(0, limit);
    return {
      items: newest.map((report) => ({
        ...this.facts(report),
        unit: { code: report.unit },
        address: report.address,
      })),
      next: null,
    };
  }

  #history(query: URLSearchParams) {
    const [from, to] = [Date.parse(query.get('from')!), Date.parse(query.get('to')!)];
    const limit = Number(query.get('limit') ?? 1_000);
    const start = Number(query.get('cursor') ?? 0);
    const events = [...this.all.values()]
      .flatMap((report) => [
        { at: report.filedAt, name: 'filed', report },
        ...(report.resolvedAt ? [{ at: report.resolvedAt, name: 'closed', report }] : []),
      ])
      .filter(({ at }) => at >= from && at < to)
      .sort((a, b) => a.at - b.at);
    const items = events.slice(start, start + limit).map(({ at, name, report }) => ({
      at: iso(at),
      name,
      trackingCode: report.code,
      service: report.service,
      unit: report.unit,
      lat: report.lat,
      lon: report.lon,
      state: name === 'filed' ? 'new' : 'closed',
      dueAt: iso(report.dueAt),
    }));
    return { items, next: start + limit < events.length ? String(start + limit) : null };
  }

  #addPast(filedAt: number, now: number): void {
    const report = this.add({ filedAt: busyHour(filedAt) });
    const took = this.#random() ** 2 * 90 * hour;
    if (report.filedAt + took < now) {
      report.resolvedAt = report.filedAt + took;
      report.seq = 2;
    }
  }

  #pickUnit(): UnitBoundary {
    const total = this.#weights.reduce((sum, weight) => sum + weight, 0);
    let left = this.#random() * total;
    return this.#units[this.#weights.findIndex((weight) => (left -= weight) < 0)] ?? this.#units[0]!;
  }

  #pickService(): string {
    const total = services.reduce((sum, [, , , , weight]) => sum + weight, 0);
    let left = this.#random() * total;
    return (services.find(([, , , , weight]) => (left -= weight) < 0) ?? services[0])[0];
  }

  #placeIn(unit: UnitBoundary): { lat: number; lon: number } {
    const [west, south, east, north] = boundsOf([unit]);
    const { lat, lon } = labelPlace(unit);
    const near = (middle: number, size: number) =>
      Math.round((middle + (this.#random() - 0.5) * size * 0.4) * 1e5) / 1e5;
    return { lat: near(lat, north - south), lon: near(lon, east - west) };
  }
}

/** More towards the port and the sea, as people live there. */
function weightOf(unit: UnitBoundary, chance: number): number {
  const { lat, lon } = labelPlace(unit);
  const fromPort = Math.hypot((lon - 106.69) * 0.93, lat - 20.85);
  return (0.15 + 2.2 * Math.exp(-((fromPort / 0.14) ** 2))) * (0.4 + chance);
}

/** People report by day: night hours move into the morning. */
function busyHour(at: number): number {
  const hourOfDay = new Date(at + 7 * hour).getUTCHours();
  return hourOfDay < 6 && at % 5 !== 0 ? at - 8 * hour : at;
}

const iso = (at: number): string => new Date(at).toISOString();
const dayOf = (at: number): string => iso(at + 7 * hour).slice(0, 10);
