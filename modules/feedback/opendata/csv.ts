// Reports as CSV (RFC 4180): one line a report, every public figure in it, safe to open in a spreadsheet.
import type { ReportRow } from '../cases/tables.ts';
import { rounded } from '../cases/report-view.ts';

type Cell = string | number | Date | null;

/** Name and value of each column, in order; the names stay, new ones are added at the end. */
const columns: readonly (readonly [name: string, value: (row: ReportRow) => Cell])[] = [
  ['code', (row) => row.tracking_code],
  ['kind', (row) => row.kind],
  ['service', (row) => row.service],
  ['severity', (row) => row.severity],
  ['unit', (row) => row.unit_code],
  ['unit_valid_from', (row) => row.unit_valid_from],
  ['body', (row) => row.body_code],
  ['state', (row) => row.state],
  ['channel', (row) => row.channel],
  ['lat', (row) => rounded(row.lat)],
  ['lon', (row) => rounded(row.lon)],
  ['filed_at', (row) => row.filed_at],
  ['accept_due_at', (row) => row.accept_due_at],
  ['accepted_at', (row) => row.accepted_at],
  ['first_due_at', (row) => row.first_due_at],
  ['due_at', (row) => row.due_at],
  ['resolved_at', (row) => row.resolved_at],
  ['closed_at', (row) => row.closed_at],
  ['returned', (row) => row.returned_n],
  ['reopened', (row) => row.reopened_n],
  ['extended', (row) => row.extended_n],
  ['escalation', (row) => row.escalation],
  ['followers', (row) => row.merged_n],
  ['rating', (row) => row.rating],
  ['photos', (row) => row.photo_n],
  ['address', (row) => row.address],
  ['words', (row) => row.words_public],
  ['survey_answers', (row) => row.survey_n],
  ['survey_fixed', (row) => row.survey_fixed_n],
  ['survey_scores', (row) => row.survey_scores],
];

export const csvHeader = `${columns.map(([name]) => name).join(',')}\r\n`;

export function csvLine(row: ReportRow): string {
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
