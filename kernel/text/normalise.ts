// One spelling for one word: composed letters (NFC) and one place for the tone mark.

const tone = '[\\u0300\\u0301\\u0303\\u0309\\u0323]';
const ending = '(?![\\p{L}\\p{M}])';
/** oa, oe without a final consonant: the new style marks the second vowel (hoà), the older the first (hòa). */
const newStyleOaOe = new RegExp(`([oO])([aAeE])(${tone})${ending}`, 'gu');
/** uy without a final consonant (thuỷ, thủy), unless the u belongs to the consonant qu. */
const newStyleUy = new RegExp(`(?<![qQ])([uU])([yY])(${tone})${ending}`, 'gu');
/** The tone of qu… never sits on the u: qúy is a slip for quý. */
const toneOnQu = new RegExp(`([qQ][uU])(${tone})([aAeEiIoOyY])`, 'gu');
/** Eth and African D are drawn like Đ and come out of old converters. */
const looksLikeDe = /[ÐƉðɖ]/g;

/**
 * The one spelling under which equal Vietnamese words are equal strings; marks stay.
 * Composed letters (NFC), tone marks in the traditional place (hòa, khỏe, thủy; quý), Ð for Đ mended.
 * For comparing, indexing and keys. Show people's and places' names as they were written
 * (the official list writes Hoà Bình, Thuỷ Nguyên).
 */
export function normalise(text: string): string {
  const apart = text.normalize('NFD');
  if (apart.length === text.length && !/[^\u0000-\u007f]/.test(text)) return text;
  return apart
    .replace(looksLikeDe, (letter) => (letter === 'ð' || letter === 'ɖ' ? 'đ' : 'Đ'))
    .replace(newStyleOaOe, '$1$3$2')
    .replace(newStyleUy, '$1$3$2')
    .replace(toneOnQu, '$1$3$2')
    .normalize('NFC');
}
