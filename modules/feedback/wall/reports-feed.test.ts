// The feed of the reports' tiles, live and in the past, against a small interface in memory.
import { describe, expect, test } from 'vitest';
import type { FeedSource } from '@city/ui/wall';
import { reportsFeed } from './reports-feed.ts';
import { dayOf } from './reports-state.ts';

const now = Date.parse('2026-09-08T05:00:00Z');
const iso = (at: number) => new Date(at).toISOString();
const summary = {
  at: iso(now),
  open: 40,
  overdue: 3,
  filedLast10Minutes: 2,
  filedToday: 9,
  onTimeShare: 0.9,
  answered30Days: 100,
  units: [{ code: '11407', name: 'An Biên', kind: 'phường', open: 40, overdue: 3 }],
  services: [{ code: 'flooding', name: { vi: 'Ngập nước', en: 'Flooding' }, open: 40 }],
};
const trend = {
  at: iso(now),
  hours: [{ from: iso(now), filed: 2, answered: 1 }],
  days: [{ day: '2026-09-08', filed: 9, answered: 4, promised: 4, onTime: 3 }],
};
const item = {
  trackingCode: 'HP-OLD',
  service: 'flooding',
  unit: { code: '11407' },
  address: 'Lạch Tray',
  filedAt: iso(now - 60_000),
  lat: 20.8,
  lon: 106.7,
};

function source(answers: Record<string, unknown>): FeedSource {
  return {
    now: () => now,
    get: async <T>(path: string) => {
      const found = answers[path.split('?')[0]!];
      if (found === undefined) throw new Error(`nothing at ${path}`);
      return (typeof found === 'function' ? found(path) : found) as T;
    },
  };
}

const city = source({
  '/api/reports/summary': summary,
  '/api/reports/trend': trend,
  '/api/reports/services': {
    items: [{ code: 'flooding', name: { vi: 'Ngập nước', en: 'Flooding' }, icon: 'flood' }],
  },
  '/api/reports/map': { at: iso(now), complete: true, points: [[20.8, 106.7, 'flooding', 'new', 'HP-OLD']] },
  '/api/reports': { items: [item] },
});
const facts = (given: Record<string, unknown> = {}) => ({
  trackingCode: 'HP-NEW',
  seq: 1,
  service: 'flooding',
  unit: '11407',
  lat: 20.85,
  lon: 106.68,
  state: 'new',
  filedAt: iso(now + 500),
  at: iso(now + 500),
  dueAt: null,
  isPublic: true,
  ...given,
});
const filed = (given: Record<string, unknown> = {}) => ({
  name: 'feedback.report.filed',
  data: facts(given),
});
const loaded = async () => (await reportsFeed.load(city))(null);

describe('live', () => {
  test('the first answer holds figures, points, rows and names', async () => {
    const state = await loaded();
    expect(state).toMatchObject({ at: now, open: 40, overdue: 3, onTimeShare: 0.9, pointsComplete: true });
    expect(state.rows[0]).toMatchObject({ code: 'HP-OLD', address: 'Lạch Tray' });
    expect(state.points.get('HP-OLD')).toMatchObject({ lat: 20.8, lon: 106.7 });
    expect(state.days.get(dayOf(now))).toEqual({ filed: 9, answered: 4, promised: 4, onTime: 3 });
  });

  test('a report is on the wall with its message, before anything is asked', async () => {
    const state = reportsFeed.reduce(await loaded(), filed(), now);
    expect(state.open).toBe(41);
    expect(state.rows[0]).toMatchObject({ code: 'HP-NEW', unit: '11407' });
    expect(state.newest).toMatchObject({ code: 'HP-NEW' });
    expect(state.days.get(dayOf(now))!.filed).toBe(10);
  });

  test('the same message twice changes nothing the second time', async () => {
    const once = reportsFeed.reduce(await loaded(), filed(), now);
    expect(reportsFeed.reduce(once, filed(), now)).toBe(once);
  });

  test('what the figures already hold is drawn but not counted again', async () => {
    const state = reportsFeed.reduce(await loaded(), filed({ at: iso(now - 1), filedAt: iso(now - 1) }), now);
    expect(state.open).toBe(40);
    expect(state.rows[0]!.code).toBe('HP-NEW');
  });

  test('an answer lowers the figures and takes the point away', async () => {
    const answered = {
      name: 'feedback.report.resolved',
      data: facts({ trackingCode: 'HP-OLD', seq: 4, state: 'resolved' }),
    };
    const state = reportsFeed.reduce(await loaded(), answered, now);
    expect(state.open).toBe(39);
    expect(state.points.size).toBe(0);
  });

  test('handing over, accepting and closing change nothing on the wall', async () => {
    const state = await loaded();
    for (const name of ['accepted', 'handed_over', 'started', 'closed', 'rated']) {
      expect(
        reportsFeed.reduce(
          state,
          { name: `feedback.report.${name}`, data: facts({ trackingCode: 'HP-OLD' }) },
          now,
        ).open,
      ).toBe(40);
    }
  });

  test('messages of others are left alone', async () => {
    const state = await loaded();
    expect(reportsFeed.reduce(state, { name: 'weather.observed', data: { rain: 4 } }, now)).toBe(state);
  });

  test('exact figures replace the counted ones, and messages after them count again', async () => {
    const counted = reportsFeed.reduce(await loaded(), filed(), now);
    const later = source({
      '/api/reports/summary': { ...summary, at: iso(now + 3_000), open: 41 },
      '/api/reports/trend': trend,
      '/api/reports': { items: [item] },
    });
    const exact = (await reportsFeed.refresh(later, counted))(counted);
    expect(exact.open).toBe(41);
    expect(reportsFeed.reduce(exact, filed(), now).open).toBe(41);
    expect(reportsFeed.reduce(exact, filed({ trackingCode: 'HP-3', at: iso(now + 4_000) }), now).open).toBe(
      42,
    );
  });
});

