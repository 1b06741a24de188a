// Pictures as offices need them: copies also while hidden, a new public copy with regions covered, the original for a stated purpose.
import { type TSchema, Type } from 'typebox';
import { isId } from '@city/kernel/database';
import { AppError, type Bilingual } from '@city/kernel/errors';
import { imageAnswer, isVariant } from '@city/kernel/files';
import { Answer, type RequestContext, type Route, route } from '@city/kernel/http';
import { TrackingCode } from '../contract.ts';
import { coordinates, holds } from '../cases/step.ts';
import type { FeedbackTables, ReportRow } from '../cases/tables.ts';
import type { FeedbackCity } from '../module-city.ts';
import { coverPhoto, originalToCover, tidyRegions } from './cover.action.ts';
import { CoverInput, LookView } from './moderation-schemas.ts';
import { mayModerate, reportOf, viewAgain } from './moderation.routes.ts';
import { type LookedPhoto, photoLook } from './photo-look.store.ts';

const tags = ['moderation'];
const words = (vi: string, en: string): Bilingual => ({ vi, en });
const PhotoAddress = Type.Object({ code: TrackingCode, id: Type.String({ maxLength: 100 }) });
const CopyAddress = Type.Object({ ...PhotoAddress.properties, variant: Type.String({ maxLength: 20 }) });
const CopyQuery = Type.Object({ v: Type.Optional(Type.String({ maxLength: 10 })) });
const Purpose = Type.Object({
  purpose: Type.String({ minLength: 5, maxLength: 200, pattern: '\\S', description: 'Goes onto the trail' }),
});

export function lookPhotoRoutes(city: FeedbackCity): readonly Route[] {
  return [copyRoute(city), coverRoute(city), originalRoute(city)];
}

function copyRoute(city: FeedbackCity): Route {
  return route<FeedbackTables, never, typeof CopyQuery, typeof CopyAddress>(
    {
      method: 'GET',
      url: '/api/desk/reports/:code/photos/:id/:variant',
      permission: 'feedback.desk.read',
      tags,
      summary: words('Ảnh của phản ánh, cả khi đang ẩn', 'A picture of a report, also while it is hidden'),
      params: CopyAddress,
      query: CopyQuery,
      streams: 'image/webp',
    },
    async (c) => {
      const { code, id, variant } = c.params;
      if (!isId(id) || !isVariant(variant)) throw new AppError('not_found');
      const image = await c.transaction(
        async (tx) => {
          const report = await reportOf(tx, city, code);
          const photo = await photoLook(tx, report.report_id, id);
          if (!photo || !mayLook(c, report, photo)) throw new AppError('not_found');
          return city.m.files.openVariant(tx, id, variant);
        },
        { readOnly: true },
      );
      return imageAnswer(image, { isPublic: false, known: c.request.headers['if-none-match'] });
    },
  );
}

/** Moderators see every picture, the office at work those that are not hidden one by one; unknown and forbidden look the same. */
function mayLook(
  c: Pick<RequestContext, 'actor' | 'decide'>,
  report: ReportRow,
  photo: Pick<LookedPhoto, 'is_hidden'>,
): boolean {
  if (c.decide(mayModerate).allow) return true;
  return !photo.is_hidden && (holds(c.actor, report.body_code) || coordinates(c.actor));
}

/** Three steps: read the original (on the trail), make the copies outside of any transaction, put them in place. */
function coverRoute(city: FeedbackCity): Route {
  const { files } = city.m;
  return route<FeedbackTables, typeof CoverInput, TSchema, typeof PhotoAddress>(
    {
      method: 'POST',
      url: '/api/desk/moderation/:code/photos/:id/cover',
      permission: mayModerate,
      tags,
      summary: words('Che vùng ảnh trên bản công khai', 'Cover regions of the public copy'),
      params: PhotoAddress,
      body: CoverInput,
      response: { 200: LookView },
    },
    async (c) => {
      const { code, id } = c.params;
      if (!isId(id)) throw new AppError('report_photo_unknown', { field: 'id' });
      const regions = tidyRegions(c.body.regions);
      const original = await city.m.db.transaction(c.actor, async (tx) =>
        originalToCover(tx, files, await reportOf(tx, city, code), id),
      );
      const copies = await files.prepareCovered(id, original, regions);
      const { old, view } = await c.transaction(async (tx) => {
        const report = await reportOf(tx, city, code, true);
        const reason = c.body.reason?.trim();
        const replaced = await coverPhoto(tx, files, report, {
          copies,
          regions,
          ...(reason ? { reason } : {}),
        });
        return { old: replaced, view: await viewAgain(tx, city, report) };
      });
      await files.drop(old);
      return new Answer(200, view);
    },
  );
}

function originalRoute(city: FeedbackCity): Route {
  return route<FeedbackTables, never, typeof Purpose, typeof PhotoAddress>(
    {
      method: 'GET',
      url: '/api/desk/reports/:code/photos/:id/original',
      permission: 'feedback.original.read',
      tags,
      summary: words('Ảnh gốc, có nêu lý do', 'The original picture, for a stated purpose'),
      params: PhotoAddress,
      query: Purpose,
      streams: 'image/jpeg',
    },
    async (c) => {
      const { code, id } = c.params;
      if (!isId(id)) throw new AppError('not_found');
      const original = await c.transaction(async (tx) => {
        const report = await reportOf(tx, city, code);
        if (!(await photoLook(tx, report.report_id, id))) throw new AppError('not_found');
        return city.m.files.openOriginal(tx, id, c.query.purpose, { reason: `post ${c.actor.post?.role}` });
      });
      return new Answer(200, original.data, {
        'content-type': original.contentType,
        'cache-control': 'no-store',
        'content-security-policy': "default-src 'none'; sandbox",
        'content-disposition': `attachment; filename="${id}-original"`,
      });
    },
  );
}
