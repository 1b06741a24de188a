// The interface behind the passkey buttons: options and answers for signing in and for adding one.
import { Type } from 'typebox';
import { type RequestContext, type Route, route } from '@city/kernel/http';
import { AppError } from '@city/kernel/errors';
import type { ModuleContext } from '@city/kernel/module';
import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server';
import '../errors.ts';
import { identityOf } from '../identity.ts';
import { LIMITS } from '../limits.ts';
import { deviceOf } from '../sessions/device.ts';
import { ownOrigin, readReturnTo } from '../sign-in/return-to.ts';
import type { Tables } from '../tables.ts';
import { beginPasskey, finishPasskey } from './add-passkey.action.ts';
import { beginPasskeySignIn, finishPasskeySignIn } from './passkey.action.ts';
import { requireChange } from './step-up.ts';

const Text = (most: number) => Type.String({ maxLength: most });
const Options = Type.Object({ options: Type.Record(Type.String(), Type.Unknown()) });
/** The browser's answer in the standard's JSON form; what is in it is checked by the WebAuthn library. */
const Credential = Type.Object({
  id: Type.String({ minLength: 1, maxLength: 1400, pattern: '^[A-Za-z0-9_-]+$' }),
  rawId: Text(1400),
  type: Type.Literal('public-key'),
  authenticatorAttachment: Type.Optional(Type.Union([Text(40), Type.Null()])),
  clientExtensionResults: Type.Record(Type.String(), Type.Unknown(), { maxProperties: 20 }),
  response: Type.Record(
    Type.String(),
    Type.Union([Text(20_000), Type.Integer(), Type.Null(), Type.Array(Text(40), { maxItems: 20 })]),
    { maxProperties: 20 },
  ),
});
const tags = ['identity'];
const limit = { max: 60, perSeconds: 60 };

type Asked = Pick<RequestContext, 'request' | 'cookie'>;

export function passkeyRoutes(m: ModuleContext<Tables>): readonly Route[] {
  return [...signInRoutes(m), ...ownRoutes(m)];
}

const placeOf = (m: ModuleContext<Tables>, c: Asked) => ({ origin: ownOrigin(m.publicUrl, c.request.host) });

export const browserOf = (m: ModuleContext<Tables>, c: Asked) => ({
  device: deviceOf(c.request.headers['user-agent']),
  previousToken: c.cookie(identityOf(m).sessionCookie),
});

function signInRoutes(m: ModuleContext<Tables>): readonly Route[] {
  const identity = identityOf(m);
  const permission = 'public: whoever is not signed in yet must be able to begin';
  return [
    route(
      {
        method: 'POST',
        url: '/api/sign-in/passkey/options',
        permission,
        tags,
        limit,
        summary: { vi: 'Bắt đầu đăng nhập bằng khóa truy cập', en: 'Begin to sign in with a passkey' },
        body: Type.Object({
          returnTo: Type.Optional(Text(LIMITS.returnToCharacters)),
          level: Type.Optional(Type.Integer({ minimum: 1, maximum: 4 })),
        }),
        response: { 200: Options },
      },
      async (c) => {
        const returnTo = readReturnTo(c.body.returnTo);
        if (returnTo === null) throw new AppError('return_to_refused', { field: 'returnTo' });
        const begin = { returnTo, level: c.body.level ?? 1, lang: c.lang };
        const { options, token } = await beginPasskeySignIn(m, placeOf(m, c), begin);
        c.setCookie(identity.proofCookie, token, { maxAgeSeconds: LIMITS.attemptSeconds });
        return { options };
      },
    ),
    route(
      {
        method: 'POST',
        url: '/api/sign-in/passkey',
        permission,
        tags,
        limit,
        summary: { vi: 'Đăng nhập bằng khóa truy cập', en: 'Sign in with a passkey' },
        body: Type.Object({ credential: Credential }),
        response: { 200: Type.Object({ location: Type.String() }) },
      },
      async (c) => {
        const answer = c.body.credential as unknown as AuthenticationResponseJSON;
        const proof = c.cookie(identity.proofCookie);
        c.setCookie(identity.proofCookie, '', { maxAgeSeconds: 0 });
        const done = await finishPasskeySignIn(m, placeOf(m, c), {
          proofToken: proof,
          answer,
          browser: browserOf(m, c),
        });
        c.setCookie(identity.sessionCookie, done.session, {});
        return { location: done.returnTo };
      },
    ),
  ];
}

function ownRoutes(m: ModuleContext<Tables>): readonly Route[] {
  const identity = identityOf(m);
  const permission = 'identity.self';
  return [
    route(
      {
        method: 'POST',
        url: '/api/me/passkeys/options',
        permission,
        tags,
        limit,
        summary: { vi: 'Bắt đầu thêm khóa truy cập', en: 'Begin to add a passkey' },
        body: Type.Object({}),
        response: { 200: Options },
      },
      async (c) => {
        await requireChange(m, identity, c);
        const { options, token } = await beginPasskey(m, placeOf(m, c), c.actor, c.lang);
        c.setCookie(identity.proofCookie, token, { maxAgeSeconds: LIMITS.attemptSeconds });
        return { options };
      },
    ),
    route(
      {
        method: 'POST',
        url: '/api/me/passkeys',
        permission,
        tags,
        limit,
        summary: { vi: 'Thêm khóa truy cập', en: 'Add a passkey' },
        body: Type.Object({ credential: Credential }),
        response: { 200: Type.Object({ id: Type.String() }) },
      },
      async (c) => {
        const { highestLevel } = await requireChange(m, identity, c);
        const answer = c.body.credential as unknown as RegistrationResponseJSON;
        const name = deviceOf(c.request.headers['user-agent']) ?? c.t('Thiết bị này');
        const proof = c.cookie(identity.proofCookie);
        c.setCookie(identity.proofCookie, '', { maxAgeSeconds: 0 });
        return {
          id: await finishPasskey(m, placeOf(m, c), c.actor, {
            proofToken: proof,
            answer,
            name,
            highestLevel,
          }),
        };
      },
    ),
  ];
}
