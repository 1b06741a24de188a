// The contract between the wall and the modules: a tile draws the state of a feed; the wall keeps the feed alive.
import type { ComponentType } from 'react';
import type { TileSource, UnitBoundaries } from '../map/types.ts';
import type { Bilingual, WallWords } from './words.ts';

/** Where a tile stands: the one large picture, the column beside it, the row below. */
export type TileArea = 'main' | 'side' | 'foot';

/** How a feed asks the city. Times are milliseconds since 1970 on the server's clock. */
export type FeedSource = {
  /** GETs JSON of our own server. Rejects when the answer is no success. */
  readonly get: <T>(path: string) => Promise<T>;
  readonly now: () => number;
};

/** One message of the live stream, or one event of the past. `data` is what the topic shows. */
export type FeedMessage = { readonly name: string; readonly data: unknown };

/** What a finished request makes of the state of that moment; messages that came meanwhile are put in afterwards. */
export type FeedChange<S> = (state: S | null) => S;

export type ReplayPage = {
  /** In the order of time. */
  readonly events: readonly { readonly at: number; readonly message: FeedMessage }[];
  /** Where the next page begins; null at the end. */
  readonly next: string | null;
};

/** Data that several tiles of one module show, kept fresh by the wall. States are immutable. */
export type WallFeed<S> = {
  readonly name: string;
  /** Topics of `/api/live`. */
  readonly topics: readonly string[];
  /** Asks for everything: at the start, after a gap in the stream, and each `reloadSeconds`. */
  readonly load: (source: FeedSource) => Promise<FeedChange<S>>;
  /** Asks for the figures that messages alone cannot keep exact: each `refreshSeconds`, and soon after messages. */
  readonly refresh: (source: FeedSource, state: S) => Promise<FeedChange<S>>;
  readonly refreshSeconds: number;
  readonly reloadSeconds: number;
  /** Puts a message in. Putting the same one in twice must change nothing. */
  readonly reduce: (state: S, message: FeedMessage, now: number) => S;
  /** The past, for the replay: the state as it was at `from`, pages of events after it (put in by `reduce` of its own,
   *  each once and in order), and what passing time changes. */
  readonly replay?: {
    readonly begin: (source: FeedSource, from: number, report: (share: number) => void) => Promise<S>;
    readonly page: (
      source: FeedSource,
      from: number,
      to: number,
      cursor: string | null,
    ) => Promise<ReplayPage>;
    readonly reduce: (state: S, message: FeedMessage, at: number) => S;
    readonly tick: (state: S, now: number) => S;
  };
};

/** The city as the wall knows it on the day shown. */
export type WallCity = {
  /** "Thành phố Hải Phòng" in the wall's language; empty while unknown. */
  readonly name: string;
  readonly units: UnitBoundaries | null;
  /** False when that day has no outlines and today's are shown: then figures of units have no place on them. */
  readonly isOfDay: boolean;
  /** Names of the units of the day by code. */
  readonly names: ReadonlyMap<string, string>;
};

export type TileProps<S> = {
  readonly state: S;
  readonly city: WallCity;
  /** What a `CityMap` needs of the app that ships it. */
  readonly map: { readonly workerUrl: string; readonly tiles: TileSource | null };
  /** The moment shown, in ms: the server's time, or that of the replay. */
  readonly now: number;
  readonly words: WallWords;
  /** True when the figures are older than `lateAfterSeconds`. */
  readonly late: boolean;
  /** px of this screen for one px of the drawing (1920 × 1080). */
  readonly scale: number;
  /** True on a phone, where tiles stand one below the other. */
  readonly compact: boolean;
  /** Seconds shown in one second of the wall: 1, more in a replay. */
  readonly pace: number;
};

export type TileSpec<S> = {
  /** Unique, such as `reports-map`. */
  readonly id: string;
  readonly area: TileArea;
  /** Smaller stands first in its area. */
  readonly order: number;
  /** Its share of the area beside others; 1 unless said. */
  readonly weight?: number;
  readonly title: Bilingual;
  /** From this age on the tile is grey and says so. */
  readonly lateAfterSeconds: number;
  readonly feed: WallFeed<S>;
  /** When the shown figures were true, in ms; without it, when the feed last heard from the server. */
  readonly asOf?: (state: S) => number;
  readonly component: ComponentType<TileProps<S>>;
  /** The component writes its own heading over the picture's corner (large maps). */
  readonly fullBleed?: boolean;
};

/** A tile as the wall sees it: whatever its feed's state is, it came from that feed. */
export type WallTile = TileSpec<unknown>;

/** Declares a tile: `export const tile = defineTile({ … })` in a file `*.wall.tsx`. */
export function defineTile<S>(spec: TileSpec<S>): WallTile {
  if (spec.lateAfterSeconds <= 0) throw new Error(`Tile ${spec.id}: lateAfterSeconds must be positive`);
  return spec as unknown as WallTile;
}
