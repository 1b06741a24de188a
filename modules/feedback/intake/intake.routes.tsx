// The report form as three pages of plain HTML: photo, place and matter, sending. Each step is one post and one redirect.
import type { FieldError } from '@city/kernel/errors';
import { AppError } from '@city/kernel/errors';
import { type Static, Type } from 'typebox';
import { page, redirect, type RequestContext, type Route, view } from '@city/kernel/http';
import { localDate } from '@city/kernel/time';
import { filesReports } from '../cases/behalf.access.ts';
import { fileReport } from '../cases/file.action.ts';
import { receive } from '../cases/intake.ts';
import { publicView } from '../cases/report-detail.ts';
import type { FeedbackTx } from '../cases/report.store.ts';
import { openForReading } from '../cases/step.ts';
import type { FeedbackTables } from '../cases/tables.ts';
import type { NewReport } from '../contract.ts';
import { limits } from '../limits.ts';
import { styleLink } from '../style.routes.tsx';
import type { FeedbackCity } from '../module-city.ts';
import { keepLoose, preparePhotos } from '../photos/take-photos.ts';
import { draftsPerMinute, reportsPerMinute } from '../settings.ts';
import { type DraftData, emptyDraft, newToken } from './draft.ts';
import { findDraft, insertDraft, updateDraft } from './draft.store.ts';
import { DonePage } from './done.page.tsx';
import { draftMapRoute, draftPhotoRoute } from './draft-pictures.routes.ts';
import { PhotoPage } from './photo.page.tsx';
import { Token } from './token.ts';
import { SendPage } from './send.page.tsx';
import { followSame } from '../duplicates/follow-same.action.ts';
import { sameMatters } from '../duplicates/same-matters.ts';
import { bodyOfDraft, sendProps, whereProblems, whereProps } from './form-views.ts';
import { WhereForm, type WhereForm as Where, whereStep } from './where-form.ts';
import { WherePage } from './where.page.tsx';

const anyone = 'public: anyone may report, without an account';
const SendForm = Type.Object({
  d: Type.String({ minLength: 10, maxLength: 40 }),
  idempotencyKey: Type.Optional(Type.String({ maxLength: 200 })),
  contactName: Type.Optional(Type.String({ maxLength: 200 })),
  contactPhone: Type.Optional(Type.String({ maxLength: 60 })),
  contactEmail: Type.Optional(Type.String({ maxLength: 320 })),
  questionToken: Type.Optional(Type.String({ maxLength: 120 })),
  questionAnswer: Type.Optional(Type.String({ maxLength: 20 })),
  /** Code of the report that this one repeats, as the person says; empty for a matter of its own. */
  sameAs: Type.Optional(Type.String({ maxLength: 60 })),
});
/** The token stands in the address: it stays on this site. (`no-referrer` would hide the form's own origin, too.) */
const ownReferrer = { 'referrer-policy': 'same-origin' };
type Context<B = unknown> = RequestContext<B, Static<typeof Token>, unknown, FeedbackTables>;

export function intakeRoutes(city: FeedbackCity): readonly Route[] {
  return [
    page(
      {
        url: '/report',
        permission: anyone,
        representation: filesReports,
        summary: { vi: 'Gửi phản ánh: ảnh', en: 'Report: photo' },
      },
      async (c) => photoStep(city.senders.mark(c)),
    ),
    takePhotosRoute(city),
    page<FeedbackTables, never, typeof Token>(
      {
        url: '/report/where',
        permission: anyone,
        representation: filesReports,
        summary: { vi: 'Gửi phản ánh: ở đâu, việc gì', en: 'Report: where and what' },
        query: Token,
      },
      async (c) =>
        whereView(
          city,
          c as unknown as Context,
          c.query.d,
          await draftOf(c as unknown as Context, c.query.d),
        ),
    ),
    whereRoute(city),
    page<FeedbackTables, never, typeof Token>(
      {
        url: '/report/send',
        permission: anyone,
        representation: filesReports,
        summary: { vi: 'Gửi phản ánh: gửi', en: 'Report: send' },
        query: Token,
      },
      async (c) =>
        sendView(
          city,
          c as unknown as Context,
          c.query.d,
          await draftOf(c as unknown as Context, c.query.d),
          null,
          [],
        ),
    ),
    sendRoute(city),
    doneRoute(city),
    draftMapRoute(city),
    draftPhotoRoute(city),
  ];
}

