// What runs behind a wall: the feeds of its tiles, live or from the past, the clock, the connection. One object, closed as one.
import type { FeedSource, WallFeed, WallTile } from '@city/ui/wall';
import { type CityClock, cityClock } from './city-clock.ts';
import type { FeedStore } from './feed-store.ts';
import { LiveFeed } from './live-feed.ts';
import { LiveStream } from './live-stream.ts';
import { otherSpeed, type ReplayClock, type ReplayWish, startReplay, stepReplay } from './replay-clock.ts';
import { ReplayFeed } from './replay-feed.ts';
import { citySource } from './source.ts';

export type Session = {
  readonly source: FeedSource;
  /** The moment shown, in ms. */
  readonly now: () => number;
  readonly storeOf: (feed: WallFeed<unknown>) => FeedStore<unknown>;
  readonly replay: ReplayControl | null;
  readonly close: () => void;
};

export type ReplayControl = {
  readonly clock: () => ReplayClock;
  /** How much of the time before the beginning is read, 0 to 1. */
  readonly prepared: () => number;
  readonly pause: () => void;
  readonly speed: (direction: 1 | -1) => void;
};

function feedsOf(tiles: readonly WallTile[]): readonly WallFeed<unknown>[] {
  return [...new Set(tiles.map(({ feed }) => feed))];
}

/** A wall that shows now. */
export function liveSession(tiles: readonly WallTile[], clock: CityClock = cityClock()): Session {
  const source = citySource(clock);
  const feeds = new Map(feedsOf(tiles).map((feed) => [feed, new LiveFeed(feed, source)] as const));
  const topics = [...new Set([...feeds.keys()].flatMap(({ topics: names }) => names))];
  const each = (run: (feed: LiveFeed<unknown>) => void) => [...feeds.values()].forEach(run);
  const stream =
    topics.length === 0
      ? null
      : new LiveStream({
          topics,
          handlers: {
            message: (name, data) => each((feed) => feed.message({ name, data })),
            ready: (gap) => gap && each((feed) => feed.gap()),
            lost: () => {},
            time: (serverMs) => clock.hear(serverMs),
          },
        });
  const back = () => {
    stream?.hurry();
    each((feed) => feed.hurry());
  };
  window.addEventListener('online', back);
  return {
    source,
    now: clock.now,
    storeOf: (feed) => feeds.get(feed)!.store,
    replay: null,
    close() {
      window.removeEventListener('online', back);
      stream?.close();
      each((feed) => feed.close());
    },
  };
}

/** How often the past is moved on. */
const stepMs = 100;

/** A wall that shows the past. */
export function replaySession(tiles: readonly WallTile[], wish: ReplayWish): Session {
  const realClock = cityClock();
  const source = citySource(realClock);
  const to = wish.to ?? Math.max(wish.from, Date.now());
  const shares = new Map<WallFeed<unknown>, number>();
  const playable = feedsOf(tiles).filter(({ replay }) => replay);
  const feeds = new Map(
    playable.map(
      (feed) =>
        [
          feed,
          new ReplayFeed(feed, source, { from: wish.from, to }, (share) => shares.set(feed, share)),
        ] as const,
    ),
  );
  const all = [...feeds.values()];
  const isReady = () => all.every(({ store }) => store.newest.state !== null);
  let clock = startReplay(wish.from, to, wish.speed, performance.now());
  const timer = setInterval(() => {
    const knownUntil = Math.min(Infinity, ...all.map((feed) => feed.knownUntil));
    clock = stepReplay(clock, performance.now(), isReady() ? knownUntil : clock.at);
    for (const feed of all) feed.play(clock.at);
  }, stepMs);
  return {
    source,
    now: () => clock.at,
    storeOf: (feed) => feeds.get(feed)!.store,
    replay: {
      clock: () => clock,
      prepared: () => (isReady() ? 1 : Math.min(0.99, ...playable.map((feed) => shares.get(feed) ?? 0))),
      pause: () => (clock = { ...clock, paused: !clock.paused }),
      speed: (direction) => (clock = { ...clock, speed: otherSpeed(clock.speed, direction) }),
    },
    close() {
      clearInterval(timer);
      for (const feed of all) feed.close();
    },
  };
}
