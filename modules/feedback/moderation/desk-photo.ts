// The addresses under which offices see pictures that have no public address.
import type { ReportRow } from '../cases/tables.ts';
import type { PhotoAddress } from '../cases/report-view.ts';

export const deskPhotoUrl =
  (report: Pick<ReportRow, 'tracking_code'>) =>
  ({ file_id: id, copy_n: copy }: PhotoAddress, size: 'full' | 'medium' | 'thumb'): string =>
    `/api/desk/reports/${report.tracking_code}/photos/${id}/${size}?v=${copy ?? 0}`;
