// Words, figures and times as the wall writes them, in the wall's language and the city's time zone.

export type WallLang = 'vi' | 'en';
export type Bilingual = { readonly vi: string; readonly en: string };
type Translate = (message: string, values?: Record<string, unknown>) => string;

const timeZone = 'Asia/Ho_Chi_Minh';
const secondMs = 1000;
const minuteMs = 60 * secondMs;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

export type WallWords = {
  readonly lang: WallLang;
  readonly t: Translate;
  /** The reader's language of a pair. */
  readonly pick: (pair: Bilingual) => string;
  /** "1.846" */
  readonly number: (value: number) => string;
  /** A share of 0 to 1: "96,1%". */
  readonly percent: (share: number) => string;
  /** "14:20:36", with `seconds` false "14:20". `at` in ms. */
  readonly time: (at: number, seconds?: boolean) => string;
  /** "Thứ Ba, 8/9/2026" · "Tuesday 8 Sep 2026" */
  readonly day: (at: number) => string;
  /** "8/9" · "8 Sep" */
  readonly shortDay: (at: number) => string;
  /** "22 giây trước"; relative time alone is for walls only. `ms` is the age. */
  readonly ago: (ms: number) => string;
  /** "18 phút" */
  readonly span: (ms: number) => string;
};

/** The words of a language; `t` translates, see `createTranslate` of the kernel's texts. */
export function wallWords(lang: WallLang, t: Translate): WallWords {
  const locale = lang === 'vi' ? 'vi-VN' : 'en-GB';
  const number = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 });
  const clock = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone } as const;
  const minutes = new Intl.DateTimeFormat('en-GB', clock);
  const seconds = new Intl.DateTimeFormat('en-GB', { ...clock, second: '2-digit' });
  const span = (ms: number): string => {
    if (ms < minuteMs) return t('{n} giây', { n: Math.max(0, Math.floor(ms / secondMs)) });
    if (ms < hourMs) return t('{n} phút', { n: Math.floor(ms / minuteMs) });
    if (ms < dayMs) return t('{n} giờ', { n: Math.floor(ms / hourMs) });
    return t('{n} ngày', { n: Math.floor(ms / dayMs) });
  };
  return {
    lang,
    t,
    pick: (pair) => pair[lang],
    number: (value) => number.format(value),
    percent: (share) => percent.format(share),
    time: (at, withSeconds = true) => (withSeconds ? seconds : minutes).format(at),
    day: (at) => dayWords(at, lang),
    shortDay: (at) => shortDayWords(at, lang),
    ago: (ms) => (ms < secondMs ? t('ngay bây giờ') : t('{span} trước', { span: span(ms) })),
    span,
  };
}

const dayFormat = {
  vi: new Intl.DateTimeFormat('vi-VN', {
    timeZone,
    weekday: 'long',
    day: 'numeric',
    month: 'numeric',
    year: 'numeric',
  }),
  en: new Intl.DateTimeFormat('en-GB', {
    timeZone,
    weekday: 'long',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
  }),
};

function partsOf(at: number, lang: WallLang): Record<string, string> {
  return Object.fromEntries(dayFormat[lang].formatToParts(at).map(({ type, value }) => [type, value]));
}

function dayWords(at: number, lang: WallLang): string {
  const { weekday = '', day, month, year } = partsOf(at, lang);
  if (lang === 'en') return `${weekday} ${day} ${month} ${year}`;
  return `${weekday.slice(0, 1).toLocaleUpperCase('vi')}${weekday.slice(1)}, ${day}/${month}/${year}`;
}

function shortDayWords(at: number, lang: WallLang): string {
  const { day, month } = partsOf(at, lang);
  return lang === 'vi' ? `${day}/${month}` : `${day} ${month}`;
}
