// The city on the day shown: its units with their outlines and names, asked anew now and then; and outside tiles, if configured.
import type { TileSource, UnitBoundaries } from '@city/ui/map';
import type { FeedSource, WallCity } from '@city/ui/wall';

export type CityOfDay = Omit<WallCity, 'name'>;
type UnitNames = { readonly items: readonly { readonly code: string; readonly name: string }[] };

export const noCity: CityOfDay = { units: null, isOfDay: true, names: new Map() };

/** Outlines change with an import or at midnight; nobody needs to see that within seconds. */
const everyMs = 120_000;
const retryMs = { first: 2_000, most: 30_000 } as const;

/** The day in the city at an instant, `YYYY-MM-DD`. */
export function dayIn(at: number): string {
  return new Date(at + 7 * 3_600_000).toISOString().slice(0, 10);
}

/** The units of a day. A day without outlines gets today's, and the names of its own. */
export async function cityOf(source: FeedSource, day: string): Promise<CityOfDay> {
  const own = await source.get<UnitBoundaries>(`/api/units/boundaries?at=${day}`).catch(() => null);
  if (own)
    return {
      units: own,
      isOfDay: true,
      names: new Map(own.features.map(({ properties }) => [properties.code, properties.name])),
    };
  const [units, { items }] = await Promise.all([
    source.get<UnitBoundaries>('/api/units/boundaries'),
    source.get<UnitNames>(`/api/units?at=${day}`),
  ]);
  return { units, isOfDay: false, names: new Map(items.map(({ code, name }) => [code, name])) };
}

/** Tells the units of the day that `today` names, and again when they are others. The answer ends it. */
export function followUnits(
  source: FeedSource,
  today: () => string,
  tell: (city: CityOfDay) => void,
): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let told = '';
  let ended = false;
  let wait: number = retryMs.first;
  const ask = async () => {
    const city = await cityOf(source, today()).catch(() => null);
    if (ended) return;
    wait = city ? everyMs : Math.min(retryMs.most, wait >= everyMs ? retryMs.first : wait * 2);
    const picture = city ? JSON.stringify([city.units, ...city.names]) : told;
    if (city && picture !== told) tell(city);
    told = picture;
    timer = setTimeout(() => void ask(), wait);
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
