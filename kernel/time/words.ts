// Dates, times, numbers and durations as people read them, in Vietnamese and in English.
import type { Lang } from '../text/languages.ts';
import { dayMs, type LocalDate, localDate, localTime, minuteMs, weekday } from './zone.ts';

/**
 * full: "thứ Ba, 8/9/2026" · "Tuesday 8 Sep 2026"; short: "thứ Tư, 9/9" · "Wednesday 9 Sep";
 * table: "8/9/2026" · "8 Sep 2026"; ruler: "T4 9/9" · "Wed 9 Sep".
 */
export type DateStyle = 'full' | 'short' | 'table' | 'ruler';

const days: Record<Lang, readonly string[]> = {
  vi: ['thứ Hai', 'thứ Ba', 'thứ Tư', 'thứ Năm', 'thứ Sáu', 'thứ Bảy', 'Chủ nhật'],
  en: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'],
};
const shortDays = ['T2', 'T3', 'T4', 'T5', 'T6', 'T7', 'CN'];
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** A day in words; an instant is taken at the time of Hải Phòng. */
export function formatDate(day: LocalDate | Date, lang: Lang, style: DateStyle = 'full'): string {
  const date = typeof day === 'string' ? day : localDate(day);
  const [y, m, d] = [Number(date.slice(0, 4)), Number(date.slice(5, 7)), Number(date.slice(8, 10))];
  const name = days[lang][weekday(date) - 1]!;
  const hasYear = style === 'full' || style === 'table';
  if (lang === 'vi') {
    const written = hasYear ? `${d}/${m}/${y}` : `${d}/${m}`;
    if (style === 'ruler') return `${shortDays[weekday(date) - 1]} ${written}`;
    return style === 'table' ? written : `${name}, ${written}`;
  }
  const written = hasYear ? `${d} ${months[m - 1]} ${y}` : `${d} ${months[m - 1]}`;
  if (style === 'ruler') return `${name.slice(0, 3)} ${written}`;
  return style === 'table' ? written : `${name} ${written}`;
}

/** "16:00": 24 hours, two digits each. */
export function formatTime(at: Date): string {
  const { hour, minute } = localTime(at);
  return `${two(hour)}:${two(minute)}`;
}

/** A day with its time: "thứ Ba, 8/9/2026, 16:00", "Wednesday 9 Sep, 15:30", in tables "8/9/2026 16:00". */
export function formatDateTime(at: Date, lang: Lang, style: DateStyle = 'full'): string {
  return `${formatDate(at, lang, style)}${style === 'full' || style === 'short' ? ',' : ''} ${formatTime(at)}`;
}

/** Hours as a range, without leading zeros: "7:30–11:30". */
export function formatHours(from: string, to: string): string {
  return `${from.replace(/^0/, '')}–${to.replace(/^0/, '')}`;
}

/** First letter large, for the beginning of a line: "Thứ Ba, 8/9/2026". */
export function capitalise(text: string): string {
  const [first = '', ...rest] = text;
  return first.toLocaleUpperCase('vi') + rest.join('');
}

/** A number: "1.846", "3,9"; English "1,846", "3.9". At most `decimals` decimals (default 0), or exactly so many. */
export function formatNumber(
  value: number | bigint,
  lang: Lang,
  options: { decimals?: number; exactly?: boolean } = {},
): string {
  const { decimals = 0, exactly = false } = options;
  return numberFormat(lang, 'decimal', decimals, exactly).format(value);
}

/** A share between 0 and 1: "96,1%"; English "96.1%". */
export function formatPercent(share: number, lang: Lang, decimals = 1): string {
  return numberFormat(lang, 'percent', decimals, false).format(share);
}

/** Money in đồng: "1.240.000 đ"; English "1,240,000 đ". The space does not break. */
export function formatMoney(dong: bigint | number, lang: Lang): string {
  return `${formatNumber(dong, lang)}\u00a0đ`;
}

const formats = new Map<string, Intl.NumberFormat>();

function numberFormat(
  lang: Lang,
  style: 'decimal' | 'percent',
  decimals: number,
  exactly: boolean,
): Intl.NumberFormat {
  const key = `${lang}${style}${decimals}${exactly}`;
  const made =
    formats.get(key) ??
    new Intl.NumberFormat(lang === 'vi' ? 'vi-VN' : 'en-GB', {
      style,
      maximumFractionDigits: decimals,
      ...(exactly ? { minimumFractionDigits: decimals } : {}),
    });
  formats.set(key, made);
  return made;
}

const units: Record<
  Lang,
  Record<'day' | 'hour' | 'minute' | 'second', readonly [one: string, many: string]>
> = {
  vi: { day: ['ngày', 'ngày'], hour: ['giờ', 'giờ'], minute: ['phút', 'phút'], second: ['giây', 'giây'] },
  en: {
    day: ['day', 'days'],
    hour: ['hour', 'hours'],
    minute: ['minute', 'minutes'],
    second: ['second', 'seconds'],
  },
};

/**
 * Working time in words: "1 ngày 4 giờ", "1 giờ 10 phút"; English "1 day 4 hours". A day is a working day (`dayMinutes`).
 * Whole minutes, rounded down; the sign is left to the sentence ("còn …", "trễ …"). Minutes are left out beside days.
 */
export function formatWorkingDuration(minutes: number, lang: Lang, dayMinutes = 480): string {
  const whole = Math.floor(Math.abs(minutes));
  const [d, h, m] = [
    Math.floor(whole / dayMinutes),
    Math.floor((whole % dayMinutes) / 60),
    (whole % dayMinutes) % 60,
  ];
  const parts = [count(d, 'day', lang), count(h, 'hour', lang), d > 0 ? '' : count(m, 'minute', lang)].filter(
    Boolean,
  );
  return parts.length > 0 ? parts.join(' ') : lang === 'vi' ? 'dưới 1 phút' : 'under 1 minute';
}

/** Time by the clock on the wall, its largest unit only: "22 giây", "6 phút", "3 giờ", "2 ngày". */
export function formatElapsed(milliseconds: number, lang: Lang): string {
  const ms = Math.max(0, milliseconds);
  if (ms < minuteMs) return count(Math.floor(ms / 1000), 'second', lang, true);
  if (ms < 60 * minuteMs) return count(Math.floor(ms / minuteMs), 'minute', lang);
  if (ms < dayMs) return count(Math.floor(ms / (60 * minuteMs)), 'hour', lang);
  return count(Math.floor(ms / dayMs), 'day', lang);
}

function count(n: number, unit: 'day' | 'hour' | 'minute' | 'second', lang: Lang, evenZero = false): string {
  if (n === 0 && !evenZero) return '';
  return `${formatNumber(n, lang)} ${units[lang][unit][n === 1 ? 0 : 1]}`;
}

function two(n: number): string {
  return String(n).padStart(2, '0');
}
