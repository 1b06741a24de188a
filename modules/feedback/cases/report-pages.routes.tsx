// The people's pages of single reports: the public page, the forms on it, and the live line behind it.
import { PassThrough } from 'node:stream';
import { type Static, Type } from 'typebox';
import { AppError } from '@city/kernel/errors';
import { Answer, page, redirect, type RequestContext, type Route, route, view } from '@city/kernel/http';
import { localDate } from '@city/kernel/time';
import { answerQuestion } from '../handling/waiting.action.ts';
import { type EventFacts, limits } from '../contract.ts';
import { styleLink } from '../style.routes.tsx';
import { TransferredPage } from '../transfer/transferred.page.tsx';
import type { FeedbackCity } from '../module-city.ts';
import { HiddenNotice } from '../moderation/hidden-notice.part.tsx';
import { hiddenBecause } from '../moderation/moderation.store.ts';
import { filesReports, followsReports } from './behalf.access.ts';
import { outlineNear } from './city-outline.ts';
import { rateReport } from './rate.action.ts';
import { publicView } from './report-detail.ts';
import { CasePage } from './report.page.tsx';
import { reopenReport } from './reopen.action.ts';
import type { FeedbackTx } from './report.store.ts';
import { type Opened, openForReading, openForStep, readCode } from './step.ts';
import type { FeedbackTables } from './tables.ts';

const anyone = 'public: reports are handled in the open; who reported is not shown';
const Code = Type.Object({ code: Type.String({ maxLength: 60 }) });
const Look = Type.Object({
  key: Type.Optional(Type.String({ maxLength: 100 })),
  lang: Type.Optional(Type.String({ maxLength: 5 })),
});
const RateForm = Type.Object({
  score: Type.Integer({ minimum: 1, maximum: 5 }),
  words: Type.Optional(Type.String({ maxLength: limits.reasonMax })),
  key: Type.Optional(Type.String({ maxLength: 100 })),
});
const ReopenForm = Type.Object({
  reason: Type.String({ minLength: 3, maxLength: limits.reasonMax }),
  key: Type.Optional(Type.String({ maxLength: 100 })),
});

const AnswerForm = Type.Object({
  words: Type.String({ minLength: limits.wordsMin, maxLength: limits.answerMax }),
  key: Type.Optional(Type.String({ maxLength: 100 })),
});

export function reportPages(city: FeedbackCity): readonly Route[] {
  return [
    page<FeedbackTables, never, typeof Look, typeof Code>(
      {
        url: '/reports/:code',
        permission: anyone,
        representation: followsReports,
        summary: { vi: 'Một phản ánh', en: 'One report' },
        params: Code,
        query: Look,
      },
      async (c) => {
        const code = readCode(city.rules, c.params.code);
        // One address for each report: a code typed loosely leads to its printed form.
        if (code !== c.params.code)
          return redirect(`/reports/${code}${c.query.key ? `?key=${encodeURIComponent(c.query.key)}` : ''}`);
        return show(city, c, { key: c.query.key });
      },
    ),
    page<FeedbackTables, typeof RateForm, typeof Look, typeof Code>(
      {
        method: 'POST',
        url: '/reports/:code/rate',
        permission: anyone,
        representation: filesReports,
        summary: { vi: 'Chấm mức hài lòng', en: 'Rate' },
        params: Code,
        body: RateForm,
      },
      (c) => act(city, c, (tx, opened) => rateReport(tx, city, opened, c.body)),
    ),
    page<FeedbackTables, typeof ReopenForm, typeof Look, typeof Code>(
      {
        method: 'POST',
        url: '/reports/:code/reopen',
        permission: anyone,
        representation: filesReports,
        summary: { vi: 'Đề nghị xem lại', en: 'Reopen' },
        params: Code,
        body: ReopenForm,
      },
      (c) => act(city, c, (tx, opened) => reopenReport(tx, city, opened, c.body)),
    ),
    page<FeedbackTables, typeof AnswerForm, typeof Look, typeof Code>(
      {
        method: 'POST',
        url: '/reports/:code/answer',
        permission: anyone,
        representation: filesReports,
        summary: { vi: 'Trả lời câu hỏi của cơ quan', en: 'Answer the question of the office' },
        params: Code,
        body: AnswerForm,
      },
      (c) => act(city, c, (tx, opened) => answerQuestion(tx, opened, c.body)),
    ),
    liveRoute(city),
  ];
}

type CaseContext = Pick<
  RequestContext<unknown, unknown, Static<typeof Code>, FeedbackTables>,
  'transaction' | 'params' | 't' | 'lang' | 'now'
>;

