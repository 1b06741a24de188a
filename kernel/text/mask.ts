// Hides phone numbers, personal numbers, plates, e-mail and bank accounts in text that everyone may read.

export type PersonalKind = 'email' | 'account' | 'personal-number' | 'phone' | 'plate';

export interface MaskedText {
  readonly text: string;
  /** What was hidden, in the order of the text; never the hidden value itself. */
  readonly hidden: readonly PersonalKind[];
}

const kinds: readonly PersonalKind[] = ['email', 'account', 'personal-number', 'phone', 'plate'];
const labels: Readonly<Record<'vi' | 'en', Record<PersonalKind, string>>> = {
  vi: {
    email: '[đã che e-mail]',
    account: '[đã che số tài khoản]',
    'personal-number': '[đã che số giấy tờ]',
    phone: '[đã che số điện thoại]',
    plate: '[đã che biển số]',
  },
  en: {
    email: '[e-mail hidden]',
    account: '[account number hidden]',
    'personal-number': '[document number hidden]',
    phone: '[phone number hidden]',
    plate: '[number plate hidden]',
  },
};

/** Private-use characters stand for a hidden value, one for each of its own, so that no later pattern sees it and positions stay. */
const firstStandIn = 0xe000;

/** Not inside a longer number, a decimal or a word. */
const start = '(?<![\\p{L}\\d])(?<!\\d[.,])';
const end = '(?![\\p{L}\\d])(?![.,]\\d)';
const gap = '[ .\\u00a0\\u2009\\u202f-]?';
const more = (count: string) => `(?:${gap}\\d)${count}`;
/** "08-04-2022 16:00" has as many digits as a phone number. */
const noDate = '(?!\\d{1,2}[.-]\\d{1,2}[.-](?:19|20)\\d\\d(?!\\d))';

/**
 * In the order of trying. Each is a bounded run of single characters, so the time is linear in the text.
 * Personal number: 12 digits (Luật Căn cước 26/2023/QH15 art. 12), always beginning with 0 when people group it;
 * older papers only behind their name. Phones: mobile 03 05 07 08 09 with ten digits, fixed 02 with eleven, also as +84
 * (Thông tư 22/2014/TT-BTTTT). Plates: province, series, four or five digits (Thông tư 79/2024/TT-BCA).
 */
const patterns: ReadonlyArray<readonly [PersonalKind, RegExp]> = [
  ['email', /(?<![\p{L}\d._%+-])[\p{L}\d._%+-]{1,64}\s?@\s?[\p{L}\d-]{1,63}(?:\.[\p{L}\d-]{1,63}){1,8}/giu],
  ['account', /(?<=(?:tài khoản|stk|account)(?:\s?số)?[\s:.]{0,3})\d(?:[ .-]?\d){5,18}(?!\d)/giu],
  [
    'personal-number',
    /(?<=(?:cmnd|cmt|cccd|căn cước|chứng minh|hộ chiếu)[^\n\d]{0,20})(?:\d(?:[ .]?\d){8}(?:(?:[ .]?\d){3})?)(?!\d)/giu,
  ],
  ['personal-number', /(?<=(?:hộ chiếu|passport)[^\n\d]{0,20})(?<!\p{L})[A-Z]\d{7}(?!\d)/giu],
  [
    'phone',
    new RegExp(`(?<![\\p{L}\\d+])(?:\\+|00)${gap}84${gap}(?:\\(0\\)${gap})?\\d${more('{8,9}')}${end}`, 'gu'),
  ],
  [
    'personal-number',
    new RegExp(
      `${start}(?:0\\d\\d([ .-])\\d{3}\\1\\d{3}\\1\\d{3}|0\\d{3}([ .-])\\d{4}\\2\\d{4})${end}`,
      'gu',
    ),
  ],
  ['personal-number', new RegExp(`${start}\\d{12}${end}`, 'gu')],
  ['phone', new RegExp(`${start}\\(?84\\)?${gap}[35789]${more('{8}')}${end}`, 'gu')],
  ['phone', new RegExp(`${start}${noDate}\\(?0${gap}[35789]${more('{2}')}\\)?${more('{6}')}${end}`, 'gu')],
  ['phone', new RegExp(`${start}${noDate}\\(?0${gap}2${gap}\\d\\)?${more('{8}')}${end}`, 'gu')],
  ['phone', new RegExp(`${start}\\(0${gap}2${gap}\\d${gap}\\d\\)${more('{7}')}${end}`, 'gu')],
  ['plate', new RegExp(`${start}[1-9]\\d[ -]?${series('A-Z')}[ .-]{0,3}${plateDigits()}${end}`, 'gu')],
  ['plate', new RegExp(`${start}[1-9]\\d-?${series('A-Za-z')}[.-]?${plateDigits()}${end}`, 'gu')],
];

function series(letters: string): string {
  return `(?:[${letters}]{2}|[${letters}]\\d|[${letters}])`;
}

function plateDigits(): string {
  return '(?:\\d{3}[. ]?\\d{2}|\\d{4})';
}

/** Where personal data stands in a text. */
export interface PersonalSpan {
  readonly kind: PersonalKind;
  /** Positions in `text` of the answer, the end excluded. */
  readonly from: number;
  readonly to: number;
}

/**
 * Finds what `maskPersonalData` hides, for a person to look at before it is hidden.
 * `text` is the composed text (NFC) that the positions belong to.
 */
export function findPersonalData(text: string): {
  readonly text: string;
  readonly spans: readonly PersonalSpan[];
} {
  const plain = plainDigits(text.normalize('NFC').replace(/[\u200b-\u200d\u2060\ufeff\ue000-\ue004]/g, ''));
  if (!/[@\d]/.test(plain)) return { text: plain, spans: [] };
  const spans: PersonalSpan[] = [];
  let masked = plain;
  for (const [kind, pattern] of patterns) {
    const mark = String.fromCharCode(firstStandIn + kinds.indexOf(kind));
    masked = masked.replace(pattern, (found: string, ...rest: unknown[]) => {
      const from = rest.find((one): one is number => typeof one === 'number') as number;
      spans.push({ kind, from, to: from + found.length });
      return mark.repeat(found.length);
    });
  }
  return { text: plain, spans: spans.sort((one, other) => one.from - other.from) };
}

/**
 * Replaces personal data in a text for the public by words that say what was hidden.
 * Hotlines (1022, 113, 1900…), amounts, dates, document and tracking numbers stay.
 * The result is composed (NFC). A help for the officer who publishes, not a promise: names are not found.
 */
export function maskPersonalData(text: string, lang: 'vi' | 'en' = 'vi'): MaskedText {
  const found = findPersonalData(text);
  let masked = '';
  let at = 0;
  for (const { kind, from, to } of found.spans) {
    masked += found.text.slice(at, from) + labels[lang][kind];
    at = to;
  }
  return { text: masked + found.text.slice(at), hidden: found.spans.map(({ kind }) => kind) };
}

/** Full-width and styled digits as ASCII, so that they hide nothing. */
function plainDigits(text: string): string {
  return text.replace(/\p{Nd}/gu, (digit) =>
    digit.length === 1 && digit <= '9' ? digit : digit.normalize('NFKC'),
  );
}
