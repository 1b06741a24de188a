// How far a report lies from whoever holds the phone. Pure.

type Place = { readonly lat: number; readonly lon: number };

/** Metres along the great circle; exact enough for "which is nearest". */
export function metresBetween(one: Place, other: Place): number {
  const rad = Math.PI / 180;
  const [dLat, dLon] = [(other.lat - one.lat) * rad, (other.lon - one.lon) * rad];
  const half =
    Math.sin(dLat / 2) ** 2 + Math.cos(one.lat * rad) * Math.cos(other.lat * rad) * Math.sin(dLon / 2) ** 2;
  return 2 * 6_371_000 * Math.asin(Math.sqrt(half));
}

/** "320 m", "1,4 km". */
export function distanceWords(metres: number, lang: 'vi' | 'en'): string {
  if (metres < 995) return `${Math.round(metres / 10) * 10} m`;
  const km = new Intl.NumberFormat(lang === 'vi' ? 'vi-VN' : 'en-GB', { maximumFractionDigits: 1 });
  return `${km.format(metres / 1000)} km`;
}

/** Nearest first when a place is known, else nearest due time first; reports without a promise last. */
export function inOrder<T extends Place & { readonly dueAt: string | null }>(
  items: readonly T[],
  here: Place | null,
): T[] {
  const due = ({ dueAt }: T) => (dueAt === null ? Number.POSITIVE_INFINITY : Date.parse(dueAt));
  return items.toSorted((a, b) =>
    here === null ? due(a) - due(b) : metresBetween(here, a) - metresBetween(here, b),
  );
}
