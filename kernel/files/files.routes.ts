// `GET /files/:id/:variant`: re-encoded copies of public pictures, cached for minutes, harmless whatever they contain.
import { Type } from 'typebox';
import { isId } from '@city/kernel/database';
import { AppError } from '@city/kernel/errors';
import { Answer, type Route, route } from '@city/kernel/http';
import type { Files, OpenedImage } from './files.ts';
import { isVariant } from './limits.ts';

/** How long a cache may show a copy without asking: as long as a hidden picture can live on somewhere. */
const cacheSeconds = 300;

export function fileRoutes(files: Pick<Files, 'openPublic'>): Route[] {
  return [
    route(
      {
        method: 'GET',
        url: '/files/:id/:variant',
        permission: 'public: only copies of pictures that a module has published are shown',
        summary: { vi: 'Ảnh đã công khai', en: 'A published picture' },
        params: Type.Object({
          id: Type.String({ maxLength: 100, description: 'Id of the file' }),
          variant: Type.String({
            maxLength: 100,
            description: '`full` (1600 px, JPEG), `medium` (800 px, WebP) or `thumb` (320 px, WebP)',
          }),
        }),
        streams: 'image/webp',
        tags: ['kernel'],
      },
      async (c) => {
        const { id, variant } = c.params;
        if (!isId(id) || !isVariant(variant)) throw new AppError('not_found');
        return imageAnswer(await files.openPublic(id, variant), {
          isPublic: true,
          known: c.request.headers['if-none-match'],
        });
      },
    ),
  ];
}

/**
 * Answers with a picture so that it can be nothing but a picture: its type is fixed, and opened by itself it may do nothing.
 * @param how.isPublic false: only this viewer's browser may keep it, for some minutes.
 * @param how.known the request's `If-None-Match`.
 */
export function imageAnswer(
  image: OpenedImage,
  how: { readonly isPublic: boolean; readonly known?: string | undefined },
): Answer {
  const headers = {
    etag: image.etag,
    // A picture can be covered or hidden at any time: caches ask again, and most answers are a short "not modified".
    'cache-control': how.isPublic
      ? `public, max-age=${cacheSeconds}, must-revalidate`
      : `private, max-age=${cacheSeconds}`,
    'content-security-policy': "default-src 'none'; sandbox",
    'x-content-type-options': 'nosniff',
    'cross-origin-resource-policy': how.isPublic ? 'cross-origin' : 'same-origin',
    'content-disposition': `inline; filename="${image.filename}"`,
  };
  if (how.known?.split(',').some((tag) => tag.trim().replace(/^W\//, '') === image.etag)) {
    image.stream.destroy();
    return new Answer(304, undefined, headers);
  }
  return new Answer(200, image.stream, {
    ...headers,
    'content-type': image.contentType,
    'content-length': String(image.bytes),
  });
}
