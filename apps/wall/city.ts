// The city on the day shown: its units with their outlines, asked anew when the day changes; and outside tiles, if configured.
import type { TileSource, UnitBoundaries } from '@city/ui/map';
import type { FeedSource } from '@city/ui/wall';

export type CityOfDay = { readonly day: string; readonly units: UnitBoundaries };

const retryMs = { first: 2_000, most: 30_000 } as const;

/** The day in the city at an instant, `YYYY-MM-DD`. */
export function dayIn(at: number): string {
  return new Date(at + 7 * 3_600_000).toISOString().slice(0, 10);
}

/** Tells the units of each day that `today` names; asks again when it fails. The answer ends it. */
export function followUnits(source: FeedSource, today: () => string, tell: (city: CityOfDay) => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let known = '';
  let ended = false;
  let wait: number = retryMs.first;
  const ask = async () => {
    const day = today();
    if (day !== known) {
      const units = await source.get<UnitBoundaries>(`/api/units/boundaries?at=${day}`).catch(() => null);
      if (ended) return;
      if (units) {
        known = day;
        wait = retryMs.first;
        tell({ day, units });
      } else wait = Math.min(retryMs.most, wait * 2);
    }
    timer = setTimeout(() => void ask(), known === today() ? retryMs.most : wait);
  };
  void ask();
  return () => {
    ended = true;
    clearTimeout(timer);
  };
}

/** The configured outside source of tiles; null when there is none or it cannot be known. */
export async function readMapTiles(source: FeedSource): Promise<TileSource | null> {
  const settings = await source.get<{ tiles?: TileSource | null }>('/api/map-settings').catch(() => null);
  return settings?.tiles ?? null;
}
