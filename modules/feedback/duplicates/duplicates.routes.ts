// What is probably the same: for whoever is about to send, and for the office; merging and taking apart.
import { Type } from 'typebox';
import type { Bilingual } from '@city/kernel/errors';
import { type Route, route } from '@city/kernel/http';
import { limits, ReportItem, TrackingCode } from '../contract.ts';
import type { FeedbackCity } from '../module-city.ts';
import { type FeedbackTx, photosOf } from '../cases/report.store.ts';
import { reportItem } from '../cases/report-view.ts';
import { openForReading } from '../cases/step.ts';
import { stepRoute } from '../cases/steps.routes.ts';
import type { FeedbackTables } from '../cases/tables.ts';
import { thresholdsOf } from './duplicate-data.ts';
import { type Alike, findAlike } from './find-duplicates.ts';
import { mergeReport, unmergeReport } from './merge.action.ts';

const strict = { additionalProperties: false } as const;
const Reason = Type.String({ minLength: 3, maxLength: limits.reasonMax, pattern: '\\S' });
const Key = Type.Optional(Type.String({ maxLength: 100 }));
const MergeInput = Type.Object({ master: TrackingCode, reason: Reason, key: Key }, strict);
const UnmergeInput = Type.Object({ reason: Reason, key: Key }, strict);

export const AlikeItem = Type.Object({
  report: ReportItem,
  score: Type.Number({ minimum: 0, maximum: 1, description: 'How alike, 0 to 1' }),
  metres: Type.Integer({ minimum: 0 }),
  photoUrl: Type.Union([Type.String(), Type.Null()], { description: 'Large enough to decide by' }),
});
export type AlikeItem = import('typebox').Static<typeof AlikeItem>;
const AlikeList = Type.Object({ items: Type.Array(AlikeItem), next: Type.Null() });

const NearbyQuery = Type.Object({
  lat: Type.Number({ minimum: -90, maximum: 90 }),
  lon: Type.Number({ minimum: -180, maximum: 180 }),
  service: Type.String({ minLength: 1, maxLength: 64 }),
  words: Type.Optional(Type.String({ maxLength: limits.wordsMax })),
});

const bothSides =
  'public: the step itself asks for the key or account of the reporter, or the post of the office';
const words = (vi: string, en: string): Bilingual => ({ vi, en });

export function duplicateRoutes(city: FeedbackCity): readonly Route[] {
  return [
    nearbyRoute(city),
    alikeRoute(city),
    stepRoute(city, bothSides, {
      verb: 'merge',
      summary: words('Gộp vào một việc đã có', 'Merge into an earlier report'),
      body: MergeInput,
      take: mergeReport,
    }),
    stepRoute(city, bothSides, {
      verb: 'unmerge',
      summary: words('Tách thành việc riêng', 'Make it a report of its own again'),
      body: UnmergeInput,
      take: unmergeReport,
    }),
  ];
}

function nearbyRoute(city: FeedbackCity): Route {
  return route<FeedbackTables, never, typeof NearbyQuery>(
    {
      method: 'GET',
      url: '/api/reports/nearby',
      permission: 'public: public reports near a place, to see whether it was reported already',
      tags: ['reports'],
      summary: words('Việc có thể trùng quanh một chỗ', 'Reports near a place that are probably the same'),
      query: NearbyQuery,
      response: { 200: AlikeList },
    },
    (c) =>
      c.transaction(
        async (tx) => {
          const { lat, lon, service, words: text = '' } = c.query;
          const question = { key: 'new', lat, lon, service, words: text, filedAt: tx.now, photoIds: [] };
          const found = await findAlike(
            tx,
            city,
            question,
            thresholdsOf(city.rules.duplicates, tx.now).suggest,
          );
          return { items: await alikeItems(tx, city, found.slice(0, limits.alikeShown)), next: null };
        },
        { readOnly: true },
      ),
  );
}

const Code = Type.Object({ code: TrackingCode });

function alikeRoute(city: FeedbackCity): Route {
  return route<FeedbackTables, never, import('typebox').TSchema, typeof Code>(
    {
      method: 'GET',
      url: '/api/desk/reports/:code/alike',
      permission: 'feedback.desk.read',
      tags: ['desk'],
      summary: words('Việc có thể trùng với việc này', 'Reports that are probably the same as this one'),
      params: Code,
      response: { 200: AlikeList },
    },
    (c) =>
      c.transaction(
        async (tx) => {
          const { report } = await openForReading(tx, city, c.params.code);
          const own = (await photosOf(tx, [report.report_id])).filter(({ role }) => role === 'before');
          const question = {
            key: report.report_id,
            lat: report.lat,
            lon: report.lon,
            service: report.service,
            words: report.words_public,
            address: report.address,
            filedAt: report.filed_at,
            photoIds: own.map(({ file_id: id }) => id),
          };
          const found = await findAlike(
            tx,
            city,
            question,
            thresholdsOf(city.rules.duplicates, tx.now).suggest,
          );
          return { items: await alikeItems(tx, city, found.slice(0, limits.alikeShown)), next: null };
        },
        { readOnly: true },
      ),
  );
}

/** Public items with a picture to decide by. */
export async function alikeItems(
  tx: FeedbackTx,
  city: FeedbackCity,
  found: readonly Alike[],
): Promise<AlikeItem[]> {
  const pictured = found.filter(({ report }) => report.photo_n > 0).map(({ report }) => report.report_id);
  const photos = Map.groupBy(await photosOf(tx, pictured), (photo) => photo.report_id);
  return found.map(({ report, score, metres }) => {
    const own = photos.get(report.report_id) ?? [];
    const first = own.find(({ role }) => role === 'before') ?? own[0];
    return {
      report: reportItem(city.around, report, own, tx.now),
      score: Math.round(score * 100) / 100,
      metres,
      photoUrl: first ? city.around.photoUrl(first, 'medium') : null,
    };
  });
}
