// The runner: `npm run bench [NAME …]` measures all or the named, and prints one table.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Bench, type Measurement, printTable } from './table.ts';

const folder = import.meta.dirname;
const known = readdirSync(folder)
  .filter((file) => file.endsWith('.bench.ts'))
  .map((file) => file.replace('.bench.ts', ''));
const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !known.includes(name));
if (unknown.length > 0) {
  console.error(`No bench ${unknown.join(', ')}. There are: ${known.join(', ')}`);
  process.exit(1);
}
const rows: Measurement[] = [];
for (const name of asked.length > 0 ? asked : known) {
  console.log(`· ${name}…`);
  const { bench } = (await import(join(folder, `${name}.bench.ts`))) as { bench: Bench };
  rows.push(...(await bench()));
}
printTable(rows);
process.exit(rows.every((row) => row.isMet) ? 0 : 2);
