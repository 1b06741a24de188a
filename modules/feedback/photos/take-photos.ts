// From uploads and ids to the pictures of a report: decoded before the transaction, attached and published in it.
import { isId } from '@city/kernel/database';
import { AppError } from '@city/kernel/errors';
import type { Files, PreparedImage } from '@city/kernel/files';
import type { Upload } from '@city/kernel/http';
import type { FeedbackTx } from '../cases/report.store.ts';
import { limits } from '../limits.ts';
import { withoutPlace } from './with-photos.ts';
import { insertLoose, type LoosePhoto, type StoredPhoto, takeLoose } from './photo.store.ts';

/** Pictures on their way: decoded uploads, and ids of pictures sent ahead. */
export interface PhotosToTake {
  readonly prepared: readonly PreparedImage[];
  readonly ids: readonly string[];
}

/**
 * Decodes uploads, one after the other. Call before the transaction.
 * @throws AppError that names the picture (`/photos/1`): broken, too large, too many, an id of no shape.
 */
export async function preparePhotos(
  files: Files,
  given: { uploads: readonly Upload[]; ids: readonly string[] },
): Promise<PhotosToTake> {
  const ids = [...new Set(given.ids)];
  if (given.uploads.length + ids.length > limits.photosPerReport) {
    throw new AppError('report_too_many_photos', {
      field: '/photos',
      params: { most: limits.photosPerReport },
    });
  }
  ids.forEach((id, at) => {
    if (!isId(id)) throw new AppError('report_photo_unknown', { field: `/photos/${at}` });
  });
  const prepared: PreparedImage[] = [];
  for (const [at, upload] of given.uploads.entries())
    prepared.push(await files.prepareImage(upload.data, { field: `/photos/${at}` }));
  return { prepared, ids };
}

/**
 * Attaches the pictures to the report of this transaction and lets everyone see their public copies, unless they belong
 * to a draft that nobody may see yet.
 * @throws AppError `report_photo_unknown` for an id that no picture waits under.
 */
export async function takePhotos(
  tx: FeedbackTx,
  files: Files,
  photos: PhotosToTake,
  isPublic = true,
): Promise<StoredPhoto[]> {
  return (await takePlaced(tx, files, photos, isPublic)).map(withoutPlace);
}

/** The same, with what the cameras say of the place: for the doubt about it, never to be kept. */
export async function takePlaced(
  tx: FeedbackTx,
  files: Files,
  photos: PhotosToTake,
  isPublic = true,
): Promise<LoosePhoto[]> {
  const taken: LoosePhoto[] = [];
  if (photos.ids.length > 0) {
    taken.push(...(await takeLoose(tx, photos.ids)));
    const missing = photos.ids.findIndex((id) => !taken.some((photo) => photo.file_id === id));
    if (missing >= 0) throw new AppError('report_photo_unknown', { field: `/photos/${missing}` });
    if (isPublic) for (const { file_id } of taken) await files.setPublic(tx, file_id, true);
  }
  for (const image of photos.prepared) {
    await files.attach(tx, image, { isPublic });
    taken.push(placedOf(image));
  }
  return taken;
}

/** Keeps a picture that comes before its report; nobody but this module's forms sees it yet. */
export async function keepLoose(
  tx: FeedbackTx,
  files: Files,
  image: PreparedImage,
  keepUntil: Date | null = null,
): Promise<LoosePhoto> {
  await files.attach(tx, image, { isPublic: false });
  const loose = placedOf(image);
  await insertLoose(tx, loose, keepUntil);
  return loose;
}

/** The minute is enough to tell before from after. */
function placedOf({ fileId, width, height, takenAt, gps }: PreparedImage): LoosePhoto {
  const minute = takenAt && new Date(Math.floor(takenAt.getTime() / 60_000) * 60_000);
  return { file_id: fileId, width, height, taken_at: minute, lat: gps?.lat ?? null, lon: gps?.lon ?? null };
}
