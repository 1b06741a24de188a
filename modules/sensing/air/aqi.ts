// VN_AQI, the air quality index of Viet Nam, hourly and daily: concentrations in, an index with its reason out.

export interface AqiLevel {
  readonly code: string;
  readonly upTo: number;
  readonly vi: string;
  readonly en: string;
  readonly colour: string;
  readonly adviceVi: string;
  readonly adviceEn: string;
}

export interface AqiVersion {
  readonly document: string;
  readonly validFrom: string;
  readonly validTo: string | null;
  readonly verified: boolean;
  readonly index: readonly number[];
  readonly breakpoints: Readonly<Record<string, readonly (number | null)[]>>;
  readonly nowcast: {
    readonly hours: number;
    readonly recent: number;
    readonly atLeast: number;
    readonly smallestWeight: number;
  };
  readonly needsOneOf: readonly string[];
  readonly levels: readonly AqiLevel[];
}

/** Hourly means in µg/m³ from the newest back; null where an hour has none. */
export type Hours = readonly (number | null)[];

export interface Aqi {
  /** Null when dust was not measured: then there is no index (§ of the decision on what it needs). */
  readonly index: number | null;
  readonly pollutant: string | null;
  /** Index of each pollutant that has one. */
  readonly parts: Readonly<Record<string, number>>;
}

/** The index of one concentration by its table; beyond the last breakpoint it is the highest index. Null where the table ends. */
export function subIndex(version: AqiVersion, table: string, concentration: number): number | null {
  const points = version.breakpoints[table];
  if (!points || concentration < 0 || !Number.isFinite(concentration)) return null;
  for (let at = 1; at < points.length; at++) {
    const [from, to] = [points[at - 1], points[at]];
    if (from === null || from === undefined || to === null || to === undefined) return null;
    if (concentration > to) continue;
    const [low, high] = [version.index[at - 1] as number, version.index[at] as number];
    return Math.round(((high - low) / (to - from)) * (concentration - from) + low);
  }
  return version.index.at(-1) as number;
}

/** The weighted mean of twelve hours in which the newest weigh most. Null with too few of the newest hours. */
export function nowCast(version: AqiVersion, hours: Hours): number | null {
  const { hours: count, recent, atLeast, smallestWeight } = version.nowcast;
  const window = hours.slice(0, count);
  const there = window.filter((c): c is number => c !== null);
  if (window.slice(0, recent).filter((c) => c !== null).length < atLeast) return null;
  const [least, most] = [Math.min(...there), Math.max(...there)];
  const weight = Math.max(smallestWeight, most === 0 ? 1 : least / most);
  let [sum, weights] = [0, 0];
  for (const [age, c] of window.entries()) {
    if (c === null) continue;
    sum += weight ** age * c;
    weights += weight ** age;
  }
  return sum / weights;
}

export type Measured = Readonly<Record<string, Hours>>;

/** The index of the hour that has ended. */
export function hourlyAqi(version: AqiVersion, measured: Measured): Aqi {
  const parts: Record<string, number> = {};
  const put = (name: string, table: string, c: number | null | undefined): void => {
    const index = c === null || c === undefined ? null : subIndex(version, table, c);
    if (index !== null) parts[name] = index;
  };
  put('pm25', 'pm25', nowCast(version, measured['pm25'] ?? []));
  put('pm10', 'pm10', nowCast(version, measured['pm10'] ?? []));
  for (const gas of ['so2', 'co', 'no2']) put(gas, gas, measured[gas]?.[0]);
  put('o3', 'o3_1h', measured['o3']?.[0]);
  return together(version, parts);
}

/** Fewest hours of a day for a mean: three quarters. */
const hoursOfDay = 18;
/** Fewest hours of an eight-hour mean. */
const hoursOfEight = 6;

/** The index of a whole day from its 24 hourly means, in order of time. */
export function dailyAqi(version: AqiVersion, measured: Measured): Aqi {
  const parts: Record<string, number> = {};
  for (const dust of ['pm25', 'pm10']) {
    const there = numbers(measured[dust]);
    if (there.length >= hoursOfDay) set(parts, dust, subIndex(version, dust, mean(there)));
  }
  for (const gas of ['so2', 'co', 'no2']) {
    const there = numbers(measured[gas]);
    if (there.length > 0) set(parts, gas, subIndex(version, gas, Math.max(...there)));
  }
  const ozone = measured['o3'] ?? [];
  const most1h = numbers(ozone).length > 0 ? subIndex(version, 'o3_1h', Math.max(...numbers(ozone))) : null;
  const eights = eightHourMeans(ozone);
  const most8h = eights.length > 0 ? subIndex(version, 'o3_8h', Math.max(...eights)) : null;
  // The larger of both; where the eight-hour table ends, the hour alone counts.
  set(parts, 'o3', most8h === null ? most1h : Math.max(most1h ?? 0, most8h));
  return together(version, parts);
}

function set(parts: Record<string, number>, name: string, index: number | null): void {
  if (index !== null) parts[name] = index;
}

const numbers = (hours: Hours | undefined): number[] => (hours ?? []).filter((c): c is number => c !== null);
const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;

function eightHourMeans(hours: Hours): number[] {
  const means: number[] = [];
  for (let end = 8; end <= hours.length; end++) {
    const there = numbers(hours.slice(end - 8, end));
    if (there.length >= hoursOfEight) means.push(mean(there));
  }
  return means;
}

function together(version: AqiVersion, parts: Readonly<Record<string, number>>): Aqi {
  const hasDust = version.needsOneOf.some((dust) => parts[dust] !== undefined);
  const highest = Object.entries(parts).sort((a, b) => b[1] - a[1])[0];
  if (!hasDust || !highest) return { index: null, pollutant: null, parts };
  return { index: highest[1], pollutant: highest[0], parts };
}

export function levelOf(version: AqiVersion, index: number): AqiLevel {
  const found = version.levels.find(({ upTo }) => index <= upTo) ?? version.levels.at(-1);
  if (!found) throw new Error('An index needs levels');
  return found;
}
