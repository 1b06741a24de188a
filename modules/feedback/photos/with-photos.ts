// A new case with the pictures that came with it: their rows, somebody to look at them, and what their cameras say of the place.
import type { ReportBundle } from '../cases/report.store.ts';
import type { PhotoRow } from '../cases/tables.ts';
import { type Attention, noAttention } from '../moderation/attention.ts';
import { placeDoubt } from '../moderation/place-doubt.ts';
import type { LoosePhoto, StoredPhoto } from './photo.store.ts';

export function withPhotos(made: ReportBundle, photos: readonly LoosePhoto[]): ReportBundle {
  const { report_id: reportId, filed_at: filedAt } = made.report;
  return {
    ...made,
    report: { ...made.report, photo_n: photos.length },
    attention: attentionOf(made, photos),
    photos: photos.map(
      (photo, at): PhotoRow => ({
        ...withoutPlace(photo),
        report_id: reportId,
        role: 'before',
        place: at,
        added_at: filedAt,
      }),
    ),
  };
}

/** Where a picture was taken goes no further than into a distance. */
export function withoutPlace({ file_id, width, height, taken_at }: LoosePhoto): StoredPhoto {
  return { file_id, width, height, taken_at };
}

function attentionOf(
  { report, attention = noAttention }: ReportBundle,
  photos: readonly LoosePhoto[],
): Attention {
  const cameras = photos.flatMap(({ lat, lon }) => (lat === null || lon === null ? [] : [{ lat, lon }]));
  const { place } = attention;
  const doubt = place && placeDoubt({ pin: report, cameras, device: place.device }, place.rule);
  const reasons = new Set(attention.reasons);
  if (photos.length > 0) reasons.add('photo');
  if (doubt && place && doubt.score >= place.rule.doubtFrom) reasons.add('place');
  return { ...attention, doubt, reasons: [...reasons] };
}
