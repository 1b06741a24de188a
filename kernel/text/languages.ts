// The two languages of the city and how one is chosen for a request.

export type Lang = 'vi' | 'en';

export const languages: readonly Lang[] = ['vi', 'en'];

export function isLang(value: unknown): value is Lang {
  return value === 'vi' || value === 'en';
}

export interface LanguageWishes {
  /** What the address says (`?lang=en`): a deliberate choice. */
  readonly query?: string | undefined;
  /** What was chosen before. */
  readonly cookie?: string | undefined;
  /** The Accept-Language header (RFC 9110 §12.5.4). */
  readonly acceptLanguage?: string | undefined;
}

/** The language to answer in: the address, then the earlier choice, then the browser's list, else Vietnamese. */
export function pickLanguage(wishes: LanguageWishes): Lang {
  const chosen = [wishes.query, wishes.cookie].map(languageOf).find((lang) => lang !== null);
  return chosen ?? fromHeader(wishes.acceptLanguage ?? '') ?? 'vi';
}

function languageOf(tag: string | undefined): Lang | null {
  const primary = tag?.trim().toLowerCase().split('-')[0];
  return isLang(primary) ? primary : null;
}

function fromHeader(header: string): Lang | null {
  const ranges = header
    .slice(0, 400)
    .split(',')
    .map((item, order) => {
      const [tag = '', ...params] = item.split(';');
      const weight = params.map((param) => /^\s*q=(\d(?:\.\d{0,3})?)\s*$/i.exec(param)?.[1]).find(Boolean);
      return { lang: languageOf(tag), weight: weight === undefined ? 1 : Number(weight), order };
    })
    .filter((range) => range.lang !== null && range.weight > 0)
    .sort((a, b) => b.weight - a.weight || a.order - b.order);
  return ranges[0]?.lang ?? null;
}
