// What the sender of a service request is told at once: by when there will be an answer.
import { formatDateTime } from '@city/kernel/time';
import type { ReportRow } from '../cases/tables.ts';

export function clockWords(row: Pick<ReportRow, 'due_at' | 'resolved_at'>, lang: 'vi' | 'en'): string | null {
  if (row.due_at === null || row.resolved_at !== null) return null;
  const due = formatDateTime(row.due_at, lang);
  return lang === 'vi' ? `Hẹn trả lời: ${due}` : `Answer promised by ${due}`;
}
