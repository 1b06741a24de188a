// Dates, times, numbers and working time in words for staff screens, at the time of Hải Phòng; no server code comes along.

type Lang = 'vi' | 'en';

const timeZone = 'Asia/Ho_Chi_Minh';
const days: Record<Lang, readonly string[]> = {
  vi: ['Chủ nhật', 'thứ Hai', 'thứ Ba', 'thứ Tư', 'thứ Năm', 'thứ Sáu', 'thứ Bảy'],
  en: ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'],
};
const shortDays: Record<Lang, readonly string[]> = {
  vi: ['CN', 'T2', 'T3', 'T4', 'T5', 'T6', 'T7'],
  en: ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'],
};
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

const reading = new Intl.DateTimeFormat('en-CA', {
  timeZone,
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

type Moment = { date: string; time: string; year: number; month: number; day: number; weekday: number };

function momentOf(at: Date): Moment {
  const parts = Object.fromEntries(reading.formatToParts(at).map(({ type, value }) => [type, value]));
  const date = `${parts['year']}-${parts['month']}-${parts['day']}`;
  return { ...partsOf(date), time: `${parts['hour']}:${parts['minute']}` };
}

function partsOf(date: string): Omit<Moment, 'time'> {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  return { date, year, month, day, weekday: new Date(`${date}T00:00:00Z`).getUTCDay() };
}

/** The day in Hải Phòng, YYYY-MM-DD. */
export function localDay(at: Date): string {
  return momentOf(at).date;
}

/** The day so many days later, YYYY-MM-DD. */
export function dayAfter(date: string, by = 1): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + by * 86_400_000).toISOString().slice(0, 10);
}

/** "16:00". */
export function timeWords(at: Date): string {
  return momentOf(at).time;
}

/** full: "thứ Ba, 8/9/2026"; short: "thứ Ba, 8/9"; tiny: "T3 8/9". English: "Tuesday 8 Sep 2026", "Tuesday 8 Sep", "Tue 8 Sep". */
export function dayWords(date: string, lang: Lang, style: 'full' | 'short' | 'tiny' = 'full'): string {
  const { year, month, day, weekday } = partsOf(date);
  const name = (style === 'tiny' ? shortDays : days)[lang][weekday] ?? '';
  const written = lang === 'vi' ? `${day}/${month}` : `${day} ${months[month - 1] ?? ''}`;
  const comma = lang === 'vi' && style !== 'tiny' ? ',' : '';
  return `${name}${comma} ${written}${style === 'full' ? `${lang === 'vi' ? '/' : ' '}${year}` : ''}`;
}

/** Day and time: "thứ Ba, 8/9/2026, 16:00"; tiny: "T3 8/9, 16:00". */
export function momentWords(at: Date, lang: Lang, style: 'full' | 'short' | 'tiny' = 'full'): string {
  const { date, time } = momentOf(at);
  return `${dayWords(date, lang, style)}, ${time}`;
}

/** First letter large, for the beginning of a line. */
export function capital(text: string): string {
  return text.charAt(0).toLocaleUpperCase('vi') + text.slice(1);
}

const units: Record<Lang, readonly (readonly [one: string, many: string])[]> = {
  vi: [
    ['ngày', 'ngày'],
    ['giờ', 'giờ'],
    ['phút', 'phút'],
  ],
  en: [
    ['day', 'days'],
    ['hour', 'hours'],
    ['minute', 'minutes'],
  ],
};

/** Working time: "1 ngày 4 giờ", "1 giờ 10 phút". Whole minutes, without the sign; minutes are left out beside days. */
export function workingWords(minutes: number, lang: Lang, dayMinutes = 480): string {
  const whole = Math.floor(Math.abs(minutes));
  const days = Math.floor(whole / dayMinutes);
  const amounts = [days, Math.floor((whole % dayMinutes) / 60), days > 0 ? 0 : (whole % dayMinutes) % 60];
  const said = amounts.flatMap((amount, at) =>
    amount === 0 ? [] : [`${amount} ${units[lang][at]?.[amount === 1 ? 0 : 1] ?? ''}`],
  );
  return said.length > 0 ? said.join(' ') : lang === 'vi' ? 'dưới 1 phút' : 'under 1 minute';
}

const locale = (lang: Lang) => (lang === 'vi' ? 'vi-VN' : 'en-GB');

/** "1.846". */
export function numberWords(value: number, lang: Lang): string {
  return new Intl.NumberFormat(locale(lang)).format(value);
}

/** A share from 0 to 1: "96,1%". */
export function shareWords(share: number, lang: Lang): string {
  return new Intl.NumberFormat(locale(lang), { style: 'percent', maximumFractionDigits: 1 }).format(share);
}
