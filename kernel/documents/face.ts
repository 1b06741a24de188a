// How the city's papers look: sizes in points on A4, colours, and Be Vietnam Pro, which is embedded.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

export const sheet = {
  width: 595.28,
  height: 841.89,
  side: 56,
  top: 64,
  /** Room below the last line, where the foot stands. */
  bottom: 64,
} as const;
export const measure = sheet.width - 2 * sheet.side;

export const ink = {
  plain: '#15181d',
  quiet: '#565d68',
  line: '#d5d9df',
  flower: '#c8102e',
  pale: '#f5b8bd',
} as const;

/** Leading leaves room for stacked diacritics (ắ, ễ, ự). */
export const sizes = { title: 22, h2: 15, h3: 12, text: 10.5, small: 8.5 } as const;
export const lineGap = 2.5;

export type Weight = 'regular' | 'semibold';
const files: Record<Weight, string> = {
  regular: '400Regular/BeVietnamPro_400Regular.ttf',
  semibold: '600SemiBold/BeVietnamPro_600SemiBold.ttf',
};
const read = new Map<Weight, Buffer>();

/** The whole font; only the letters that are used go into a file. */
export function fontOf(weight: Weight): Buffer {
  let bytes = read.get(weight);
  if (!bytes) {
    bytes = readFileSync(require.resolve(`@expo-google-fonts/be-vietnam-pro/${files[weight]}`));
    read.set(weight, bytes);
  }
  return bytes;
}
