// The hotline's interface: who calls, what helps while typing, and filing what the caller says.
import { AppError } from '@city/kernel/errors';
import { created, type Route, route } from '@city/kernel/http';
import { localDate } from '@city/kernel/time';
import { normalPhone } from '../../cases/contact.ts';
import { fileReport } from '../../cases/file.action.ts';
import { receive } from '../../cases/intake.ts';
import { itemsOf } from '../../cases/reports.routes.ts';
import type { ReportBundle } from '../../cases/report.store.ts';
import type { FeedbackTables } from '../../cases/tables.ts';
import { spellTrackingCode } from '../../cases/tracking-code.ts';
import type { NewReport } from '../../contract.ts';
import { termsFor } from '../../deadlines/deadline.ts';
import { thresholdsOf } from '../../duplicates/duplicate-data.ts';
import { alikeItems } from '../../duplicates/duplicates.routes.ts';
import { findAlike } from '../../duplicates/find-duplicates.ts';
import { followSame } from '../../duplicates/follow-same.action.ts';
import { limits } from '../../limits.ts';
import type { FeedbackCity } from '../../module-city.ts';
import { route as routeOf } from '../../routing/routing.ts';
import { suggestService, weigh } from '../../services/catalogue.ts';
import { accessReportsOfPhone } from './caller.access.ts';
import {
  Caller,
  CallerQuestion,
  Help,
  type Help as Helped,
  HelpQuery,
  HotlineFiled,
  HotlineReport,
} from './hotline-schemas.ts';
import { offerPlaces } from './place-offers.ts';

const permission = 'feedback.hotline.take';
const tags = ['hotline'];

export function hotlineRoutes(city: FeedbackCity): readonly Route[] {
  return [callerRoute(city), helpRoute(city), fileRoute(city)];
}

function callerRoute(city: FeedbackCity): Route {
  return route<FeedbackTables, typeof CallerQuestion>(
    {
      method: 'POST',
      url: '/api/desk/hotline/caller',
      permission,
      tags,
      summary: { vi: 'Các việc người gọi đã báo', en: 'Earlier reports of a caller' },
      body: CallerQuestion,
      response: { 200: Caller },
    },
    async (c) => {
      const phone = normalPhone(c.body.phone);
      if (phone === null) throw new AppError('report_phone_invalid', { field: '/phone' });
      const { purpose } = c.body;
      return city.m.db.transaction({ ...c.actor, purpose }, async (tx) => {
        const found = await accessReportsOfPhone(tx, phone, purpose, limits.pageItems);
        return {
          phone,
          name: found.find(({ name }) => name !== null)?.name ?? null,
          reports: await itemsOf(
            tx,
            city,
            found.map(({ report }) => report),
          ),
        };
      });
    },
  );
}

function helpRoute(city: FeedbackCity): Route {
  return route<FeedbackTables, never, typeof HelpQuery>(
    {
      method: 'GET',
      url: '/api/desk/hotline/help',
      permission,
      tags,
      summary: {
        vi: 'Gợi ý khi đang ghi: loại việc, chỗ, việc trùng',
        en: 'Help while typing: service, place, alike reports',
      },
      query: HelpQuery,
      response: { 200: Help },
    },
    (c) =>
      c.transaction(
        async (tx): Promise<Helped> => {
          const { words = '', place = '', service: chosen, kind = 'phan_anh', lat, lon } = c.query;
          const day = localDate(tx.now);
          const services = city.rules.catalogue.list(day);
          const suggested = suggestService(services, words);
          const service = services.find(({ code }) => code === chosen) ?? suggested;
          const point = lat === undefined || lon === undefined ? null : { lat, lon };
          const where = point && city.geo.units.atPoint(point, day);
          const weight = service && weigh(service, words);
          const offered = await offerPlaces(tx, city, place);
          const matter = service && weight && { service: service.code, severity: weight.severity, kind };
          const next =
            where?.found && matter
              ? routeOf(city.rules.routing, city.rules.bodies, {
                  ...matter,
                  day,
                  unit: where.unit,
                  district: where.district,
                })
              : null;
          const terms = matter && termsFor(city.rules.deadlines, city.calendar, matter, tx.now);
          const question = { key: 'new', words, filedAt: tx.now, photoIds: [] };
          const alike =
            point && service
              ? await findAlike(
                  tx,
                  city,
                  { ...question, ...point, service: service.code, address: place || null },
                  thresholdsOf(city.rules.duplicates, tx.now).suggest,
                )
              : [];
          return {
            service: suggested?.code ?? null,
            urgent: [...(weight?.because ?? [])],
            ...offered,
            unit: where?.found
              ? {
                  code: where.unit.code,
                  name: where.unit.name,
                  kind: where.unit.kind,
                  validFrom: where.unit.validFrom,
                }
              : null,
            body: next?.holder.name[c.lang] ?? null,
            dueAt: terms?.dueAt.toISOString() ?? null,
            alike: await alikeItems(tx, city, alike.slice(0, limits.sameShown)),
          };
        },
        { readOnly: true },
      ),
  );
}

function fileRoute(city: FeedbackCity): Route {
  return route<FeedbackTables, typeof HotlineReport>(
    {
      method: 'POST',
      url: '/api/desk/hotline/reports',
      permission,
      tags,
      summary: { vi: 'Ghi phản ánh thay người gọi', en: 'File a report for a caller' },
      body: HotlineReport,
      response: { 201: HotlineFiled },
      idempotent: true,
      bodyLimit: limits.jsonBytes,
    },
    async (c) => {
      const { caller, sameAs, ...body } = c.body as typeof c.body & Record<string, unknown>;
      const { made, photos } = await receive(city, {
        body: { ...body, ...(caller ? { contact: caller } : {}) } as unknown as NewReport,
        uploads: [],
        actor: c.actor,
        lang: 'vi',
        channel: 'hotline',
        now: c.now,
        onBehalf: true,
      });
      return c.transaction(async (tx) => {
        const filed = await fileReport(tx, city.m.files, made, photos);
        if (sameAs) await followSame(tx, city, filed.report, sameAs);
        return filedAnswer(city, filed, sameAs ?? null);
      });
    },
  );
}

function filedAnswer(city: FeedbackCity, { report, reporter }: ReportBundle, follows: string | null) {
  return created(`/api/reports/${report.tracking_code}`, {
    trackingCode: report.tracking_code,
    spelled: spellTrackingCode(report.tracking_code),
    url: `/reports/${report.tracking_code}`,
    body: city.bodies.show(report.body_code).name.vi,
    dueAt: report.due_at?.toISOString() ?? null,
    isTold: reporter?.phone !== null && reporter?.phone !== undefined,
    follows,
  });
}
