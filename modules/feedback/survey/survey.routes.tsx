// The survey by its link, and the leader's list of unsatisfied answers.
import { type Static, type TSchema, Type } from 'typebox';
import { collection, page, type RequestContext, type Route, route, view } from '@city/kernel/http';
import type { FeedbackTables } from '../cases/tables.ts';
import { TrackingCode } from '../contract.ts';
import { limits } from '../limits.ts';
import type { FeedbackCity } from '../module-city.ts';
import { bodyRef } from '../cases/report-view.ts';
import { styleLink } from '../style.routes.tsx';
import { answerSurvey, openSurvey, reviewSurvey, type OpenedSurvey } from './answer.action.ts';
import { type SurveyKeys, surveyKeys } from './survey-key.ts';
import { type Fixed, fixedAnswers, openReviews, reviewOutcomes } from './survey.store.ts';
import { SurveyPage, ThanksPage } from './survey.page.tsx';

const byLink = 'public: the link in the message carries the key of this one survey';
const Code = Type.Object({ code: Type.String({ maxLength: 60 }) });
const Look = Type.Object({
  key: Type.Optional(Type.String({ maxLength: 100 })),
  lang: Type.Optional(Type.String({ maxLength: 5 })),
});
const Form = Type.Object({
  key: Type.String({ maxLength: 100 }),
  fixed: Type.Optional(Type.String({ maxLength: 10 })),
  score: Type.Optional(Type.Integer({ minimum: 1, maximum: 5 })),
  words: Type.Optional(Type.String({ maxLength: limits.surveyWordsMax })),
});
const OrNull = <S extends TSchema>(schema: S) => Type.Union([schema, Type.Null()]);
const Words = Type.Object({ vi: Type.String(), en: Type.String() });
const Review = Type.Object({
  trackingCode: Type.String(),
  service: Words,
  body: Type.Object({ code: Type.String(), name: Words }),
  answeredAt: Type.String({ format: 'date-time' }),
  fixed: Type.Enum([...fixedAnswers]),
  score: Type.Integer({ minimum: 1, maximum: 5 }),
  words: OrNull(Type.String()),
});
const ReviewInput = Type.Object(
  { outcome: Type.Enum([...reviewOutcomes]), words: Type.String({ maxLength: limits.reasonMax }) },
  { additionalProperties: false },
);
const ReviewCode = Type.Object({ code: TrackingCode });
const limit = { max: 60, perSeconds: 60 } as const;

export function surveyRoutes(city: FeedbackCity): readonly Route[] {
  const keys = surveyKeys(city.m.config);
  return [askRoute(city, keys), answerRoute(city, keys), reviewsRoute(city), reviewRoute(city)];
}

function askRoute(city: FeedbackCity, keys: SurveyKeys): Route {
  return page<FeedbackTables, never, typeof Look, typeof Code>(
    {
      url: '/reports/:code/survey',
      permission: byLink,
      summary: { vi: 'Khảo sát sau bốn tuần', en: 'The survey, four weeks later' },
      params: Code,
      query: Look,
      limit,
    },
    async (c) => {
      const opened = await c.transaction(
        (tx) => openSurvey(tx, city, keys, { code: c.params.code, key: c.query.key, lock: false }),
        { readOnly: true },
      );
      return formView(city, c, opened, { key: c.query.key ?? '' });
    },
  );
}

function answerRoute(city: FeedbackCity, keys: SurveyKeys): Route {
  return page<FeedbackTables, typeof Form, TSchema, typeof Code>(
    {
      method: 'POST',
      url: '/reports/:code/survey',
      permission: byLink,
      summary: { vi: 'Trả lời khảo sát', en: 'Answer the survey' },
      params: Code,
      body: Form,
      limit,
    },
    async (c) => {
      const { key, score, words } = c.body;
      const fixed = fixedAnswers.find((one) => one === c.body.fixed);
      const link = { code: c.params.code, key };
      if (fixed === undefined || score === undefined) {
        const opened = await c.transaction((tx) => openSurvey(tx, city, keys, { ...link, lock: false }), {
          readOnly: true,
        });
        return formView(city, c, opened, c.body);
      }
      const isUnsatisfied = await c.transaction(async (tx) => {
        const opened = await openSurvey(tx, city, keys, { ...link, lock: true });
        return answerSurvey(tx, city, opened, { fixed, score, words });
      });
      const thanks = <ThanksPage t={c.t} lang={c.lang} code={c.params.code} isUnsatisfied={isUnsatisfied} />;
      return view(c.t('Cảm ơn bạn'), thanks, quiet(false));
    },
  );
}

