// Cuts Be Vietnam Pro to what the city writes: one file a weight for Vietnamese and English together, so that a word is
// set in one run from one file, and one more for the other languages of Latin script.
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const require = createRequire(import.meta.url);
const weights = { 400: '400Regular', 500: '500Medium', 600: '600SemiBold', 700: '700Bold' } as const;
type Weight = keyof typeof weights;

/** Latin and Vietnamese, as Google Fonts divides the alphabets; tokens.css declares the same ranges. */
const home =
  '0020-00FF,0102-0103,0110-0111,0128-0129,0131,0152-0153,0168-0169,01A0-01A1,01AF-01B0,02BB-02BC,02C6,02DA,02DC,0300-0304,0308-0309,0323,0329,1EA0-1EF9,2000-206F,20AB-20AC,2122,2190-2193,2212,2215,FEFF,FFFD';
const abroad =
  '0100-02BA,02BD-02C5,02C7-02CC,02CE-02D7,02DD-02FF,1D00-1DBF,1E00-1E9F,20A0-20AA,20AD-20C0,2113';

interface Font {
  readonly weight: Weight;
  readonly ranges: string;
}
const fonts = new Map<string, Font>(
  ([400, 500, 600, 700] as const).flatMap((weight) => [
    [`be-vietnam-pro-${weight}.woff2`, { weight, ranges: home }],
    [`be-vietnam-pro-ext-${weight}.woff2`, { weight, ranges: abroad }],
  ]),
);

/** The files that tokens.css names. */
export const fontNames: readonly string[] = [...fonts.keys()];

/** Which letters each file holds, as `first-last` in hexadecimal. */
export const fontRanges: ReadonlyMap<string, string> = new Map(
  [...fonts].map(([name, { ranges }]) => [name, ranges]),
);

/** The bytes of one of `fontNames`; cut once (a quarter of a second) and kept in the folder for the next start. */
export async function cutFont(name: string, folder: string): Promise<Uint8Array> {
  const { weight, ranges } = fonts.get(name)!;
  const whole = await readFile(
    require.resolve(
      `@expo-google-fonts/be-vietnam-pro/${weights[weight]}/BeVietnamPro_${weights[weight]}.ttf`,
    ),
  );
  const hash = createHash('sha256').update(whole).update(ranges).digest('base64url').slice(0, 10);
  const kept = join(folder, 'fonts-cut', `${name}.${hash}`);
  if (existsSync(kept)) return readFile(kept);
  const { default: subsetFont } = await import('subset-font');
  const bytes = await subsetFont(whole, lettersOf(ranges), { targetFormat: 'woff2' });
  await mkdir(dirname(kept), { recursive: true });
  const draft = `${kept}.${process.pid}.${Math.random().toString(36).slice(2)}`;
  await writeFile(draft, bytes);
  await rename(draft, kept);
  return bytes;
}

function lettersOf(ranges: string): string {
  return ranges
    .split(',')
    .flatMap((range) => {
      const [first, last = first] = range.split('-').map((code) => Number.parseInt(code, 16));
      return Array.from({ length: last! - first! + 1 }, (_, index) => String.fromCodePoint(first! + index));
    })
    .join('');
}
