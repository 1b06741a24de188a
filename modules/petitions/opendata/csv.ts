// Columns of the open CSV of petitions; every figure we publish of them can be made of these.
import type { PetitionRow } from '../cases/tables.ts';

type Cell = string | number | Date | null;
const columns: readonly (readonly [string, (row: PetitionRow) => Cell])[] = [
  ['code', (row) => row.code],
  ['state', (row) => row.state],
  ['topic', (row) => row.topic],
  ['unit', (row) => row.unit_code],
  ['unit_valid_from', (row) => row.unit_valid_from],
  ['body', (row) => row.body_code],
  ['signatures', (row) => row.signature_n],
  ['threshold', (row) => row.threshold],
  ['people', (row) => row.people],
  ['rule', (row) => row.rule],
  ['published_at', (row) => row.published_at],
  ['sign_until', (row) => row.sign_until],
  ['reached_at', (row) => row.reached_at],
  ['first_due_at', (row) => row.first_due_at],
  ['answered_at', (row) => row.answered_at],
  ['escalation', (row) => row.escalation],
  ['title', (row) => row.title],
  ['ask', (row) => row.ask],
];

export const csvHeader = `${columns.map(([name]) => name).join(',')}\r\n`;

export function csvLine(row: PetitionRow): string {
  return `${columns.map(([, value]) => cell(value(row))).join(',')}\r\n`;
}

function cell(value: Cell): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  if (value instanceof Date) return value.toISOString();
  // A spreadsheet runs what begins like a formula; an apostrophe makes it text.
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
