// The steps of a report as interfaces: the office's own, and those of the person who filed it.
import { type Static, type TSchema, Type } from 'typebox';
import type { Representation } from '@city/kernel/access';
import type { Bilingual } from '@city/kernel/errors';
import { Answer, type Route, type RequestContext, route } from '@city/kernel/http';
import {
  AcceptInput,
  AssignInput,
  CloseInput,
  limits,
  RateInput,
  ReopenInput,
  ReportView,
  ResolveInput,
  ReturnInput,
  StartInput,
  TrackingCode,
} from '../contract.ts';
import type { FeedbackCity } from '../module-city.ts';
import { checkPlaces } from '../handling/evidence.ts';
import { preparePhotos, takePhotos } from '../photos/take-photos.ts';
import { filesReports } from './behalf.access.ts';
import { acceptReport } from './accept.action.ts';
import { assignReport } from './assign.action.ts';
import { closeReport } from './close.action.ts';
import { rateReport } from './rate.action.ts';
import { rejectReport } from './reject.action.ts';
import { reopenReport } from './reopen.action.ts';
import { publicView } from './report-detail.ts';
import type { FeedbackTx } from './report.store.ts';
import { resolveReport } from './resolve.action.ts';
import { returnReport } from './return.action.ts';
import { startWork } from './start.action.ts';
import { type Opened, openForStep } from './step.ts';
import type { FeedbackTables, ReportRow } from './tables.ts';

const Code = Type.Object({ code: TrackingCode });
type StepContext<B extends TSchema> = RequestContext<Static<B>, unknown, Static<typeof Code>, FeedbackTables>;

export interface StepRoute<B extends TSchema> {
  readonly verb: string;
  readonly summary: Bilingual;
  readonly body: B;
  readonly take: (tx: FeedbackTx, opened: Opened, body: Static<B>) => Promise<ReportRow>;
}

/** Only who filed a report may do these; the step itself asks for the key or the account. */
const byReporter = 'public: the step itself asks for the key or the account of whoever filed the report';

export function stepRoutes(city: FeedbackCity): readonly Route[] {
  const office = <B extends TSchema>(step: StepRoute<B>) => stepRoute(city, 'feedback.report.handle', step);
  const reporter = <B extends TSchema>(step: StepRoute<B>) => stepRoute(city, byReporter, step, filesReports);
  return [
    office({
      verb: 'accept',
      summary: { vi: 'Tiếp nhận', en: 'Accept' },
      body: AcceptInput,
      take: acceptReport,
    }),
    office({
      verb: 'assign',
      summary: {
        vi: 'Giao người, hoặc chuyển cơ quan khác',
        en: 'Assign to an officer, or hand over to another body',
      },
      body: AssignInput,
      take: (tx, opened, body) => assignReport(tx, city.bodies, opened, body),
    }),
    office({
      verb: 'start',
      summary: { vi: 'Bắt đầu làm', en: 'Start work' },
      body: StartInput,
      take: startWork,
    }),
    resolveRoute(city),
    office({
      verb: 'return',
      summary: { vi: 'Trả lại điều phối viên', en: 'Return to the coordinator' },
      body: ReturnInput,
      take: (tx, opened, body) => returnReport(tx, city.rules, opened, body),
    }),
    office({
      verb: 'reject',
      summary: { vi: 'Từ chối, có lý do', en: 'Reject with a reason' },
      body: ReturnInput,
      take: (tx, opened, body) => rejectReport(tx, city.rules, opened, body),
    }),
    reporter({
      verb: 'close',
      summary: { vi: 'Xong, khép việc lại', en: 'Close' },
      body: CloseInput,
      take: closeReport,
    }),
    reporter({
      verb: 'reopen',
      summary: { vi: 'Đề nghị xem lại', en: 'Reopen' },
      body: ReopenInput,
      take: (tx, opened, body) => reopenReport(tx, city, opened, body),
    }),
    reporter({
      verb: 'rate',
      summary: { vi: 'Chấm mức hài lòng', en: 'Rate the answer' },
      body: RateInput,
      take: (tx, opened, body) => rateReport(tx, city, opened, body),
    }),
  ];
}

export function stepRoute<B extends TSchema>(
  city: FeedbackCity,
  permission: string,
  step: StepRoute<B>,
  representation?: Representation,
): Route {
  return route<FeedbackTables, B, TSchema, typeof Code>(
    {
      ...address(step.verb, permission, step.summary),
      params: Code,
      body: step.body,
      ...(representation ? { representation } : {}),
    },
    (c) => runStep(city, c as unknown as StepContext<B>, step.take),
  );
}

/** Resolving takes pictures too: as files of a form, or by ids of pictures stored before. */
function resolveRoute(city: FeedbackCity): Route {
  return route<FeedbackTables, typeof ResolveInput, TSchema, typeof Code>(
    {
      ...address('resolve', 'feedback.report.handle', { vi: 'Trả lời', en: 'Resolve with an answer' }),
      params: Code,
      body: ResolveInput,
      accepts: ['json', 'form', 'multipart'],
      bodyLimit: limits.bodyBytes,
    },
    async (c) => {
      const given = await preparePhotos(city.m.files, { uploads: c.uploads, ids: c.body.photos ?? [] });
      return runStep<typeof ResolveInput>(city, c, async (tx, opened, body) => {
        await checkPlaces(tx, opened, given);
        const isPublic = opened.report.visibility === 'public';
        const photos = await takePhotos(tx, city.m.files, given, isPublic);
        return resolveReport(tx, city.rules, opened, { words: body.words, photos });
      });
    },
  );
}

export function address(verb: string, permission: string, summary: Bilingual) {
  return {
    method: 'POST',
    url: `/api/reports/:code/${verb}`,
    permission,
    summary,
    response: { 200: ReportView },
    idempotent: true,
    tags: ['reports'],
  } as const;
}

export function runStep<B extends TSchema>(
  city: FeedbackCity,
  c: StepContext<B>,
  take: StepRoute<B>['take'],
): Promise<Answer> {
  const key = (c.body as { key?: string } | undefined)?.key;
  return c.transaction(async (tx) => {
    const opened = await openForStep(tx, city, c.params.code, {
      key,
      version: seenVersion(c.request.headers['if-match']),
    });
    const report = await take(tx, opened, c.body);
    return new Answer(200, await publicView(tx, city, report), { etag: `"${report.version}"` });
  });
}

/** The version in `If-Match: "3"`; `*` and nothing ask for none. An unreadable tag fits no version. */
function seenVersion(header: string | undefined): number | undefined {
  if (header === undefined || header.trim() === '*') return undefined;
  const found = /^(?:W\/)?"?(\d{1,9})"?$/.exec(header.trim());
  return found ? Number(found[1]) : -1;
}
