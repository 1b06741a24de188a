// Folding of Vietnamese text to plain lower-case letters, the same in TypeScript and in PostgreSQL.

/**
 * What folding does to single characters once compatibility decomposition has split letters from marks.
 * Only letters that do not decompose are listed. `kernel.text_fold` (migrations/0001_fold.sql) holds the
 * same two strings: a test compares them, and another runs both over the same texts.
 * Ð (eth) and Ɖ look exactly like Đ and are what old converters produce, so they fold to d as well.
 */
const folding: ReadonlyArray<readonly [from: string, to: string]> = [
  ['ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz'],
  ['ĐđÐðƉɖ', 'dddddd'],
  ['ØøŁłĦħŦŧı', 'oollhhtti'],
  ['ÆŒÞŊ', 'æœþŋ'],
  ['ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩς', 'αβγδεζηθικλμνξοπρστυφχψωσ'],
  ['АБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ', 'абвгдежзиклмнопрстуфхцчшщъыьэюя'],
  ['ЂЄЅІЈЉЊЋЏ', 'ђєѕіјљњћџ'],
];

export const foldFrom: string = folding.map(([from]) => from).join('');
export const foldTo: string = folding.map(([, to]) => to).join('');

const foldMap = new Map([...foldFrom].map((letter, at) => [letter, [...foldTo][at]!] as const));
const foldable = new RegExp(`[${foldFrom}]`, 'gu');
/** Combining marks, and characters without width that break a word unseen (soft hyphen, zero-width space). */
const dropped = /[\u0300-\u036f\u00ad\u200b-\u200d\u2060\ufeff]/g;
// oxlint-disable-next-line no-control-regex -- the range is what "ASCII" means
const ascii = /^[\x00-\x7f]*$/;

/**
 * Text reduced to what a person types without Vietnamese keys: lower case, đ as d, no tone or vowel marks.
 * The same for composed (NFC), decomposed (NFD) and styled letters; spaces and punctuation stay.
 * `fold('Nguyễn Bỉnh Khiêm')` is `'nguyen binh khiem'`. Agrees with `kernel.text_fold(text)` in SQL.
 */
export function fold(text: string): string {
  if (ascii.test(text)) return text.toLowerCase();
  return text
    .normalize('NFKD')
    .replace(dropped, '')
    .replace(foldable, (letter) => foldMap.get(letter) ?? letter);
}

/** Punctuation that typewriters of the city's letters and small displays lack, and what stands in for it. */
const plainPunctuation: Readonly<Record<string, string>> = {
  '–': '-',
  '—': '-',
  '‘': "'",
  '’': "'",
  '“': '"',
  '”': '"',
  '…': '...',
  '•': '-',
  '·': '-',
  '×': 'x',
  '\u00a0': ' ',
  '\u2009': ' ',
  '\u202f': ' ',
};

/**
 * The same text without marks, case kept: `'Phường Đông Khê'` becomes `'Phuong Dong Khe'`. For channels that carry no
 * Vietnamese letters (short messages, bank transfers).
 */
export function withoutMarks(text: string): string {
  return text
    .replace(/[–—‘’“”…•·×\u00a0\u2009\u202f]/g, (sign) => plainPunctuation[sign] ?? sign)
    .normalize('NFKD')
    .replace(dropped, '')
    .replace(/[đð]/g, 'd')
    .replace(/[ĐÐƉ]/g, 'D');
}

/** True when two texts are the same to someone who ignores marks, case and the number of spaces. */
export function foldedEquals(one: string, other: string): boolean {
  return squeeze(fold(one)) === squeeze(fold(other));
}

function squeeze(text: string): string {
  return text.trim().replace(/\s+/g, ' ');
}
