// The way in: to the provider, back from it, and what people see when it did not work.
import { Type } from 'typebox';
import { system } from '@city/kernel/access';
import { AppError } from '@city/kernel/errors';
import { type Answer, page, redirect, type RequestContext, type Route, type View } from '@city/kernel/http';
import type { ModuleContext } from '@city/kernel/module';
import '../errors.ts';
import { type Identity, identityOf } from '../identity.ts';
import { LIMITS } from '../limits.ts';
import { readClaims } from '../people/claims.ts';
import { acrValuesFrom, type AuthenticationLevel } from '../people/levels.ts';
import { deviceOf } from '../sessions/device.ts';
import type { Tables } from '../tables.ts';
import { wayIn } from '../mandates/way-in.ts';
import { type Attempt, readAttempts, writeAttempts } from './attempts.ts';
import { ProviderAway } from './provider.ts';
import { Declined, NotGenuine } from './relying-party.ts';
import { ownOrigin, readReturnTo } from './return-to.ts';
import { OtherPerson, recordRefusal, type Refusal, signIn } from './sign-in.action.ts';
import { refusalView } from './sign-in.page.tsx';

const short = () => Type.Optional(Type.String({ maxLength: 2048 }));
const limit = { max: 300, perSeconds: 60 };

export function signInRoutes(m: ModuleContext<Tables>): readonly Route[] {
  return [
    page(
      {
        url: '/sign-in/vneid',
        permission: 'public: whoever is not signed in yet must be able to begin',
        summary: {
          vi: 'Đăng nhập bằng tài khoản định danh quốc gia',
          en: 'Sign in with the national identity',
        },
        query: Type.Object({
          return_to: short(),
          level: Type.Optional(Type.Integer({ minimum: 1, maximum: 4 })),
          lang: short(),
        }),
        limit,
      },
      (c) => begin(m, c),
    ),
    page(
      {
        url: '/sign-in/callback',
        permission: 'public: the provider sends people back here, signed in or not',
        summary: { vi: 'Trở lại từ tài khoản định danh quốc gia', en: 'Back from the national identity' },
        query: Type.Object({
          code: short(),
          state: short(),
          iss: short(),
          error: short(),
          error_description: short(),
        }),
        limit,
      },
      (c) => finish(m, c, c.query.state),
    ),
  ];
}

type Context = Pick<RequestContext, 'lang' | 't' | 'now' | 'path' | 'request' | 'cookie' | 'setCookie'>;

async function begin(
  m: ModuleContext<Tables>,
  c: Context & { readonly query: { readonly return_to?: string; readonly level?: number } },
): Promise<View | Answer> {
  const identity = identityOf(m);
  const returnTo = readReturnTo(c.query.return_to);
  if (returnTo === null) throw new AppError('return_to_refused', { field: 'return_to' });
  const level = (c.query.level ?? 1) as AuthenticationLevel;
  const rules = identity.rulesNow();
  try {
    // Two factors are asked for in any case, so that officials need not come twice; only an explicit level is insisted on.
    const acrValues = acrValuesFrom(
      rules,
      Math.max(level, rules.postsNeedAuthenticationLevel) as AuthenticationLevel,
    );
    const redirectUri = `${ownOrigin(m.publicUrl, c.request.host)}/sign-in/callback`;
    const { url, secrets } = await identity.relyingParty.begin({
      redirectUri,
      scope: rules.scope,
      acrValues,
      language: c.lang,
    });
    const attempt: Attempt = {
      ...secrets,
      returnTo,
      level,
      expiresAt: c.now.getTime() + LIMITS.attemptSeconds * 1000,
    };
    keepAttempts(identity, c, [...openAttempts(identity, c), attempt]);
    return redirect(url.href);
  } catch (error) {
    if (!(error instanceof ProviderAway)) throw error;
    m.log.warn({ reason: reasonOf(error) }, 'the identity provider is away');
    return refusalView(c.t, 'provider_away', returnTo);
  }
}

async function finish(
  m: ModuleContext<Tables>,
  c: Context,
  state: string | undefined,
): Promise<View | Answer> {
  const identity = identityOf(m);
  const attempts = openAttempts(identity, c);
  const attempt = attempts.find((one) => one.state === state);
  if (!attempt) return refuse(m, c, 'unknown_attempt', '/');
  // Used up before the answer is looked at: it works once, whatever comes of it.
  keepAttempts(
    identity,
    c,
    attempts.filter((one) => one !== attempt),
  );
  try {
    const raw = await identity.relyingParty.finish(
      new URL(c.path, ownOrigin(m.publicUrl, c.request.host)),
      attempt,
    );
    const proven = readClaims(identity.rulesNow(), raw, c.now);
    if ('unbelievable' in proven) {
      m.log.warn({ reason: proven.unbelievable }, 'the claims of a sign-in cannot be believed');
      return await refuse(m, c, 'not_believable', attempt.returnTo);
    }
    if (proven.authenticationLevel < attempt.level)
      return await refuse(m, c, 'too_weak', attempt.returnTo, attempt.level);
    const needs = { db: m.db, settings: identity.settings, rulesOn: identity.rulesOn };
    const { token, personId } = await signIn(needs, proven, {
      previousToken: c.cookie(identity.sessionCookie),
      device: deviceOf(c.request.headers['user-agent']),
    });
    identity.sessions.changed();
    c.setCookie(identity.sessionCookie, token, {});
    const onwards = await m.db.transaction(
      system('identity.sign-in'),
      (tx) => wayIn(tx, identity.mandateRulesOn, personId, attempt.returnTo),
      { readOnly: true },
    );
    return redirect(onwards);
  } catch (error) {
    const refusal = refusalOf(error);
    if (refusal === null) throw error;
    m.log.warn({ reason: reasonOf(error), refusal }, 'a sign-in did not succeed');
    return refuse(m, c, refusal, attempt.returnTo);
  }
}

function refusalOf(error: unknown): Refusal | null {
  if (error instanceof Declined) return 'declined';
  if (error instanceof NotGenuine) return 'not_genuine';
  if (error instanceof ProviderAway) return 'provider_away';
  if (error instanceof OtherPerson) return 'other_person';
  return null;
}

/** What went wrong, by messages and codes only: causes may carry claims of the person, which never reach a log. */
function reasonOf(error: unknown): string {
  const parts: string[] = [];
  for (let at = error; at instanceof Error && parts.length < 5; at = at.cause) {
    parts.push([at.message, (at as { code?: string }).code].filter(Boolean).join(' '));
  }
  return parts.join(': ').slice(0, 500);
}

async function refuse(
  m: ModuleContext<Tables>,
  c: Context,
  refusal: Refusal,
  returnTo: string,
  level?: AuthenticationLevel,
): Promise<View> {
  await recordRefusal(m.db, refusal);
  return refusalView(c.t, refusal, returnTo, level);
}

function openAttempts(identity: Identity, c: Context): readonly Attempt[] {
  return readAttempts(identity.attemptKey, c.cookie(identity.attemptCookie), c.now);
}

function keepAttempts(identity: Identity, c: Context, attempts: readonly Attempt[]): void {
  if (attempts.length === 0) return c.setCookie(identity.attemptCookie, '', { maxAgeSeconds: 0 });
  c.setCookie(identity.attemptCookie, writeAttempts(identity.attemptKey, attempts), {
    maxAgeSeconds: LIMITS.attemptSeconds,
  });
}
