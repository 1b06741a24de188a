// The routes of the password, of the second step, and of getting back in.
import { Type } from 'typebox';
import { AppError } from '@city/kernel/errors';
import { type Answer, page, redirect, type RequestContext, type Route, type View } from '@city/kernel/http';
import type { ModuleContext } from '@city/kernel/module';
import '../errors.ts';
import { identityOf } from '../identity.ts';
import { LIMITS } from '../limits.ts';
import { readReturnTo } from '../sign-in/return-to.ts';
import type { Tables } from '../tables.ts';
import { notSignedInView } from './code.page.tsx';
import { asSignIn, goOn } from './code.routes.ts';
import { lookAtProof } from './proof.store.ts';
import { browserOf } from './passkey.routes.ts';
import { passwordView, recoverView, secondView } from './second.page.tsx';
import { secondShown, sendSecond, trySecond } from './second.action.ts';
import { type SecretOutcome, tryPassword, tryRecoveryCode } from './secret-sign-in.action.ts';

const permission = 'public: whoever is not signed in yet must be able to begin';
const limit = { max: 60, perSeconds: 60 };
const way = {
  return_to: Type.Optional(Type.String({ maxLength: 2048 })),
  level: Type.Optional(Type.Integer({ minimum: 1, maximum: 4 })),
};
const Secret = Type.Optional(Type.String({ maxLength: 2048 }));

function returnOf(text: string | undefined): string {
  const returnTo = readReturnTo(text);
  if (returnTo === null) throw new AppError('return_to_refused', { field: 'return_to' });
  return returnTo;
}

type Context = Pick<RequestContext, 'cookie' | 'setCookie' | 't' | 'request' | 'address' | 'lang'>;

export function secondRoutes(m: ModuleContext<Tables>): readonly Route[] {
  return [...passwordRoutes(m), ...recoverRoutes(m), ...stepRoutes(m)];
}

function passwordRoutes(m: ModuleContext<Tables>): readonly Route[] {
  const summary = { vi: 'Đăng nhập bằng mật khẩu', en: 'Sign in with a password' };
  const url = '/sign-in/password';
  return [
    page({ url, permission, limit, summary, query: Type.Object(way) }, async (c) =>
      passwordView({ t: c.t, returnTo: returnOf(c.query.return_to), level: c.query.level ?? 1 }),
    ),
    page(
      {
        method: 'POST',
        url,
        permission,
        limit,
        summary,
        body: Type.Object({
          ...way,
          login: Type.Optional(Type.String({ maxLength: 254 })),
          password: Secret,
        }),
      },
      async (c) => {
        const { login = '', password: secret = '', level = 1 } = c.body;
        const returnTo = returnOf(c.body.return_to);
        const proof = { purpose: 'sign_in' as const, returnTo, level, lang: c.lang };
        const outcome = await tryPassword(m, {
          login,
          secret,
          address: c.address,
          browser: browserOf(m, c),
          proof,
        });
        const problem = c.t('Số hoặc mật khẩu chưa đúng.');
        return outcome === 'wrong'
          ? passwordView({ t: c.t, returnTo, level, login, problem })
          : onward(m, c, outcome);
      },
    ),
  ];
}

function onward(
  m: ModuleContext<Tables>,
  c: Context,
  outcome: Exclude<SecretOutcome, 'wrong'>,
): View | Answer {
  const identity = identityOf(m);
  c.setCookie(identity.proofCookie, outcome.token, { maxAgeSeconds: LIMITS.attemptSeconds });
  return goOn(identity, c, outcome.next);
}

function recoverRoutes(m: ModuleContext<Tables>): readonly Route[] {
  const summary = { vi: 'Lấy lại tài khoản', en: 'Get back into the account' };
  const url = '/sign-in/recover';
  return [
    page({ url, permission, limit, summary }, async (c) => recoverView(c.t)),
    page(
      {
        method: 'POST',
        url,
        permission,
        limit,
        summary,
        body: Type.Object({
          login: Type.Optional(Type.String({ maxLength: 254 })),
          code: Type.Optional(Type.String({ maxLength: 40 })),
        }),
      },
      async (c) => {
        const { login = '', code: secret = '' } = c.body;
        const proof = { purpose: 'sign_in' as const, returnTo: '/me/security', level: 1, lang: c.lang };
        const tried = { login, secret, address: c.address, browser: browserOf(m, c), proof };
        const outcome = await tryRecoveryCode(m, tried);
        const problem = c.t('Số hoặc mã dự phòng chưa đúng, hoặc mã đã dùng rồi.');
        return outcome === 'wrong' ? recoverView(c.t, problem, login) : onward(m, c, outcome);
      },
    ),
  ];
}

function stepRoutes(m: ModuleContext<Tables>): readonly Route[] {
  const summary = { vi: 'Bước xác nhận thứ hai', en: 'The second step' };
  const url = '/sign-in/second';
  const identity = identityOf(m);
  return [
    page({ url, permission, limit, summary }, async (c) => {
      const shown = await m.db.transaction(asSignIn, async (tx) =>
        secondShown(tx, identity, await lookAtProof(tx, c.cookie(identity.proofCookie))),
      );
      return shown ? secondView({ t: c.t, ...shown }) : notSignedInView(c.t, 'over');
    }),
    page(
      {
        method: 'POST',
        url,
        permission,
        limit,
        summary,
        body: Type.Object({
          totp: Type.Optional(Type.String({ maxLength: 20 })),
          password: Secret,
          send: Type.Optional(Type.String({ format: 'uuid' })),
        }),
      },
      async (c) => {
        const token = c.cookie(identity.proofCookie);
        if (c.body.send !== undefined) {
          const isSent = await sendSecond(m, { address: c.address }, token, c.body.send);
          return isSent ? redirect('/sign-in/code') : notSignedInView(c.t, 'over');
        }
        const typed =
          c.body.password === undefined
            ? { field: 'totp' as const, text: c.body.totp ?? '' }
            : { field: 'password' as const, text: c.body.password };
        const outcome = await trySecond(m, token, typed, browserOf(m, c));
        if (outcome === 'over' || outcome === 'burnt') return notSignedInView(c.t, outcome);
        if ('next' in outcome) return goOn(identity, c, outcome);
        const message =
          typed.field === 'totp'
            ? c.t('Mã chưa đúng, đã dùng rồi, hoặc đã hết hạn.')
            : c.t('Mật khẩu chưa đúng.');
        return secondView({ t: c.t, ...outcome.shown, problem: { field: typed.field, message } });
      },
    ),
  ];
}
