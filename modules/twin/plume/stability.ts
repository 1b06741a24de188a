// How fast a cloud spreads: Pasquill's classes by wind and sky, and Briggs' curves of width and height (1973, as in Hanna, Briggs
// and Hosker 1982, table 4.5), valid from about 100 m to 10 km downwind.

export const stabilityClasses = ['A', 'B', 'C', 'D', 'E', 'F'] as const;
export type StabilityClass = (typeof stabilityClasses)[number];

export type Terrain = 'open' | 'urban';

/** What the sky does: sun by day, clouds by night. */
export type Sky = 'strong-sun' | 'moderate-sun' | 'slight-sun' | 'overcast' | 'cloudy-night' | 'clear-night';

const table: Readonly<Record<Exclude<Sky, 'overcast'>, readonly StabilityClass[]>> = {
  // below 2, 2–3, 3–5, 5–6, above 6 metres a second; of a pair such as A–B the more stable, which spreads less
  'strong-sun': ['A', 'B', 'B', 'C', 'C'],
  'moderate-sun': ['B', 'B', 'C', 'D', 'D'],
  'slight-sun': ['B', 'C', 'C', 'D', 'D'],
  'cloudy-night': ['E', 'E', 'D', 'D', 'D'],
  'clear-night': ['F', 'F', 'E', 'D', 'D'],
};

/** Pasquill's class at a wind speed ten metres up. */
export function stabilityClass(windSpeed: number, sky: Sky): StabilityClass {
  if (sky === 'overcast') return 'D';
  const column = [2, 3, 5, 6].findIndex((limit) => windSpeed < limit);
  return table[sky][column === -1 ? 4 : column] as StabilityClass;
}

type Curve = (x: number) => number;
const along =
  (a: number, b: number, power: number): Curve =>
  (x) =>
    a * x * (1 + b * x) ** power;

const open: Record<StabilityClass, { y: Curve; z: Curve }> = {
  A: { y: along(0.22, 1e-4, -0.5), z: along(0.2, 0, 0) },
  B: { y: along(0.16, 1e-4, -0.5), z: along(0.12, 0, 0) },
  C: { y: along(0.11, 1e-4, -0.5), z: along(0.08, 2e-4, -0.5) },
  D: { y: along(0.08, 1e-4, -0.5), z: along(0.06, 1.5e-3, -0.5) },
  E: { y: along(0.06, 1e-4, -0.5), z: along(0.03, 3e-4, -1) },
  F: { y: along(0.04, 1e-4, -0.5), z: along(0.016, 3e-4, -1) },
};

const unstableCity = { y: along(0.32, 4e-4, -0.5), z: along(0.24, 1e-3, 0.5) };
const stableCity = { y: along(0.11, 4e-4, -0.5), z: along(0.08, 1.5e-3, -0.5) };
const urban: Record<StabilityClass, { y: Curve; z: Curve }> = {
  A: unstableCity,
  B: unstableCity,
  C: { y: along(0.22, 4e-4, -0.5), z: along(0.2, 0, 0) },
  D: { y: along(0.16, 4e-4, -0.5), z: along(0.14, 3e-4, -0.5) },
  E: stableCity,
  F: stableCity,
};

/** Standard deviations across and upwards, in metres, at a distance downwind in metres. */
export function spread(
  stability: StabilityClass,
  terrain: Terrain,
  metres: number,
): { y: number; z: number } {
  const curves = (terrain === 'urban' ? urban : open)[stability];
  const x = Math.max(metres, 1);
  return { y: curves.y(x), z: curves.z(x) };
}
