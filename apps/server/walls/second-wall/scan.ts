// What a thief of the disk would have: every row as a dump writes it, and the write-ahead log since a moment; searched for words in clear.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TestCity } from '@city/kernel/testing';

/** As text, as UTF-8 bytes in hexadecimal (bytea of a dump), and as base64 without its uneven end. */
function formsOf(word: string): readonly string[] {
  const bytes = Buffer.from(word);
  return [
    word,
    bytes.toString('hex'),
    bytes.subarray(0, bytes.length - (bytes.length % 3)).toString('base64'),
  ];
}

/** `table: word` for each table of which a row holds one of the words. */
export async function dumpWith(city: TestCity, words: readonly string[]): Promise<string[]> {
  const tables = await city.sql<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables
      where schemaname not in ('pg_catalog', 'information_schema') order by 1`,
  );
  if (tables.length < 60)
    throw new Error(`Only ${tables.length} tables were found: the scan would prove nothing`);
  const parts = tables.map(
    ({ name }) =>
      `select distinct '${name}' as name, needle.word from ${name} as dumped, needle where position(needle.form in dumped::text) > 0`,
  );
  const needles = words.flatMap((word) => formsOf(word).map((form) => ({ word, form })));
  const found = await city.sql<{ name: string; word: string }>(
    `with needle as (select * from jsonb_to_recordset($1::jsonb) as n(word text, form text)) ${parts.join(' union all ')}`,
    [JSON.stringify(needles)],
  );
  return [...new Set(found.map(({ name, word }) => `${name}: ${word}`))];
}

/** Where the log stands. From here on whole pages are written as they are: compressed ones could not be searched. */
export async function logPosition(city: TestCity): Promise<string> {
  await city.sql('alter system set wal_compression = off');
  await city.sql('select pg_reload_conf()');
  await city.sql('checkpoint');
  const [row] = await city.sql<{ file: string }>('select pg_walfile_name(pg_current_wal_lsn()) as file');
  return row!.file;
}

/** Words that stand in the write-ahead log since its file `from`, with how many bytes were read. */
export async function logWith(
  city: TestCity,
  from: string,
  words: readonly string[],
): Promise<{ readonly found: readonly string[]; readonly bytes: number }> {
  const [place] = await city.sql<{ folder: string; compression: string }>(
    `select current_setting('data_directory') as folder, current_setting('wal_compression') as compression`,
  );
  if (place!.compression !== 'off') throw new Error('A compressed log can not be searched');
  await city.sql('select pg_switch_wal()');
  const folder = join(place!.folder, 'pg_wal');
  const files = readdirSync(folder).filter((name) => /^[0-9A-F]{24}$/.test(name) && name >= from);
  let bytes = 0;
  const found = new Set<string>();
  for (const file of files) {
    const content = readFileSync(join(folder, file));
    bytes += content.length;
    for (const word of words) if (content.includes(word)) found.add(word);
  }
  return { found: [...found], bytes };
}
