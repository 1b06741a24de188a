// A report as a service request of GeoReport v2, with CitySDK's extended attributes when they are asked for.
import type { FeedbackCity } from '../module-city.ts';
import { isOpen, type ReportState } from '../cases/states.ts';
import { rounded } from '../cases/report-view.ts';
import type { PhotoRow } from '../cases/tables.ts';
import { dateText, type Value } from './formats.ts';
import type { ServiceRequestRow } from './requests.store.ts';
import { clockWords } from './service-notice.ts';

/** Everything before an answer is open; what follows another report is closed here and open there. */
export const statusOf = (state: ReportState): 'open' | 'closed' => (isOpen(state) ? 'open' : 'closed');

/** CitySDK's statuses. */
export function detailedStatus(state: ReportState): string {
  switch (state) {
    case 'new':
      return 'PENDING';
    case 'returned':
    case 'accepted':
      return 'RECEIVED';
    case 'in_progress':
    case 'waiting_citizen':
    case 'resolved_pending_approval':
      return 'IN_PROCESS';
    case 'resolved':
    case 'closed':
    case 'merged':
    case 'transferred':
      return 'PROCESSED';
    case 'rejected':
      return 'REJECTED';
  }
}

export interface ViewOptions {
  readonly lang: 'vi' | 'en';
  readonly extensions: boolean;
}

export function requestView(
  city: FeedbackCity,
  row: ServiceRequestRow,
  photos: readonly PhotoRow[],
  { lang, extensions }: ViewOptions,
): { readonly [name: string]: Value } {
  const service = city.rules.catalogue.any(row.service);
  const ended = row.closed_at ?? row.resolved_at;
  const status = statusOf(row.state);
  const [first] = photos;
  const url = (photo: PhotoRow) => `${city.m.publicUrl}${city.around.photoUrl(photo, 'full')}`;
  return {
    service_request_id: row.tracking_code,
    status,
    status_notes: row.answer,
    service_name: service?.name[lang] ?? row.service,
    service_code: row.service,
    description: row.words_public,
    agency_responsible: city.bodies.show(row.body_code).name[lang],
    service_notice: clockWords(row, lang),
    requested_datetime: dateText(row.filed_at),
    updated_datetime: dateText(status === 'closed' && ended ? ended : row.changed_at),
    expected_datetime: dateText(row.due_at),
    address: row.address,
    address_id: row.unit_code,
    zipcode: null,
    lat: rounded(row.lat),
    long: rounded(row.lon),
    media_url: first ? url(first) : null,
    ...(extensions
      ? {
          extended_attributes: {
            detailed_status: detailedStatus(row.state),
            media_urls: photos.map(url),
            votes: row.merged_n,
            unit: row.unit_code,
            severity: row.severity,
            first_expected_datetime: dateText(row.first_due_at),
            reopened: row.reopened_n,
          },
        }
      : {}),
  };
}

export const requestShape = {
  root: 'service_requests',
  item: 'request',
  items: { media_urls: 'media_url' },
} as const;
