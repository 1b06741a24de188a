// Keeping a feed alive: loading, messages that come meanwhile, exact figures, failures, gaps.
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { FeedSource, WallFeed } from '@city/ui/wall';
import { LiveFeed } from './live-feed.ts';

type Counted = { at: number; seen: readonly number[] };

/** A server that knows all numbers filed so far, and a feed that shows them. */
function setUp() {
  const server = { numbers: [] as number[], fails: false, loads: 0, refreshes: 0, delayMs: 0 };
  const source: FeedSource = { now: () => Date.now(), get: () => Promise.reject(new Error('not used')) };
  const ask = async () => {
    const answer = [...server.numbers];
    if (server.delayMs > 0) await new Promise((done) => setTimeout(done, server.delayMs));
    if (server.fails) throw new Error('no network');
    return () => ({ at: Date.now(), seen: answer });
  };
  const feed: WallFeed<Counted> = {
    name: 'numbers',
    topics: ['numbers'],
    load: () => (server.loads++, ask()),
    refresh: () => (server.refreshes++, ask()),
    refreshSeconds: 10,
    reloadSeconds: 300,
    reduce: (state, { name, data }) =>
      name !== 'number' || state.seen.includes(data as number)
        ? state
        : { ...state, seen: [...state.seen, data as number] },
  };
  const live = new LiveFeed(feed, source);
  const seen = () => live.store.newest.state?.seen;
  const send = (n: number) => {
    server.numbers.push(n);
    live.message({ name: 'number', data: n });
  };
  return { server, live, seen, send };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('a message shows at once, and exact figures are asked for soon after', async () => {
  const { server, live, seen, send } = setUp();
  await vi.advanceTimersByTimeAsync(10);
  send(1);
  expect(seen()).toEqual([1]);
  expect(server.refreshes).toBe(0);
  await vi.advanceTimersByTimeAsync(2_600);
  expect(server.refreshes).toBe(1);
  live.close();
});

test('messages that come while a request is under way are not lost with its older answer', async () => {
  const { server, live, seen, send } = setUp();
  await vi.advanceTimersByTimeAsync(10);
  server.delayMs = 500;
  await vi.advanceTimersByTimeAsync(10_000);
  send(7);
  await vi.advanceTimersByTimeAsync(600);
  expect(seen()).toEqual([7]);
  live.close();
});

test('a steady stream of messages does not make it ask more often than each few seconds', async () => {
  const { server, live, send } = setUp();
  for (let n = 0; n < 600; n++) {
    await vi.advanceTimersByTimeAsync(100);
    send(n);
  }
  expect(server.loads + server.refreshes).toBeLessThanOrEqual(26);
  live.close();
});

test('without a network the figures keep their age, and are fresh again soon after it is back', async () => {
  const { server, live } = setUp();
  await vi.advanceTimersByTimeAsync(10);
  const heardAt = live.store.newest.heardAt!;
  server.fails = true;
  await vi.advanceTimersByTimeAsync(120_000);
  expect(live.store.newest.heardAt! - heardAt).toBeLessThan(11_000);
  server.fails = false;
  await vi.advanceTimersByTimeAsync(15_000);
  expect(Date.now() - live.store.newest.heardAt!).toBeLessThan(15_100);
  live.close();
});

test('after a gap everything is asked for anew, at once', async () => {
  const { server, live, seen } = setUp();
  await vi.advanceTimersByTimeAsync(10);
  server.numbers.push(41, 42);
  live.gap();
  await vi.advanceTimersByTimeAsync(10);
  expect(server.loads).toBe(2);
  expect(seen()).toEqual([41, 42]);
  live.close();
});

test('a gap found while a request is under way is not forgotten', async () => {
  const { server, live, seen } = setUp();
  server.delayMs = 500;
  await vi.advanceTimersByTimeAsync(10);
  server.numbers.push(5);
  live.gap();
  await vi.advanceTimersByTimeAsync(1_200);
  expect(server.loads).toBe(2);
  expect(seen()).toEqual([5]);
  live.close();
});

test('everything is asked for each five minutes, so that no error of ours stays', async () => {
  const { server, live } = setUp();
  await vi.advanceTimersByTimeAsync(3_600_000);
  expect(server.loads).toBeGreaterThanOrEqual(12);
  expect(server.loads).toBeLessThanOrEqual(13);
  live.close();
  expect(vi.getTimerCount()).toBe(0);
});

test('listeners are told a few times a second, however much comes in', async () => {
  const { live, send } = setUp();
  await vi.advanceTimersByTimeAsync(10);
  let told = 0;
  live.store.subscribe(() => told++);
  for (let n = 0; n < 100; n++) {
    send(n);
    await vi.advanceTimersByTimeAsync(10);
  }
  expect(told).toBeLessThanOrEqual(7);
  await vi.advanceTimersByTimeAsync(300);
  expect(live.store.read().state?.seen).toHaveLength(100);
  live.close();
});
