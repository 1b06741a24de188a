// The picture that some answers need: taken after the work, at the place.
import { AppError } from '@city/kernel/errors';
import { distanceMetres, type Point } from '@city/kernel/geo';
import type { FeedbackTx } from '../cases/report.store.ts';
import type { Opened } from '../cases/step.ts';
import type { ReportRow } from '../cases/tables.ts';
import { looseOf } from '../photos/photo.store.ts';
import type { PhotosToTake } from '../photos/take-photos.ts';
import type { HandlingFile } from '../services/city-data.ts';
import { evidenceWithin } from './rules.ts';

/** Checks pictures that are about to be taken for an answer. Call before `takePhotos`, which forgets their places. */
export async function checkPlaces(
  tx: FeedbackTx,
  { report, city }: Opened,
  given: PhotosToTake,
): Promise<void> {
  const sent = await looseOf(tx, given.ids);
  const places = [
    ...given.prepared.map(({ gps }) => gps ?? null),
    ...sent.map(({ lat, lon }) => (lat === null || lon === null ? null : { lat, lon })),
  ];
  checkEvidence(city.rules.handling, report, places);
}

/**
 * Checks the pictures of an answer. `places` holds where each was taken as far as the camera says; a picture that does not
 * say where is believed, one that says it is elsewhere is not.
 * @throws AppError `report_evidence_needed`, `report_evidence_elsewhere`.
 */
export function checkEvidence(
  rules: HandlingFile,
  report: Pick<ReportRow, 'service' | 'lat' | 'lon' | 'filed_at'>,
  places: readonly (Point | null)[],
): void {
  const metres = evidenceWithin(rules, report.service, report.filed_at);
  if (metres === null) return;
  if (places.length === 0) throw new AppError('report_evidence_needed', { field: '/photos' });
  const distances = places.map((place) => (place === null ? 0 : distanceMetres(place, report)));
  const nearest = Math.min(...distances);
  if (nearest > metres)
    throw new AppError('report_evidence_elsewhere', {
      field: '/photos',
      params: { metres: Math.round(nearest) },
    });
}
