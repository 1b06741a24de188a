// Reads a PDF back for tests: what each page says in reading order, what stands beside it, which roles the structure gives.
// As much of ISO 32000-1 as files of `kernel/documents` use: plain cross references, deflated streams, embedded fonts with ToUnicode.
import { inflateSync } from 'node:zlib';

export interface ReadPdf {
  readonly lang: string | null;
  readonly isTagged: boolean;
  readonly title: string | null;
  readonly pages: readonly ReadPage[];
  /** Roles of all elements of the structure, such as `H1`, in the order in which they were made. */
  readonly roles: readonly string[];
  /** What figures say to whoever cannot see them. */
  readonly alternatives: readonly string[];
  /** Names of the fonts that lie in the file themselves. */
  readonly embeddedFonts: readonly string[];
}

export interface ReadPage {
  /** Text that belongs to the structure, one blank between lines. */
  readonly text: string;
  /** Heads and feet, which readers pass over. */
  readonly beside: string;
}

interface Item {
  readonly dictionary: string;
  readonly stream: Buffer | null;
}
type Items = ReadonlyMap<number, Item>;

export function readPdf(file: Buffer): ReadPdf {
  const items = itemsOf(file);
  const root = itemOf(items, /\/Root (\d+) 0 R/.exec(file.toString('latin1'))?.[1]);
  const all = [...items.values()].map(({ dictionary }) => dictionary);
  const info = itemOf(items, /\/Info (\d+) 0 R/.exec(file.toString('latin1'))?.[1]);
  return {
    lang: stringOf(root.dictionary, 'Lang'),
    isTagged: /\/StructTreeRoot/.test(root.dictionary) && all.some((one) => /\/Marked true/.test(one)),
    title: stringOf(itemOf(items, /\/Title (\d+) 0 R/.exec(info.dictionary)?.[1]).dictionary, ''),
    pages: pagesOf(items, root).map((page) => readPage(items, page)),
    roles: all.flatMap((one) => /\/S \/(\w+)/.exec(one)?.[1] ?? []),
    alternatives: all.flatMap((one) => stringOf(one, 'Alt') ?? []),
    embeddedFonts: all.flatMap((one) =>
      /\/FontFile\d? /.test(one) ? (/\/FontName \/([\w+-]+)/.exec(one)?.[1] ?? []) : [],
    ),
  };
}

function itemsOf(file: Buffer): Items {
  const text = file.toString('latin1');
  const found = new Map<number, Item>();
  const begins = /(?:^|\n)(\d+) 0 obj\n/g;
  for (let at = begins.exec(text); at !== null; at = begins.exec(text)) {
    const from = begins.lastIndex;
    const end = text.indexOf('endobj', from);
    const streamAt = text.indexOf('\nstream\n', from);
    const hasStream = streamAt !== -1 && streamAt < end;
    const dictionary = text.slice(from, hasStream ? streamAt : end);
    const length = Number(/\/Length (\d+)/.exec(dictionary)?.[1] ?? 0);
    const bytes = hasStream ? file.subarray(streamAt + 8, streamAt + 8 + length) : null;
    const stream = bytes && (/FlateDecode/.test(dictionary) ? inflateSync(bytes) : bytes);
    found.set(Number(at[1]), { dictionary, stream });
    if (hasStream) begins.lastIndex = streamAt + 8 + length;
  }
  return found;
}

function itemOf(items: Items, number: string | undefined): Item {
  const item = items.get(Number(number));
  if (!item) throw new Error(`The file has no object ${number}`);
  return item;
}

/** A text string of a name, or the first of an object that is nothing else: in brackets, UTF-16 where it begins with the mark. */
function stringOf(dictionary: string, name: string): string | null {
  const raw = new RegExp(`${name && `/${name} `}\\(((?:\\\\[\\s\\S]|[^\\\\)])*)\\)`).exec(dictionary)?.[1];
  if (raw === undefined) return null;
  const escapes: Record<string, string> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };
  const bytes = Buffer.from(
    raw.replace(/\\([\s\S])/g, (_, sign: string) => escapes[sign] ?? sign),
    'latin1',
  );
  if (bytes[0] !== 0xfe || bytes[1] !== 0xff) return bytes.toString('latin1');
  return Buffer.from(bytes.subarray(2)).swap16().toString('utf16le');
}

function pagesOf(items: Items, root: Item): Item[] {
  const pages = itemOf(items, /\/Pages (\d+) 0 R/.exec(root.dictionary)?.[1]);
  const kids = /\/Kids \[([^\]]*)\]/.exec(pages.dictionary)?.[1] ?? '';
  return [...kids.matchAll(/(\d+) 0 R/g)].map(([, number]) => itemOf(items, number));
}

/** Letters by glyph, as the font's own table says them (ISO 32000-1, 9.10.3). */
function lettersOf(table: string): ReadonlyMap<number, string> {
  const letters = new Map<number, string>();
  const read = (hex: string) => Buffer.from(hex, 'hex').swap16().toString('utf16le');
  for (const [, first = '0', list = ''] of table.matchAll(/<([0-9a-f]+)> <[0-9a-f]+> \[([^\]]*)\]/gi)) {
    for (const [index, [, hex = '']] of [...list.matchAll(/<([0-9a-f]*)>/gi)].entries())
      letters.set(Number.parseInt(first, 16) + index, read(hex));
  }
  return letters;
}

function readPage(items: Items, page: Item): ReadPage {
  const resources = itemOf(items, /\/Resources (\d+) 0 R/.exec(page.dictionary)?.[1]).dictionary;
  const fonts = new Map(
    [...resources.matchAll(/\/(F\d+) (\d+) 0 R/g)].map(([, name = '', number]) => {
      const table = /\/ToUnicode (\d+) 0 R/.exec(itemOf(items, number).dictionary)?.[1];
      return [name, lettersOf(String(itemOf(items, table).stream))] as const;
    }),
  );
  const content = String(itemOf(items, /\/Contents (\d+) 0 R/.exec(page.dictionary)?.[1]).stream);
  const said = { text: [] as string[], beside: [] as string[] };
  let place: keyof typeof said = 'beside';
  let letters: ReadonlyMap<number, string> = new Map();
  const signs = /\/(\w+) (?:<<[^>]*>> )?B[DM]C|(EMC)|\/(F\d+) [\d.]+ Tf|\[((?:<[0-9a-f]*>|[\s\d.-])*)\] TJ/gi;
  for (const [, tag, ends, font, shown] of content.matchAll(signs)) {
    if (tag !== undefined) place = tag === 'Artifact' ? 'beside' : 'text';
    else if (ends !== undefined) place = 'beside';
    else if (font !== undefined) letters = fonts.get(font) ?? new Map();
    else if (shown !== undefined) said[place].push(wordsOf(shown, letters));
  }
  const joined = (lines: readonly string[]) => lines.join(' ').replace(/\s+/g, ' ').trim();
  return { text: joined(said.text), beside: joined(said.beside) };
}

function wordsOf(shown: string, letters: ReadonlyMap<number, string>): string {
  const hex = [...shown.matchAll(/<([0-9a-f]*)>/gi)].map(([, part]) => part).join('');
  return (hex.match(/.{4}/g) ?? [])
    .map((glyph) => letters.get(Number.parseInt(glyph, 16)) ?? '\ufffd')
    .join('');
}
