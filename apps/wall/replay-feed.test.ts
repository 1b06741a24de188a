// Playing the past into a feed.
import { expect, test, vi } from 'vitest';
import type { FeedSource, WallFeed } from '@city/ui/wall';
import { ReplayFeed } from './replay-feed.ts';

const source: FeedSource = { get: () => Promise.reject(new Error('not used')), now: () => 0 };
const pageSize = 100;

/** A past of one event a second, each with its number; `fail` breaks that many requests first. */
function countingFeed(events: number, fail = 0): { feed: WallFeed<number[]>; pages: () => number } {
  let failures = fail;
  let pages = 0;
  const feed: WallFeed<number[]> = {
    name: 'numbers',
    topics: [],
    load: () => Promise.reject(new Error('not live')),
    refresh: () => Promise.reject(new Error('not live')),
    refreshSeconds: 1,
    reloadSeconds: 1,
    reduce: () => {
      throw new Error('not live');
    },
    replay: {
      begin: async () => [],
      page: async (_source, from, _to, cursor) => {
        if (failures-- > 0) throw new Error('no network');
        pages++;
        const start = Number(cursor ?? 0);
        const numbers = Array.from({ length: Math.min(pageSize, events - start) }, (_, at) => start + at);
        const end = start + numbers.length;
        return {
          events: numbers.map((n) => ({ at: from + n * 1_000, message: { name: 'one', data: n } })),
          next: end < events ? String(end) : null,
        };
      },
      reduce: (state, { data }) => [...state, data as number],
      tick: (state) => state,
    },
  };
  return { feed, pages: () => pages };
}

async function playTo(replay: ReplayFeed<number[]>, at: number): Promise<void> {
  while (replay.knownUntil < at) {
    replay.play(replay.knownUntil);
    await new Promise((done) => setImmediate(done));
  }
  replay.play(at);
}

test('every event is played once, in order, when its time has come', async () => {
  const replay = new ReplayFeed(countingFeed(5_000).feed, source, { from: 0, to: 1e9 });
  await playTo(replay, 1_234_000);
  expect(replay.store.newest.state).toEqual(Array.from({ length: 1_235 }, (_, n) => n));
  await playTo(replay, 1e9);
  expect(replay.store.newest.state).toEqual(Array.from({ length: 5_000 }, (_, n) => n));
  replay.close();
});

test('pages are fetched ahead, but not the whole year', async () => {
  const { feed, pages } = countingFeed(100_000);
  const replay = new ReplayFeed(feed, source, { from: 0, to: 1e9 });
  await playTo(replay, 3_000_000);
  await vi.waitFor(() => expect(pages()).toBeGreaterThan(40));
  expect(pages()).toBeLessThan(60);
  replay.close();
});

test('nothing is known before the first page, and a broken request is tried again without a gap', async () => {
  vi.useFakeTimers();
  try {
    const replay = new ReplayFeed(countingFeed(300, 2).feed, source, { from: 5_000, to: 1e9 });
    expect(replay.knownUntil).toBe(5_000);
    await vi.advanceTimersByTimeAsync(5_000);
    for (let round = 0; round < 10; round++) {
      replay.play(Math.min(1e9, replay.knownUntil));
      await vi.advanceTimersByTimeAsync(100);
    }
    expect(replay.knownUntil).toBe(Infinity);
    replay.play(1e9);
    expect(replay.store.newest.state).toHaveLength(300);
    replay.close();
  } finally {
    vi.useRealTimers();
  }
});
