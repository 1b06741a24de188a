// PDF documents: known by their bytes, within a size, sealed before they are written, opened for a download and for nothing else.
import { AppError } from '@city/kernel/errors';
import type { Upload } from '@city/kernel/http';
import { limits } from '../limits.ts';

/** A PDF begins with its version (ISO 32000-2, 7.5.2) and ends with its mark; nothing may stand before it, so that no reader sees another file. */
export function isPdf(bytes: Buffer): boolean {
  const begins = /^%PDF-(?:1\.[0-7]|2\.0)[\r\n ]/.test(bytes.toString('latin1', 0, 10));
  return begins && bytes.subarray(-1024).includes('%%EOF');
}

/**
 * The documents among what was sent.
 * @throws AppError `complaint_too_many_documents`, `complaint_document_too_large` (413), `complaint_document_unreadable` (415).
 */
export function documentsOf(uploads: readonly Pick<Upload, 'data'>[]): readonly Buffer[] {
  const field = '/documents';
  if (uploads.length > limits.documentsMost)
    throw new AppError('complaint_too_many_documents', { field, params: { most: limits.documentsMost } });
  for (const { data } of uploads) {
    if (data.length > limits.documentBytes)
      throw new AppError('complaint_document_too_large', {
        field,
        params: { most: limits.documentBytes / 1_000_000 },
      });
    if (!isPdf(data)) throw new AppError('complaint_document_unreadable', { field });
  }
  return uploads.map(({ data }) => data);
}
