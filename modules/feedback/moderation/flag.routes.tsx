// How people object: an interface, a page that works without any script, and the small question for those who send much.
import { type Static, Type } from 'typebox';
import { AppError, type FieldError } from '@city/kernel/errors';
import { Answer, page, redirect, type RequestContext, type Route, route, view } from '@city/kernel/http';
import { publicView } from '../cases/report-detail.ts';
import { openForStep, openForReading } from '../cases/step.ts';
import type { FeedbackTx } from '../cases/report.store.ts';
import type { FeedbackTables } from '../cases/tables.ts';
import { limits, TrackingCode } from '../contract.ts';
import type { FeedbackCity } from '../module-city.ts';
import { styleLink } from '../style.routes.tsx';
import { type FlagInput, flagReport } from './flag.action.ts';
import { FlaggedPage, FlagPage } from './flag.page.tsx';
import { flagReasons } from './flag-reasons.ts';
import { moderationRule } from './moderation-data.ts';

const anyone = 'public: anyone may say that something should not be public, without an account';
const Code = Type.Object({ code: TrackingCode });
const FlagBody = Type.Object(
  {
    why: Type.Enum(flagReasons),
    words: Type.Optional(Type.String({ maxLength: limits.reasonMax })),
    photo: Type.Optional(Type.String({ maxLength: 100, description: 'Id of the picture that is meant' })),
  },
  { additionalProperties: false },
);
/** What a browser may send: a page tells what is missing instead of an error. */
const FlagForm = Type.Object({
  why: Type.Optional(Type.String({ maxLength: 20 })),
  words: Type.Optional(Type.String({ maxLength: limits.reasonMax })),
  photo: Type.Optional(Type.String({ maxLength: 100 })),
});
const Done = Type.Object({
  done: Type.Optional(Type.String({ maxLength: 1 })),
  lang: Type.Optional(Type.String({ maxLength: 5 })),
});
const perMinute = { max: limits.flagsPerMinute, perSeconds: 60 } as const;
type Context = RequestContext<unknown, unknown, Static<typeof Code>, FeedbackTables>;

export function flagRoutes(city: FeedbackCity): readonly Route[] {
  return [flagRoute(city), questionRoute(city), formRoute(city), sendFormRoute(city)];
}

/** One flag for each person, else for each device. */
function flag(city: FeedbackCity, c: Context, input: FlagInput): Promise<void> {
  const keys = city.senders.of(c, null);
  return c.transaction(async (tx: FeedbackTx) => {
    const { report } = await openForStep(tx, city, c.params.code);
    if (report.visibility !== 'public') throw new AppError('report_not_found', { field: 'code' });
    await flagReport(tx, city, report, {
      ...input,
      flagger: keys.person ?? city.senders.deviceOf(c),
      address: city.senders.addressOf(c),
    });
  });
}

function flagRoute(city: FeedbackCity): Route {
  return route<FeedbackTables, typeof FlagBody, never, typeof Code>(
    {
      method: 'POST',
      url: '/api/reports/:code/flags',
      permission: anyone,
      tags: ['reports'],
      summary: { vi: 'Báo nội dung không nên công khai', en: 'Flag a report or picture as abusive' },
      params: Code,
      body: FlagBody,
      response: { 201: Type.Object({ flagged: Type.Boolean() }) },
      limit: perMinute,
    },
    async (c) => {
      await flag(city, c as unknown as Context, c.body);
      return new Answer(201, { flagged: true });
    },
  );
}

function questionRoute(city: FeedbackCity): Route {
  return route(
    {
      method: 'GET',
      url: '/api/reports/question',
      permission: 'public: who is asked a question must be able to read it',
      tags: ['reports'],
      summary: { vi: 'Câu hỏi nhỏ cho người gửi nhiều', en: 'The small question for those who send much' },
      response: {
        200: Type.Object({
          token: Type.String(),
          words: Type.Object({ vi: Type.String(), en: Type.String() }),
        }),
      },
      limit: perMinute,
    },
    async (c) => {
      const { questionMinutes } = moderationRule(city.rules.moderation, 'senders', c.now);
      return new Answer(200, city.questions.ask(c.now, questionMinutes), { 'cache-control': 'no-store' });
    },
  );
}

function formRoute(city: FeedbackCity): Route {
  return page<FeedbackTables, never, typeof Done, typeof Code>(
    {
      url: '/reports/:code/flag',
      permission: anyone,
      summary: { vi: 'Báo nội dung không nên công khai', en: 'Flag a report' },
      params: Code,
      query: Done,
    },
    async (c) => {
      city.senders.mark(c);
      if (c.query.done === '1')
        return view(c.t('Cảm ơn bạn đã báo'), <FlaggedPage t={c.t} code={c.params.code} />, {
          page: { noIndex: true },
        });
      return form(city, c as unknown as Context, {}, []);
    },
  );
}

async function form(
  city: FeedbackCity,
  c: Context,
  given: Static<typeof FlagForm>,
  problems: readonly FieldError[],
) {
  const report = await c.transaction(
    async (tx: FeedbackTx) => publicView(tx, city, (await openForReading(tx, city, c.params.code)).report),
    { readOnly: true },
  );
  const content = (
    <FlagPage
      t={c.t}
      code={report.trackingCode}
      title={report.title[c.lang]}
      photos={report.photos.map(({ id, thumbnailUrl: url }) => ({ id, url }))}
      given={given}
      problems={problems.map(({ pointer, message }) => ({
        fieldId: pointer === '/why' ? 'why-1' : pointer === '/photo' ? 'photo-1' : pointer.slice(1),
        message: message[c.lang],
      }))}
    />
  );
  return view(c.t('Điều gì không nên công khai?'), content, {
    ...(problems.length > 0 ? { status: 422 } : {}),
    page: { head: styleLink, noIndex: true, hasProblems: problems.length > 0 },
  });
}

function sendFormRoute(city: FeedbackCity): Route {
  return page<FeedbackTables, typeof FlagForm, never, typeof Code>(
    {
      method: 'POST',
      url: '/reports/:code/flag',
      permission: anyone,
      summary: { vi: 'Báo nội dung không nên công khai', en: 'Flag a report' },
      params: Code,
      body: FlagForm,
      limit: perMinute,
    },
    async (c) => {
      const { words, photo } = c.body;
      const why = flagReasons.find((one) => one === c.body.why);
      try {
        if (!why) throw new AppError('flag_reason_missing', { field: '/why' });
        await flag(city, c as unknown as Context, { why, words, photo });
      } catch (error) {
        // Who has said it before is thanked again: nothing is left to mend.
        const isRepeated = error instanceof AppError && error.code === 'report_flagged_already';
        if (
          error instanceof AppError &&
          error.status < 500 &&
          error.errors.length > 0 &&
          error.status !== 404
        )
          return form(city, c as unknown as Context, c.body, error.errors);
        if (!isRepeated) throw error;
      }
      return redirect(`/reports/${encodeURIComponent(c.params.code)}/flag?done=1`);
    },
  );
}