type Given = {
  readonly key: string;
  readonly fixed?: string;
  readonly score?: number;
  readonly words?: string;
};

/** The form; what is missing is said when something was sent. */
function formView(
  city: FeedbackCity,
  c: Pick<RequestContext, 't' | 'lang' | 'request'> & { params: Static<typeof Code> },
  { report }: OpenedSurvey,
  { key, ...given }: Given,
) {
  const isSent = c.request.method === 'POST';
  const missing = [
    ...(given.fixed === undefined || !fixedAnswers.includes(given.fixed as Fixed)
      ? [{ fieldId: 'fixed-1', message: c.t('Chọn một câu trả lời.') }]
      : []),
    ...(given.score === undefined ? [{ fieldId: 'score', message: c.t('Chọn một mức hài lòng.') }] : []),
  ];
  const problems = isSent ? missing : [];
  const content = (
    <SurveyPage
      t={c.t}
      lang={c.lang}
      code={report.tracking_code}
      surveyKey={key}
      matter={city.rules.catalogue.any(report.service)?.name[c.lang] ?? report.service}
      words={report.words_public.slice(0, 300)}
      closedAt={report.closed_at}
      given={given}
      problems={problems}
    />
  );
  return view(c.t('Việc bạn báo đã thật sự xong chưa?'), content, {
    ...(isSent ? { status: 400 } : {}),
    ...quiet(problems.length > 0),
  });
}

/** The key stands in the address: it stays on this site, and no search engine keeps the page. */
function quiet(hasProblems: boolean) {
  return {
    headers: { 'referrer-policy': 'same-origin' },
    page: { head: styleLink, noIndex: true, hasProblems },
  };
}

function reviewsRoute(city: FeedbackCity): Route {
  return route<FeedbackTables>(
    {
      method: 'GET',
      url: '/api/desk/surveys',
      permission: 'feedback.survey.review',
      tags: ['desk'],
      summary: { vi: 'Câu trả lời chưa hài lòng', en: 'Unsatisfied answers to the survey' },
      response: { 200: collection(Review) },
    },
    (c) =>
      c.transaction(async (tx) => {
        const post = c.actor.post;
        const body = post?.role === 'coordinator' ? null : (post?.body ?? '');
        const rows = await openReviews(tx, body, limits.surveyReviewsShown);
        for (const row of rows)
          tx.trail({
            action: 'report.survey.read',
            object: { type: 'report', id: row.report_id },
            detail: { trackingCode: row.tracking_code },
          });
        const items = rows.map((row) => ({
          trackingCode: row.tracking_code,
          service: city.rules.catalogue.any(row.service)?.name ?? { vi: row.service, en: row.service },
          body: bodyRef(city.bodies, row.body_code),
          answeredAt: row.answered_at.toISOString(),
          fixed: row.fixed,
          score: row.score,
          words: row.words,
        }));
        return { items, next: null };
      }),
  );
}

function reviewRoute(city: FeedbackCity): Route {
  return route<FeedbackTables, typeof ReviewInput, TSchema, typeof ReviewCode>(
    {
      method: 'POST',
      url: '/api/desk/surveys/:code/review',
      permission: 'feedback.survey.review',
      tags: ['desk'],
      summary: { vi: 'Quyết định về câu trả lời chưa hài lòng', en: 'Decide about an unsatisfied answer' },
      params: ReviewCode,
      body: ReviewInput,
      response: { 200: Type.Object({ outcome: Type.Enum([...reviewOutcomes]) }) },
      idempotent: true,
    },
    (c) =>
      c.transaction(async (tx) => {
        await reviewSurvey(tx, city, { code: c.params.code, ...c.body });
        return { outcome: c.body.outcome };
      }),
  );
}
