// How many short messages a text is: the GSM 7-bit alphabet against UCS-2 (3GPP TS 23.038, TS 23.040 §9.2.3.24).
import { withoutMarks } from '@city/kernel/text';

const basic = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
);
/** Two septets each: escape and sign. */
const extended = new Set('\f^{}\\[~]|€');

export interface SmsLength {
  readonly encoding: 'gsm7' | 'ucs2';
  /** Septets, or 16-bit units. */
  readonly units: number;
  /** How many messages are sent and paid for. */
  readonly parts: number;
}

/** Length of one message, and of each of several, which spend six bytes on their numbering. */
const sizes = { gsm7: { single: 160, each: 153 }, ucs2: { single: 70, each: 67 } } as const;

/** Counts a text. One letter outside of the GSM alphabet (almost any Vietnamese one) makes the whole text UCS-2. */
export function smsLength(text: string): SmsLength {
  const signs = [...text];
  const isPlain = signs.every((sign) => basic.has(sign) || extended.has(sign));
  const encoding = isPlain ? 'gsm7' : 'ucs2';
  const widths = signs.map((sign) => (isPlain ? (extended.has(sign) ? 2 : 1) : sign.length));
  const units = widths.reduce((sum, width) => sum + width, 0);
  const { single, each } = sizes[encoding];
  if (units <= single) return { encoding, units, parts: units === 0 ? 0 : 1 };
  let parts = 1;
  let filled = 0;
  for (const width of widths) {
    // An escaped sign and a surrogate pair stay together.
    if (filled + width > each) {
      parts += 1;
      filled = 0;
    }
    filled += width;
  }
  return { encoding, units, parts };
}

/**
 * The text to send: without marks unless the operator pays for them, and cut at a word so that it is no more than
 * `mostParts` messages.
 */
export function smsText(text: string, options: { marks: boolean; mostParts: number }): string {
  const whole = options.marks ? text.normalize('NFC') : withoutMarks(text);
  if (smsLength(whole).parts <= options.mostParts) return whole;
  const signs = [...whole];
  let [fits, tooLong] = [0, signs.length];
  while (tooLong - fits > 1) {
    const middle = (fits + tooLong) >>> 1;
    if (smsLength(`${signs.slice(0, middle).join('')}...`).parts <= options.mostParts) fits = middle;
    else tooLong = middle;
  }
  const cut = signs.slice(0, fits).join('');
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), Math.floor(cut.length / 2))).trimEnd()}...`;
}
