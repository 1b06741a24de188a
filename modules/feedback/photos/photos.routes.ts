// Pictures sent ahead of their report: `POST /api/reports/photos` keeps one and says where and when it was taken.
import { Type } from 'typebox';
import { AppError } from '@city/kernel/errors';
import { Answer, type Route, route } from '@city/kernel/http';
import type { FeedbackTables } from '../cases/tables.ts';
import { limits } from '../limits.ts';
import type { FeedbackCity } from '../module-city.ts';
import { draftsPerMinute } from '../settings.ts';
import { keepLoose, preparePhotos } from './take-photos.ts';

const Kept = Type.Object({
  id: Type.String({ description: 'Give it in `photos` of the report, within a day, once' }),
  width: Type.Integer(),
  height: Type.Integer(),
  takenAt: Type.Union([Type.String({ format: 'date-time' }), Type.Null()]),
  place: Type.Union([Type.Object({ lat: Type.Number(), lon: Type.Number() }), Type.Null()], {
    description: 'From the camera: proposes the pin',
  }),
});

export function photoRoutes(city: FeedbackCity): readonly Route[] {
  return [
    route<FeedbackTables>(
      {
        method: 'POST',
        url: '/api/reports/photos',
        tags: ['reports'],
        permission: 'public: a picture comes before its report, from anyone who may file one',
        summary: { vi: 'Gửi trước một ảnh', en: 'Send a picture ahead' },
        body: Type.Object({}),
        response: { 201: Kept },
        accepts: ['multipart'],
        bodyLimit: limits.bodyBytes,
        limit: draftsPerMinute,
      },
      async (c) => {
        const { prepared } = await preparePhotos(city.m.files, { uploads: c.uploads, ids: [] });
        const [image, ...more] = prepared;
        if (!image || more.length > 0) throw new AppError('report_one_photo', { field: '/photos' });
        return c.transaction(async (tx) => {
          const kept = await keepLoose(tx, city.m.files, image);
          const place = kept.lat !== null && kept.lon !== null ? { lat: kept.lat, lon: kept.lon } : null;
          return new Answer(201, {
            id: kept.file_id,
            width: kept.width,
            height: kept.height,
            takenAt: kept.taken_at?.toISOString() ?? null,
            place,
          });
        });
      },
    ),
  ];
}
