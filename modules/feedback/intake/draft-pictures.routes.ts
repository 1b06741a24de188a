// Pictures of a form on its way: the photo that was taken, and the map of the second step.
import { AppError } from '@city/kernel/errors';
import { imageAnswer } from '@city/kernel/files';
import { Answer, type Route, route } from '@city/kernel/http';
import { localDate } from '@city/kernel/time';
import { Type } from 'typebox';
import { outlineNear } from '../cases/city-outline.ts';
import type { FeedbackTables } from '../cases/tables.ts';
import { mapRows } from '../map/map.store.ts';
import type { FeedbackCity } from '../module-city.ts';
import type { DraftData } from './draft.ts';
import { findDraft } from './draft.store.ts';
import { mapPicture } from './map-picture.ts';
import { Token } from './token.ts';
import { withPin } from './where-form.ts';

const anyone = 'public: whoever has the token of the form';

const PhotoId = Type.Object({ id: Type.String({ maxLength: 60 }) });

/** A picture of a draft, for whoever has its token: it is nobody else's business yet. */
export function draftPhotoRoute(city: FeedbackCity): Route {
  return route<FeedbackTables, never, typeof Token, typeof PhotoId>(
    {
      method: 'GET',
      url: '/report/photo/:id',
      permission: anyone,
      summary: { vi: 'Ảnh của bản viết dở', en: 'A picture of a draft' },
      params: PhotoId,
      query: Token,
      hidden: true,
    },
    async (c) => {
      const image = await c.transaction(
        async (tx) => {
          const draft = await findDraft(tx, c.query.d, { lock: false });
          if (!draft?.photos.includes(c.params.id)) throw new AppError('report_draft_gone');
          return city.m.files.openVariant(tx, c.params.id, 'medium');
        },
        { readOnly: true },
      );
      return imageAnswer(image, { isPublic: false, known: c.request.headers['if-none-match'] });
    },
  );
}

const MapQuery = Type.Object({
  ...Token.properties,
  at: Type.Optional(Type.String({ maxLength: 60, description: 'lat,lon of a pin that is not kept yet' })),
});

/** The draft as it will be when the form comes with this pin. */
function withPosted(draft: DraftData, at: string): DraftData {
  const [lat = '', lon = ''] = at.split(',');
  return withPin(draft, lat, lon);
}

/** The map of step 2 as a picture. */
export function draftMapRoute(city: FeedbackCity): Route {
  return route<FeedbackTables, never, typeof MapQuery>(
    {
      method: 'GET',
      url: '/report/map.svg',
      permission: anyone,
      summary: { vi: 'Bản đồ của biểu mẫu', en: 'Map of the form' },
      query: MapQuery,
      hidden: true,
    },
    async (c) => {
      const { draft, others } = await c.transaction(
        async (tx) => {
          const kept = await findDraft(tx, c.query.d, { lock: false });
          if (!kept) throw new AppError('report_draft_gone');
          const found = c.query.at === undefined ? kept : withPosted(kept, c.query.at);
          const half = found.mapKm / 111 / 2;
          const { lat, lon } = found.centre;
          const rows =
            found.mapKm > 6
              ? []
              : await mapRows(tx, {
                  box: { west: lon - half, south: lat - half, east: lon + half, north: lat + half },
                  at: null,
                  limit: 60,
                });
          return { draft: found, others: rows };
        },
        { readOnly: true },
      );
      const units = outlineNear(city.geo, localDate(c.now), draft.centre, draft.mapKm * 0.75);
      const picture = mapPicture({ units, centre: draft.centre, km: draft.mapKm, pin: draft.pin, others });
      return new Answer(200, picture, {
        'content-type': 'image/svg+xml; charset=utf-8',
        'cache-control': 'private, max-age=600',
        'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox",
      });
    },
  );
}
