// The people's pages of data rights: ask, follow, fetch, consent, withdraw. All work without JavaScript.
import { type Static, Type } from 'typebox';
import { AppError } from '@city/kernel/errors';
import { page, redirect, type RequestContext, type Route, view, type View } from '@city/kernel/http';
import { allowAgain, giveConsent, withdrawConsent } from './consents/consent.action.ts';
import { ConsentsPage } from './consents/consents.page.tsx';
import { ownConsents } from './consents/consents.routes.ts';
import { limits } from './limits.ts';
import type { PrivacyCity } from './privacy-city.ts';
import { ask } from './requests/ask.action.ts';
import type { ExportDocument } from './requests/build-export.ts';
import { MyDataPage } from './requests/my-data.page.tsx';
import { MyRequestPage } from './requests/my-request.page.tsx';
import { Id, openExport, own, ownRequest, ownRequests, takeBack } from './requests/own.routes.ts';
import { PrintPage } from './requests/print.page.tsx';
import { kindName } from './requests/words.ts';
import { rightKinds } from './rules/rules-data.ts';
import { styleLink } from './style.routes.tsx';
import type { PrivacyTables } from './tables.ts';

const WithLang = Type.Object({ lang: Type.Optional(Type.String({ maxLength: 5 })) });
const AskForm = Type.Object({
  kind: Type.Optional(Type.String({ maxLength: 20 })),
  words: Type.Optional(Type.String({ maxLength: limits.wordsMax })),
});
const GiveForm = Type.Object({
  purpose: Type.String({ maxLength: 60 }),
  textVersion: Type.String({ maxLength: 40 }),
  agreed: Type.Optional(Type.String({ maxLength: 5 })),
});
const WithdrawForm = Type.Object({ purpose: Type.String({ maxLength: 60 }) });
const AllowForm = Type.Object({ id: Type.String({ maxLength: 60 }) });
type Context<B = unknown, P = unknown> = RequestContext<B, unknown, P, PrivacyTables>;

export function privacyPages(city: PrivacyCity): readonly Route[] {
  return [...dataPages(city), ...requestPages(city), ...consentPages(city)];
}

function dataPages(city: PrivacyCity): readonly Route[] {
  const summary = { vi: 'Dữ liệu của tôi', en: 'My data' };
  return [
    page<PrivacyTables, never, typeof WithLang>(
      { url: '/me/data', permission: own, summary, query: WithLang },
      (c) => dataView(city, c),
    ),
    page<PrivacyTables, typeof AskForm>(
      {
        method: 'POST',
        url: '/me/data',
        permission: own,
        summary,
        body: AskForm,
        limit: { max: limits.asksPerHour, perSeconds: 3600 },
      },
      async (c) => {
        const form: Static<typeof AskForm> = c.body;
        try {
          const kind = rightKinds.find((one) => one === form.kind);
          if (!kind) throw new AppError('invalid_request', { field: 'kind' });
          const asked = await c.transaction((tx) => ask(tx, city, { kind, words: form.words }));
          return redirect(`/me/data/${asked.request_id}`);
        } catch (error) {
          return dataView(city, c, refusalOf(error), form);
        }
      },
    ),
  ];
}

async function dataView(
  city: PrivacyCity,
  c: Pick<Context, 'transaction' | 'actor' | 't' | 'lang'>,
  problem?: AppError,
  asked?: Static<typeof AskForm>,
): Promise<View> {
  const kept = city.m.personalData().map(({ title, tables }) => ({
    title: title[c.lang],
    things: tables.map(({ what, onErase, why }) =>
      onErase === 'kept' && why ? `${what[c.lang]}. ${why[c.lang]}` : what[c.lang],
    ),
  }));
  const content = (
    <MyDataPage
      t={c.t}
      lang={c.lang}
      requests={await ownRequests(c)}
      kept={kept}
      problem={problem?.title[c.lang]}
      asked={asked}
    />
  );
  return discreet(c.t('Dữ liệu của tôi'), content, problem);
}