function photoStep(c: Pick<RequestContext, 't'>, problem?: AppError, lang: 'vi' | 'en' = 'vi') {
  const words = problem?.title[lang];
  return view(c.t('Gửi phản ánh'), <PhotoPage t={c.t} problem={words} />, {
    ...(problem ? { status: problem.status } : {}),
    description: c.t('Chụp ảnh, chỉ chỗ, kể một dòng. Thành phố trả lời đúng hẹn, bạn thấy từng bước.'),
    page: {
      head: styleLink,
      step: { title: c.t('Gửi phản ánh'), backHref: '/' },
      hasProblems: problem !== undefined,
    },
  });
}

/** Step 1: keeps the pictures, and what their camera knows proposes the pin. */
function takePhotosRoute(city: FeedbackCity): Route {
  return page<FeedbackTables>(
    {
      method: 'POST',
      url: '/report',
      permission: anyone,
      representation: filesReports,
      summary: { vi: 'Nhận ảnh', en: 'Take photos' },
      body: Type.Object({}),
      accepts: ['multipart', 'form'],
      bodyLimit: limits.bodyBytes,
      limit: draftsPerMinute,
    },
    async (c) => {
      let prepared: Awaited<ReturnType<typeof preparePhotos>>['prepared'];
      try {
        ({ prepared } = await preparePhotos(city.m.files, { uploads: c.uploads, ids: [] }));
      } catch (error) {
        if (error instanceof AppError && error.status < 500) return photoStep(c, error, c.lang);
        throw error;
      }
      const token = newToken();
      await c.transaction(async (tx) => {
        let draft = emptyDraft(city.rules.bodies.mapCentre);
        for (const image of prepared) {
          const kept = await keepLoose(tx, city.m.files, image);
          draft = withPhoto(
            city,
            draft,
            { id: kept.file_id, lat: kept.lat, lon: kept.lon, takenAt: kept.taken_at },
            tx.now,
          );
        }
        await insertDraft(tx, token, draft);
      });
      return redirect(`/report/where?d=${token}`);
    },
  );
}

function withPhoto(
  city: FeedbackCity,
  draft: DraftData,
  photo: { id: string; lat: number | null; lon: number | null; takenAt: Date | null },
  now: Date,
): DraftData {
  const photos = [...draft.photos, photo.id];
  const age = photo.takenAt === null ? -1 : now.getTime() - photo.takenAt.getTime();
  const isRecent = age >= 0 && age < limits.occurredDaysBack * 86_400_000;
  const takenAt = draft.takenAt ?? (isRecent ? photo.takenAt!.toISOString() : null);
  const place = photo.lat === null || photo.lon === null ? null : { lat: photo.lat, lon: photo.lon };
  const isHere = place !== null && city.geo.units.atPoint(place, localDate(now)).found;
  if (draft.pin !== null || !isHere) return { ...draft, photos, takenAt };
  return { ...draft, photos, takenAt, pin: place, pinFrom: 'photo', centre: place, mapKm: 6 };
}

async function draftOf(c: Pick<Context, 'transaction'>, token: string): Promise<DraftData> {
  const draft = await c.transaction((tx) => findDraft(tx as FeedbackTx, token, { lock: false }), {
    readOnly: true,
  });
  if (!draft) throw new AppError('report_draft_gone');
  return draft;
}

async function whereView(
  city: FeedbackCity,
  c: Context,
  token: string,
  draft: DraftData,
  problems: readonly FieldError[] = [],
) {
  const props = await whereProps(city, c, token, draft, problems);
  return view(c.t('Ở đâu, việc gì'), <WherePage {...props} />, {
    ...(problems.length > 0 ? { status: 422 } : {}),
    headers: ownReferrer,
    page: {
      head: styleLink,
      step: { title: c.t('Gửi phản ánh'), backHref: '/report' },
      hasProblems: problems.length > 0,
      noIndex: true,
    },
  });
}

/** Step 2: whatever was pressed, the texts are kept first. */
function whereRoute(city: FeedbackCity): Route {
  return page<FeedbackTables, typeof WhereForm>(
    {
      method: 'POST',
      url: '/report/where',
      permission: anyone,
      representation: filesReports,
      summary: { vi: 'Ghim và loại việc', en: 'Pin and matter' },
      body: WhereForm,
      accepts: ['form', 'multipart'],
      limit: draftsPerMinute,
    },
    async (c) => {
      const form = c.body as Where;
      const step = await c.transaction(async (tx) => {
        const draft = await findDraft(tx, form.d, { lock: true });
        if (!draft) throw new AppError('report_draft_gone');
        const next = whereStep(draft, form, city.geo, localDate(tx.now));
        await updateDraft(tx, form.d, next.draft);
        return next;
      });
      if (!step.isNext)
        return redirect(`/report/where?d=${form.d}${form.go === 'kind' ? '#kind-1' : '#place'}`);
      const problems = whereProblems(city, step.draft, c.now);
      return problems.length > 0
        ? whereView(city, c as unknown as Context, form.d, step.draft, problems)
        : redirect(`/report/send?d=${form.d}`);
    },
  );
}