describe('the past', () => {
  const day = 86_400_000;
  const event = (name: 'filed' | 'closed', code: string, at: number, dueAt = at + day) => ({
    at: iso(at),
    name,
    trackingCode: code,
    service: 'flooding',
    unit: '11407',
    lat: 20.8,
    lon: 106.7,
    dueAt: iso(dueAt),
  });
  const events = [
    event('filed', 'A', now - 3 * day),
    event('filed', 'B', now - 2 * day),
    event('closed', 'A', now - 1.5 * day, now - 2 * day),
    event('closed', 'UNKNOWN', now - day),
    event('filed', 'C', now + 60_000),
    event('closed', 'B', now + 120_000, now - day),
  ];
  const past = source({
    '/api/reports/services': { items: [] },
    '/api/reports/history': (path: string) => {
      const query = new URL(path, 'http://city').searchParams;
      const [from, to] = [Date.parse(query.get('from')!), Date.parse(query.get('to')!)];
      const within = events.filter(({ at }) => Date.parse(at) >= from && Date.parse(at) < to);
      const start = Number(query.get('cursor') ?? 0);
      return {
        items: within.slice(start, start + 2),
        next: start + 2 < within.length ? String(start + 2) : null,
      };
    },
  });
  const replay = reportsFeed.replay!;

  test('a replay begins with what was open then, page by page', async () => {
    const shares: number[] = [];
    const state = await replay.begin(past, now, (share) => shares.push(share));
    expect([...state.points.keys()]).toEqual(['B']);
    expect(state).toMatchObject({ open: 1, overdue: 1, onTimeShare: 0, answered30Days: 1 });
    expect(shares.length).toBe(2);
  });

  test('events change it when their time comes, and passing time makes reports overdue', async () => {
    let state = await replay.begin(past, now, () => {});
    const page = await replay.page(past, now, now + day, null);
    expect(page).toMatchObject({ next: null, events: [{ at: now + 60_000 }, { at: now + 120_000 }] });
    state = replay.tick(replay.reduce(state, page.events[0]!.message, now + 60_000), now + 60_000);
    expect(state).toMatchObject({ open: 2, filedLast10Minutes: 1, newest: { code: 'C' } });
    state = replay.tick(replay.reduce(state, page.events[1]!.message, now + 120_000), now + 2 * day);
    expect(state).toMatchObject({ open: 1, overdue: 1, filedLast10Minutes: 0 });
    expect([...state.points.keys()]).toEqual(['C']);
  });

  test('an answer to a report from before what we know changes nothing', async () => {
    const state = await replay.begin(past, now, () => {});
    const unknown = { name: 'closed', data: event('closed', 'LONG-AGO', now + 1) };
    expect(replay.reduce(state, unknown, now + 1).open).toBe(1);
  });
});