function requestPages(city: PrivacyCity): readonly Route[] {
  const summary = { vi: 'Một yêu cầu của tôi', en: 'One of my requests' };
  const show = async (c: Context<unknown, Static<typeof Id>>, problem?: AppError) => {
    const request = await ownRequest(city, c, c.params.id);
    const title = kindName(request.kind, c.t);
    return discreet(
      title,
      <MyRequestPage t={c.t} lang={c.lang} request={request} problem={problem?.title[c.lang]} />,
      problem,
    );
  };
  return [
    page<PrivacyTables, never, typeof WithLang, typeof Id>(
      { url: '/me/data/:id', permission: own, summary, params: Id, query: WithLang },
      (c) => show(c as never),
    ),
    page<PrivacyTables, never, typeof WithLang, typeof Id>(
      {
        url: '/me/data/:id/print',
        permission: own,
        summary: { vi: 'Dữ liệu của tôi để in', en: 'My data, to print' },
        params: Id,
        query: WithLang,
      },
      async (c) => {
        const document = JSON.parse((await openExport(city, c, c.params.id)).toString()) as ExportDocument;
        return discreet(
          c.t('Dữ liệu thành phố giữ về bạn'),
          <PrintPage t={c.t} lang={c.lang} document={document} />,
        );
      },
    ),
    page<PrivacyTables, never, never, typeof Id>(
      {
        method: 'POST',
        url: '/me/data/:id/take-back',
        permission: own,
        summary: { vi: 'Rút lại yêu cầu', en: 'Take a request back' },
        params: Id,
      },
      async (c) => {
        try {
          await takeBack(city, c, c.params.id);
        } catch (error) {
          return show(c as never, refusalOf(error));
        }
        return redirect(`/me/data/${c.params.id}`);
      },
    ),
  ];
}

function consentPages(city: PrivacyCity): readonly Route[] {
  const summary = { vi: 'Đồng ý của tôi', en: 'What I agreed to' };
  const show = async (c: Context, problem?: AppError) =>
    discreet(
      c.t('Đồng ý của tôi'),
      <ConsentsPage
        t={c.t}
        lang={c.lang}
        consents={await ownConsents(city, c)}
        problem={problem?.title[c.lang]}
      />,
      problem,
    );
  return [
    page<PrivacyTables, never, typeof WithLang>(
      { url: '/me/consents', permission: own, summary, query: WithLang },
      (c) => show(c as never),
    ),
    page<PrivacyTables, typeof GiveForm>(
      { method: 'POST', url: '/me/consents', permission: own, summary, body: GiveForm },
      async (c) => {
        const { purpose, textVersion, agreed } = c.body;
        const given = { purpose, textVersion, lang: c.lang, agreed: agreed === 'yes', how: 'page' } as const;
        try {
          await c.transaction((tx) => giveConsent(tx, city, given));
        } catch (error) {
          return show(c as never, refusalOf(error));
        }
        return redirect('/me/consents');
      },
    ),
    page<PrivacyTables, typeof WithdrawForm>(
      {
        method: 'POST',
        url: '/me/consents/withdraw',
        permission: own,
        summary: { vi: 'Rút lại đồng ý', en: 'Withdraw consent' },
        body: WithdrawForm,
      },
      async (c) => {
        await c.transaction((tx) => withdrawConsent(tx, city, c.body.purpose));
        return redirect('/me/consents');
      },
    ),
    page<PrivacyTables, typeof AllowForm>(
      {
        method: 'POST',
        url: '/me/consents/allow-again',
        permission: own,
        summary: { vi: 'Cho dùng lại dữ liệu', en: 'Lift a restriction' },
        body: AllowForm,
      },
      async (c) => {
        await c.transaction((tx) => allowAgain(tx, city, c.body.id));
        return redirect('/me/consents');
      },
    ),
  ];
}

/** A form that was refused shows its page again; what is broken or unknown goes to the error page. */
function refusalOf(error: unknown): AppError {
  if (error instanceof AppError && error.status < 500 && error.status !== 404 && error.status !== 401)
    return error;
  throw error;
}

function discreet(title: string, content: unknown, problem?: AppError): View {
  return view(title, content, {
    ...(problem ? { status: problem.status } : {}),
    headers: { 'cache-control': 'no-store' },
    page: { head: styleLink, noIndex: true, hasProblems: problem !== undefined },
  });
}