async function sendView(
  city: FeedbackCity,
  c: Context,
  token: string,
  draft: DraftData,
  given: Readonly<Record<string, string>> | null,
  problems: readonly FieldError[],
) {
  const contact = given ?? draft.begun?.contact ?? {};
  if (draft.filed) return redirect(`/report/done?d=${token}`);
  if (whereProblems(city, draft, c.now).length > 0) return redirect(`/report/where?d=${token}`);
  const same = await sameMatters(city, c, bodyOfDraft(draft), draft.photos);
  const props = { ...sendProps(city, c, token, draft, contact, problems), lang: c.lang, same };
  return view(c.t('Xem lại rồi gửi'), <SendPage {...props} />, {
    ...(problems.length > 0 ? { status: 422 } : {}),
    headers: ownReferrer,
    page: {
      head: styleLink,
      step: { title: c.t('Gửi phản ánh'), backHref: `/report/where?d=${token}` },
      hasProblems: problems.length > 0,
      noIndex: true,
    },
  });
}

/** Step 3: files the report once, however often the button is pressed. */
function sendRoute(city: FeedbackCity): Route {
  return page<FeedbackTables, typeof SendForm>(
    {
      method: 'POST',
      url: '/report/send',
      permission: anyone,
      representation: filesReports,
      summary: { vi: 'Gửi', en: 'Send' },
      body: SendForm,
      accepts: ['form', 'multipart'],
      limit: reportsPerMinute(city.m.config),
    },
    async (c) => {
      const { d: token, idempotencyKey: _key, sameAs, ...contact } = c.body;
      const draft = await draftOf(c as unknown as Context, token);
      if (draft.filed) return redirect(`/report/done?d=${token}`);
      try {
        const body = {
          ...bodyOfDraft(draft),
          ...(draft.device ? { device: draft.device } : {}),
          ...contact,
          kind: draft.kind ?? 'phan_anh',
          photos: [...draft.photos],
        } as unknown as NewReport;
        const { made, photos } = await receive(city, {
          body,
          uploads: [],
          actor: c.actor,
          lang: c.lang,
          channel: draft.begun?.channel ?? 'web',
          now: c.now,
          sender: (phone) => city.senders.of(c, phone),
        });
        await c.transaction(async (tx) => {
          const locked = await findDraft(tx, token, { lock: true });
          if (!locked) throw new AppError('report_draft_gone');
          if (locked.filed) return;
          const { report } = await fileReport(tx, city.m.files, made, photos);
          if (sameAs) await followSame(tx, city, report, sameAs);
          await updateDraft(tx, token, {
            ...locked,
            fields: {},
            filed: { code: report.tracking_code, reportId: report.report_id },
          });
        });
      } catch (error) {
        if (!(error instanceof AppError) || error.status >= 500 || error.errors.length === 0) throw error;
        return sendView(
          city,
          c as unknown as Context,
          token,
          draft,
          contact as Record<string, string>,
          error.errors,
        );
      }
      return redirect(`/report/done?d=${token}`);
    },
  );
}

function doneRoute(city: FeedbackCity): Route {
  return page<FeedbackTables, never, typeof Token>(
    { url: '/report/done', permission: anyone, summary: { vi: 'Đã gửi', en: 'Sent' }, query: Token },
    async (c) => {
      const { filed } = await draftOf(c as unknown as Context, c.query.d);
      if (!filed) return redirect(`/report/where?d=${c.query.d}`);
      const key = city.keys.keyOf(filed.reportId);
      const { report, isTold } = await c.transaction(
        async (tx) => {
          const opened = await openForReading(tx, city, filed.code, { key });
          return { report: await publicView(tx, city, opened.report), isTold: opened.report.has_reporter };
        },
        { readOnly: true },
      );
      return view(
        c.t('Đã gửi phản ánh'),
        <DonePage
          t={c.t}
          lang={c.lang}
          report={report}
          ownUrl={`${report.url}?key=${key}`}
          isTold={isTold}
        />,
        {
          headers: ownReferrer,
          page: { head: styleLink, noIndex: true, draftClear: 'report' },
        },
      );
    },
  );
}