async function show(
  city: FeedbackCity,
  c: CaseContext,
  how: { key?: string | undefined; problem?: string | undefined; status?: number },
) {
  const { report, isMine, isHidden, reason } = await c.transaction(
    async (tx) => {
      const opened = await openForReading(tx, city, c.params.code, { key: how.key });
      const hidden = opened.report.visibility === 'hidden';
      return {
        report: await publicView(tx, city, opened.report),
        isMine: opened.who.includes('reporter'),
        isHidden: hidden,
        reason: hidden ? await hiddenBecause(tx, opened.report.report_id) : null,
      };
    },
    { readOnly: true },
  );
  if (report.state === 'transferred')
    return view(
      c.t('Việc của bạn đi đường riêng'),
      <TransferredPage t={c.t} lang={c.lang} report={report} />,
      {
        headers: { 'referrer-policy': 'same-origin', 'cache-control': 'no-store' },
        page: { noIndex: true },
      },
    );
  const mapKm = widthToShow(city, report.unit.code, report.unit.validFrom);
  const units = outlineNear(city.geo, localDate(c.now), report, mapKm);
  const content = (
    <>
      {isHidden && <HiddenNotice t={c.t} reason={reason} />}
      <CasePage
        t={c.t}
        lang={c.lang}
        report={report}
        units={units}
        mapKm={mapKm}
        isMine={isMine}
        reporterKey={isMine ? how.key : undefined}
        problem={how.problem}
      />
    </>
  );
  return view(report.title[c.lang], content, {
    ...(how.status === undefined ? {} : { status: how.status }),
    description: report.words.slice(0, 160),
    // The reporter's key stands in the address: it stays on this site.
    headers: { 'referrer-policy': 'same-origin' },
    page: {
      head: styleLink,
      breadcrumbs: [{ href: '/reports', name: c.t('Phản ánh') }, { name: report.trackingCode }],
      hasProblems: how.problem !== undefined,
      noIndex: how.key !== undefined,
    },
  });
}

/** Twice the unit's breadth in kilometres, between a quarter and a district. */
function widthToShow(city: FeedbackCity, code: string, validFrom: string): number {
  const areaKm2 = city.geo.units.byCode(code, validFrom)?.areaKm2 ?? 25;
  return Math.min(Math.max(2 * Math.sqrt(areaKm2), 4), 24);
}

/** A form of the page: done, back to the page; refused, the page again with the reason on top. */
async function act(
  city: FeedbackCity,
  c: CaseContext & { body: { key?: string } },
  take: (tx: FeedbackTx, opened: Opened) => Promise<unknown>,
) {
  const { key } = c.body;
  try {
    await c.transaction(async (tx) => take(tx, await openForStep(tx, city, c.params.code, { key })));
  } catch (error) {
    if (!(error instanceof AppError) || error.status >= 500 || error.status === 404) throw error;
    return show(city, c, { key, problem: error.title[c.lang], status: error.status });
  }
  return redirect(
    `/reports/${readCode(city.rules, c.params.code)}${key ? `?key=${encodeURIComponent(key)}` : ''}#rate`,
  );
}

const heartbeatMilliseconds = 20_000;
const mostLines = 2_000;
let lines = 0;

/** Says "step" whenever this report moves, so that its open pages fetch themselves anew. */
function liveRoute(city: FeedbackCity): Route {
  return route<FeedbackTables, never, typeof Look, typeof Code>(
    {
      method: 'GET',
      url: '/api/reports/:code/live',
      permission: anyone,
      tags: ['reports'],
      summary: { vi: 'Luồng tin của một phản ánh (SSE)', en: 'Live line of one report (server-sent events)' },
      params: Code,
      query: Look,
      streams: 'text/event-stream',
    },
    async (c) => {
      const code = readCode(city.rules, c.params.code);
      if (lines >= mostLines) throw new AppError('overloaded', { retryAfterSeconds: 10 });
      const stream = new PassThrough();
      lines++;
      const leave = city.m.tail.listen((event) => {
        const facts = event.data as Partial<EventFacts>;
        if (facts.trackingCode === code)
          stream.write(`event: step\ndata: ${JSON.stringify({ seq: facts.seq, state: facts.state })}\n\n`);
      });
      const heartbeat = setInterval(() => stream.write(': alive\n\n'), heartbeatMilliseconds);
      const close = once(() => {
        clearInterval(heartbeat);
        leave();
        lines--;
        stream.end();
      });
      stream.once('close', close);
      c.request.raw.once('close', close);
      stream.write('retry: 2000\n\nevent: ready\ndata: {}\n\n');
      return new Answer(200, stream, {
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-store',
        'x-accel-buffering': 'no',
      });
    },
  );
}

function once(run: () => void): () => void {
  let done = false;
  return () => {
    if (done) return;
    done = true;
    run();
  };
}
