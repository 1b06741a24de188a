// What the demo city's sensors say: days with their rush hours, tides and showers, the same for the same moment.

const hour = 3_600_000;
const zone = 7 * hour;

/** Between 0 and 1, the same for the same words. */
function chance(words: string): number {
  let hash = 2_166_136_261;
  for (let at = 0; at < words.length; at++) hash = Math.imul(hash ^ words.charCodeAt(at), 16_777_619);
  hash ^= hash >>> 15;
  hash = Math.imul(hash, 2_246_822_519);
  return ((hash ^ (hash >>> 13)) >>> 0) / 4_294_967_296;
}

/** A slow wandering between −1 and 1 that has no jumps. */
function wander(name: string, at: number, hours: number): number {
  const step = at / (hours * hour);
  const from = Math.floor(step);
  const ease = (1 - Math.cos((step - from) * Math.PI)) / 2;
  const [a, b] = [chance(`${name}${from}`), chance(`${name}${from + 1}`)];
  return (a + (b - a) * ease) * 2 - 1;
}

const bump = (hourOfDay: number, peak: number, width: number): number =>
  Math.exp(-(((hourOfDay - peak) / width) ** 2));

/** Whether a shower is over the city, and how hard: 0 to 1. */
function shower(at: number): number {
  const strength = wander('shower', at, 3);
  return strength > 0.72 ? (strength - 0.72) / 0.28 : 0;
}

type Source = (at: number, station: string) => number;

const sources: Readonly<Record<string, Source>> = {
  pm25: (at, station) => {
    const day = dayHour(at);
    const traffic = bump(day, 7.5, 2) + bump(day, 18, 2.5);
    return Math.max(
      3,
      (28 + 18 * wander('haze', at, 30) + 16 * traffic) *
        (0.8 + 0.5 * chance(station)) *
        (1 - 0.6 * shower(at)) +
        jitter(at, station, 3),
    );
  },
  pm10: (at, station) => (sources['pm25']?.(at, station) ?? 0) * 1.7 + jitter(at, `${station}pm10`, 5),
  no2: (at, station) =>
    Math.max(2, 22 + 30 * (bump(dayHour(at), 7.5, 1.5) + bump(dayHour(at), 18, 2)) + jitter(at, station, 3)),
  so2: (at, station) => Math.max(1, 14 + 8 * wander('ships', at, 8) + jitter(at, station, 2)),
  co: (at, station) => Math.max(100, 700 + 700 * bump(dayHour(at), 18, 2.5) + jitter(at, station, 60)),
  o3: (at, station) =>
    Math.max(4, 25 + 75 * bump(dayHour(at), 14, 3.5) + 10 * wander('sun', at, 20) + jitter(at, station, 3)),
  temperature: (at, station) =>
    26 +
    5 * bump(dayHour(at), 14, 4.5) +
    3 * wander('warm', at, 60) -
    3 * shower(at) +
    jitter(at, station, 0.2),
  humidity: (at, station) =>
    Math.min(99, 78 - 14 * bump(dayHour(at), 14, 4.5) + 15 * shower(at) + jitter(at, station, 1)),
  pressure: (at) => 1010 + 5 * wander('pressure', at, 48) + Math.sin((dayHour(at) / 6) * Math.PI) * 1.2,
  wind_speed: (at, station) =>
    Math.max(0, 3 + 2 * wander('wind', at, 6) + 6 * shower(at) + jitter(at, station, 0.6)),
  rain: (at, station) =>
    Math.round(shower(at) * (2 + 4 * chance(`${station}${Math.floor(at / 300_000)}`)) * 10) / 10,
  // The diurnal tide of this coast (O1 and K1) and a little of the river.
  water_level: (at, station) =>
    0.4 +
    0.78 * Math.cos((at / hour) * 0.243352 - 1.2) +
    0.7 * Math.cos((at / hour) * 0.262516 - 0.4) +
    0.25 * wander(`river${station}`, at, 40) +
    jitter(at, station, 0.01),
  road_water: (at, station) =>
    Math.round(Math.max(0, shower(at) * 30 * chance(station) + jitter(at, station, 0.4))),
  flow: (at, station) =>
    Math.round(
      (station === 'xe-buyt' ? 60 : 1500) *
        (0.12 + bump(dayHour(at), 7.2, 1.3) + bump(dayHour(at), 17.5, 1.6) + 0.4 * bump(dayHour(at), 12, 4)) +
        jitter(at, station, 20) +
        25,
    ),
  speed: (at, station) =>
    Math.round(
      42 -
        20 * (bump(dayHour(at), 7.2, 1.2) + bump(dayHour(at), 17.5, 1.5)) -
        8 * shower(at) +
        jitter(at, station, 2),
    ),
  smoke: (at, station) => Math.max(0, 1 + jitter(at, station, 0.6)),
  battery: (at, station) => Math.round(72 + 20 * chance(station) + 4 * wander(`battery${station}`, at, 72)),
  cargo: (at) =>
    Math.round(420_000 + 60_000 * wander('cargo', at, 24 * 7) + 90_000 * bump(dayHour(at), 13, 6)),
  vessels: (at) => Math.round(38 + 12 * wander('ships', at, 9)),
};

const dayHour = (at: number): number => ((at + zone) % (24 * hour)) / hour;
const jitter = (at: number, name: string, width: number): number =>
  (chance(`${name}${Math.floor(at / 60_000)}`) - 0.5) * 2 * width;

/** What a sensor says at a moment; null for a quantity that nobody simulates. */
export function valueAt(metric: string, station: string, at: number): number | null {
  const source = sources[metric];
  return source ? Math.round(source(at, station) * 100) / 100 : null;
}
