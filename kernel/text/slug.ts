// Readable parts of web addresses from Vietnamese titles.
import { fold } from './fold.ts';

/**
 * Lower-case ASCII words joined by hyphens: `slug('Ngập nước, phường Lê Chân')` is `'ngap-nuoc-phuong-le-chan'`.
 * Cut between words at `longest` characters. Empty when the text has no letter or digit of the Latin alphabet.
 */
export function slug(text: string, longest = 80): string {
  const words = fold(text).match(/[a-z0-9]+/g) ?? [];
  let made = '';
  for (const word of words) {
    const next = made === '' ? word : `${made}-${word}`;
    if (next.length > longest) return made === '' ? word.slice(0, longest) : made;
    made = next;
  }
  return made;
}
