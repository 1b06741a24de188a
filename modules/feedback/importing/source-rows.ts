// Reads the rows of a CSV file, plain or alone in a zip, one after the other with their line numbers.
import { createReadStream } from 'node:fs';
import type { Readable } from 'node:stream';
import { parse } from 'csv-parse';
import { type Entry, open, type ZipFile } from 'yauzl';

export interface SourceRow {
  /** Counted from 1, without the heading. */
  readonly number: number;
  /** Line of the file on which the row ends. */
  readonly line: number;
  readonly values: Readonly<Record<string, string>>;
}

/** Largest text of one row, a bound against files that are not what they say. */
const longestRow = 1_000_000;

/**
 * Goes through the rows of a file.
 * @throws Error when the file cannot be opened, holds no CSV, or lacks one of the columns.
 */
export async function* sourceRows(file: string, columns: readonly string[]): AsyncGenerator<SourceRow> {
  const text = file.endsWith('.zip') ? await csvInZip(file) : createReadStream(file);
  const parser = text.pipe(
    parse({
      columns: true,
      bom: true,
      relax_quotes: true,
      relax_column_count: true,
      info: true,
      max_record_size: longestRow,
    }),
  );
  text.on('error', (error: Error) => parser.destroy(error));
  let number = 0;
  for await (const { record, info } of parser as AsyncIterable<{
    record: Record<string, string>;
    info: { lines: number };
  }>) {
    if (number === 0) requireColumns(file, record, columns);
    number++;
    yield { number, line: info.lines, values: record };
  }
}

function requireColumns(file: string, record: Record<string, string>, columns: readonly string[]): void {
  const missing = columns.filter((column) => !(column in record));
  if (missing.length > 0)
    throw new Error(`${file} has no column ${missing.join(', ')}; it has ${Object.keys(record).join(', ')}`);
}

function csvInZip(file: string): Promise<Readable> {
  return new Promise((resolve, reject) => {
    open(file, { lazyEntries: true, validateEntrySizes: true }, (error, zip) => {
      if (error) return reject(error);
      zip.on('error', reject);
      zip.on('end', () => reject(new Error(`${file} holds no .csv`)));
      zip.on('entry', (entry: Entry) => {
        const isData = entry.fileName.endsWith('.csv') && !/(^|\/)[._]/.test(entry.fileName);
        if (isData) openEntry(zip, entry, resolve, reject);
        else zip.readEntry();
      });
      zip.readEntry();
    });
  });
}

function openEntry(
  zip: ZipFile,
  entry: Entry,
  resolve: (stream: Readable) => void,
  reject: (error: Error) => void,
): void {
  zip.removeAllListeners('end');
  zip.openReadStream(entry, (error, stream) => (error ? reject(error) : resolve(stream)));
}
