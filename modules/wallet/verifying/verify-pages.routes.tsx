// The verifier's pages as routes: they work without JavaScript, and what comes of a check only its asker sees.
import { randomBytes } from 'node:crypto';
import { Type } from 'typebox';
import { AppError } from '@city/kernel/errors';
import { page, redirect, type RequestContext, type Route, type View, view } from '@city/kernel/http';
import { credentialTypes } from '../contract.ts';
import '../errors.ts';
import { LIMITS } from '../limits.ts';
import { styleLink } from '../pages/style.routes.tsx';
import type { PresentationRow, Tables } from '../tables.ts';
import type { Wallet } from '../wallet.ts';
import { ask, hashOf } from './ask.action.ts';
import { readPresentation, takeReturn } from './presentation.store.ts';
import { mayAsk, type Purpose, registeredOn } from './purposes.ts';
import { CheckPage, ChoosePage, claimLabel } from './verify.page.tsx';

export const verifyPermission = 'wallet.verify';
const Id = Type.Object({ id: Type.String({ format: 'uuid' }) });
const AskForm = Type.Object({
  purpose: Type.String({ maxLength: 60 }),
  device: Type.Union([Type.Literal('other'), Type.Literal('same')]),
});
const ReturnQuery = Type.Object({
  response_code: Type.String({ minLength: 20, maxLength: 100 }),
  lang: Type.Optional(Type.String({ maxLength: 5 })),
});

type Context = Pick<
  RequestContext<unknown, unknown, unknown, Tables>,
  'actor' | 'lang' | 't' | 'now' | 'transaction' | 'cookie' | 'setCookie'
>;

/** Ties a check on this machine to the browser that asked (`__Host-` over https). */
const cookieOf = (wallet: Wallet): string =>
  wallet.origin.startsWith('https:') ? '__Host-city_check' : 'city_check';

export function verifyPages(wallet: Wallet): readonly Route[] {
  return [
    page<Tables>(
      {
        url: '/verify',
        permission: verifyPermission,
        summary: { vi: 'Kiểm tra giấy tờ điện tử', en: 'Check credentials' },
      },
      async (c) => choose(wallet, c),
    ),
    page<Tables, typeof AskForm>(
      {
        method: 'POST',
        url: '/verify',
        permission: verifyPermission,
        summary: { vi: 'Tạo yêu cầu kiểm tra', en: 'Ask for a credential' },
        body: AskForm,
        limit: { max: LIMITS.asksPerMinute, perSeconds: 60 },
      },
      async (c) => {
        const sameDevice = c.body.device === 'same';
        const session = sameDevice
          ? (c.cookie(cookieOf(wallet)) ?? randomBytes(32).toString('base64url'))
          : null;
        const asked = await c.transaction((tx) =>
          ask(tx, wallet, { purpose: c.body.purpose, sameDevice, session }),
        );
        if (session !== null) c.setCookie(cookieOf(wallet), session);
        return redirect(`/verify/${asked.id}`);
      },
    ),
    page<Tables, never, never, typeof Id>(
      {
        url: '/verify/:id',
        permission: verifyPermission,
        summary: { vi: 'Kết quả kiểm tra', en: 'What came of a check' },
        params: Id,
      },
      async (c) => {
        const row = await c.transaction((tx) => readPresentation(tx, c.params.id), { readOnly: true });
        if (!row || row.asked_by !== c.actor.id) throw new AppError('wallet_check_unknown');
        // A check on this machine shows itself to the browser that came back with the wallet's code, and to no other.
        if (row.same_device && row.answered_at && !row.returned_at)
          throw new AppError('wallet_check_not_returned');
        return show(wallet, c, row);
      },
    ),
    page<Tables, never, typeof ReturnQuery, typeof Id>(
      {
        url: '/verify/:id/return',
        permission: verifyPermission,
        summary: { vi: 'Trở lại từ ví', en: 'Back from the wallet' },
        params: Id,
        query: ReturnQuery,
        limit: { max: LIMITS.asksPerMinute, perSeconds: 60 },
      },
      async (c) => {
        const session = c.cookie(cookieOf(wallet));
        const given = { responseHash: hashOf(c.query.response_code), sessionHash: hashOf(session ?? '') };
        const row = await c.transaction((tx) => takeReturn(tx, c.params.id, given));
        if (!row) throw new AppError('wallet_check_not_returned');
        return redirect(`/verify/${row.id}`);
      },
    ),
  ];
}

function choose(wallet: Wallet, c: Context): View {
  const purposes = registeredOn(wallet, wallet.today()).filter((one) => mayAsk(one, c.actor));
  const labelsOf = (purpose: Purpose): string =>
    purpose.claims
      .map((path) => claimLabel(credentialTypes(wallet.m).get(purpose.type), path, c.lang).toLowerCase())
      .join(', ');
  const content = <ChoosePage t={c.t} lang={c.lang} purposes={purposes} labelsOf={labelsOf} />;
  return view(c.t('Kiểm tra giấy tờ điện tử'), content, { page: { head: styleLink, noIndex: true } });
}

function show(wallet: Wallet, c: Context, row: PresentationRow): View {
  const purpose = registeredOn(wallet, wallet.today()).find(({ code }) => code === row.purpose);
  const definition = credentialTypes(wallet.m).get(purpose?.type ?? '');
  const answer = row.answer
    ? (JSON.parse(wallet.secrets.answers.open(row.id, row.answer).toString()) as {
        path: string[];
        value: unknown;
      }[])
    : null;
  const shown =
    answer?.map(({ path, value }) => ({
      label: claimLabel(definition, path, c.lang),
      value: Array.isArray(value) ? value.join(', ') : String(value),
    })) ?? null;
  const link = new URLSearchParams({
    client_id: row.client_id,
    request_uri: `${wallet.origin}/wallet/request/${row.id}`,
    request_uri_method: 'post',
  });
  const isOpen = row.outcome === null && row.expires_at > c.now;
  const head = (
    <>
      {styleLink}
      {isOpen ? <meta httpEquiv="refresh" content={String(LIMITS.checkRefreshSeconds)} /> : null}
    </>
  );
  const content = (
    <CheckPage
      t={c.t}
      lang={c.lang}
      row={row}
      purpose={purpose}
      link={`openid4vp://?${link}`}
      now={c.now}
      shown={shown}
    />
  );
  return view(c.t('Kiểm tra giấy tờ điện tử'), content, { page: { head, noIndex: true } });
}
