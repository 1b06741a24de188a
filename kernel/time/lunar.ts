// The Vietnamese lunar calendar by astronomy: new moons and the sun's longitude at the meridian of Vietnam (UTC+7).
import { dateOfDayNumber, dayNumber, type LocalDate } from './zone.ts';

/**
 * Months begin on the day of the new moon; the eleventh holds the winter solstice; a year of thirteen months repeats the
 * first month without a principal term. Formulas: J. Meeus, Astronomical Algorithms, ch. 25 and 49 (low precision);
 * right for the civil calendar since 1968, when Vietnam began to use UTC+7 (Quyết định 121-CP of 8/8/1967).
 */
const synodicMonth = 29.530588853;
/** Julian day number of 1970-01-01. */
const epoch = 2440588;
const firstMoon = 2415021.076998695;
const hanoi = 7 / 24;
const sin = (degrees: number) => Math.sin((degrees * Math.PI) / 180);

export interface LunarDate {
  readonly day: number;
  readonly month: number;
  readonly year: number;
  readonly isLeapMonth: boolean;
}

/** Julian day of the k-th new moon after 1 January 1900. */
function newMoon(k: number): number {
  const t = k / 1236.85;
  const mean = 2415020.75933 + 29.53058868 * k + 0.0001178 * t * t - 0.000000155 * t ** 3;
  const sun = 359.2242 + 29.10535608 * k - 0.0000333 * t * t - 0.00000347 * t ** 3;
  const moon = 306.0253 + 385.81691806 * k + 0.0107306 * t * t + 0.00001236 * t ** 3;
  const node = 21.2964 + 390.67050646 * k - 0.0016528 * t * t - 0.00000239 * t ** 3;
  const periodic =
    (0.1734 - 0.000393 * t) * sin(sun) +
    0.0021 * sin(2 * sun) -
    0.4068 * sin(moon) +
    0.0161 * sin(2 * moon) -
    0.0004 * sin(3 * moon) +
    0.0104 * sin(2 * node) -
    0.0051 * sin(sun + moon) -
    0.0074 * sin(sun - moon) +
    0.0004 * sin(2 * node + sun) -
    0.0004 * sin(2 * node - sun) -
    0.0006 * sin(2 * node + moon) +
    0.001 * sin(2 * node - moon) +
    0.0005 * sin(2 * moon + sun);
  const clockDrift = -0.000278 + 0.000265 * t + 0.000262 * t * t;
  return mean + 0.00033 * sin(166.56 + 132.87 * t - 0.009173 * t * t) + periodic - clockDrift;
}

const newMoonDay = (k: number) => Math.floor(newMoon(k) + 0.5 + hanoi);

/** Which twelfth of its path the sun is in at the beginning of a day; 9 begins at the winter solstice. */
function solarTerm(julianDay: number): number {
  const t = (julianDay - 0.5 - hanoi - 2451545) / 36525;
  const anomaly = 357.5291 + 35999.0503 * t - 0.0001559 * t * t;
  const centre =
    (1.9146 - 0.004817 * t - 0.000014 * t * t) * sin(anomaly) +
    (0.019993 - 0.000101 * t) * sin(2 * anomaly) +
    0.00029 * sin(3 * anomaly);
  const longitude = (280.46645 + 36000.76983 * t + 0.0003032 * t * t + centre) % 360;
  return Math.floor(((longitude + 360) % 360) / 30);
}

const moonIndex = (julianDay: number) => Math.floor((julianDay - firstMoon) / synodicMonth + 0.5);

/** Number of the new moon that begins the eleventh month of a year. */
function eleventhMonth(year: number): number {
  const lastDay = dayNumber(`${year}-12-31`) + epoch;
  const k = Math.floor((lastDay - 2415021) / synodicMonth);
  return solarTerm(newMoonDay(k)) >= 9 ? k - 1 : k;
}

/** How many months after the eleventh the repeated month stands; null in a year of twelve. */
function leapOffset(from: number, to: number): number | null {
  if (newMoonDay(to) - newMoonDay(from) < 365) return null;
  for (let i = 1; i < 14; i++) {
    if (solarTerm(newMoonDay(from + i)) === solarTerm(newMoonDay(from + i + 1))) return i;
  }
  return null;
}

/** The day of a lunar date, such as the 10th of the 3rd month (Giỗ Tổ Hùng Vương). Not for repeated months. */
export function solarDate(lunar: { day: number; month: number; year: number }): LocalDate {
  const base = lunar.month >= 11 ? lunar.year : lunar.year - 1;
  const from = eleventhMonth(base);
  const leap = leapOffset(from, eleventhMonth(base + 1));
  const offset = (lunar.month - 11 + 12) % 12;
  const month = from + offset + (leap !== null && offset >= leap ? 1 : 0);
  return dateOfDayNumber(newMoonDay(month) + lunar.day - 1 - epoch);
}

/** The lunar date of a day. */
export function lunarDate(date: LocalDate): LunarDate {
  const julianDay = dayNumber(date) + epoch;
  let k = moonIndex(julianDay);
  if (newMoonDay(k) > julianDay) k -= 1;
  else if (newMoonDay(k + 1) <= julianDay) k += 1;
  const solarYear = Number(date.slice(0, 4));
  const base = k >= eleventhMonth(solarYear) ? solarYear : solarYear - 1;
  const from = eleventhMonth(base);
  const leap = leapOffset(from, eleventhMonth(base + 1));
  const passed = k - from;
  const offset = leap !== null && passed >= leap ? passed - 1 : passed;
  const month = ((offset + 10) % 12) + 1;
  return {
    day: julianDay - newMoonDay(k) + 1,
    month,
    year: offset >= 2 ? base + 1 : base,
    isLeapMonth: passed === leap,
  };
}
