// Pictures of documents: decoded and re-encoded before the transaction, attached without ever being public.
import { AppError } from '@city/kernel/errors';
import type { Files, PreparedImage } from '@city/kernel/files';
import type { Upload } from '@city/kernel/http';
import { limits } from '../limits.ts';
import type { ComplaintsTx, EvidenceRow } from './matter.store.ts';

/**
 * Decodes uploads, one after the other.
 * @throws AppError that names the picture: broken, too large, too many.
 */
export async function prepareEvidence(
  files: Files,
  uploads: readonly Pick<Upload, 'data'>[],
): Promise<PreparedImage[]> {
  if (uploads.length > limits.evidenceMost)
    throw new AppError('complaint_too_much_evidence', {
      field: '/evidence',
      params: { most: limits.evidenceMost },
    });
  const prepared: PreparedImage[] = [];
  for (const upload of uploads) prepared.push(await files.prepareImage(upload.data, { field: '/evidence' }));
  return prepared;
}

export async function attachEvidence(
  tx: ComplaintsTx,
  files: Files,
  prepared: readonly PreparedImage[],
): Promise<EvidenceRow[]> {
  const rows: EvidenceRow[] = [];
  for (const image of prepared) {
    await files.attach(tx, image, { isPublic: false });
    rows.push({ file_id: image.fileId, width: image.width, height: image.height });
  }
  return rows;
}
