// A code flow walked through step by step with a sandbox client: the request, what came back, the tokens, what they open.
import { createHash, randomBytes } from 'node:crypto';
import { Type } from 'typebox';
import { AppError } from '@city/kernel/errors';
import { page, redirect, type RequestContext, type Route } from '@city/kernel/http';
import type { ModuleContext } from '@city/kernel/module';
import { localDate } from '@city/kernel/time';
import './errors.ts';
import { identityOf } from '../identity.ts';
import { LIMITS } from '../limits.ts';
import { open, seal } from '../people/sealing.ts';
import { askProvider } from '../provider/in-house.ts';
import type { Tables } from '../tables.ts';
import { ownClient } from './developer.action.ts';
import { ClientId } from './developers.routes.ts';
import { proofOf } from './registration.ts';
import { cameBackView, tokensView, tryView } from './try.page.tsx';

const permission = 'identity.self';
const cookie = 'city_try';
const place = 'identity.developers try';

/** What the client would keep between the two steps. */
interface Kept {
  readonly clientId: string;
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
  readonly until: number;
}

/** The address that a sandbox client needs among its own for the walk. */
export const tryAddress = (m: ModuleContext<Tables>): string =>
  `${new URL(m.publicUrl).origin}/developers/try-back`;

export function tryRoutes(m: ModuleContext<Tables>): readonly Route[] {
  return [beginRoute(m), backRoute(m), tokenRoute(m)];
}

type Context = Pick<RequestContext, 'actor' | 'cookie' | 't' | 'lang' | 'now'>;

function readKept(m: ModuleContext<Tables>, c: Context): Kept | null {
  const value = c.cookie(cookie);
  if (!value || value.length > 2000) return null;
  try {
    const kept = JSON.parse(open(identityOf(m).attemptKey, Buffer.from(value, 'base64url'), place)) as Kept;
    return kept.until > c.now.getTime() ? kept : null;
  } catch {
    return null;
  }
}

function beginRoute(m: ModuleContext<Tables>): Route {
  return page(
    {
      url: '/developers/try/:id',
      permission,
      params: ClientId,
      limit: { max: 120, perSeconds: 3600 },
      summary: { vi: 'Thử đăng nhập từng bước', en: 'Try the sign-in step by step' },
    },
    async (c) => {
      const day = localDate(m.now());
      const { id } = c.params;
      const client = await m.db.transaction(c.actor, (tx) => ownClient(tx, c.actor, id, day), {
        readOnly: true,
      });
      if (!client.sandbox) throw new AppError('client_in_production');
      const random = () => randomBytes(32).toString('base64url');
      const kept: Kept = {
        clientId: id,
        state: random(),
        nonce: random(),
        verifier: random(),
        until: c.now.getTime() + LIMITS.attemptSeconds * 1000,
      };
      const sealed = seal(identityOf(m).attemptKey, JSON.stringify(kept), place);
      c.setCookie(cookie, sealed.toString('base64url'), {
        maxAgeSeconds: LIMITS.attemptSeconds,
        path: '/developers',
      });
      const redirects = (client.metadata['redirect_uris'] ?? []) as readonly string[];
      const request = new URLSearchParams({
        response_type: 'code',
        client_id: id,
        redirect_uri: tryAddress(m),
        scope: 'openid profile',
        state: kept.state,
        nonce: kept.nonce,
        code_challenge: createHash('sha256').update(kept.verifier).digest('base64url'),
        code_challenge_method: 'S256',
      });
      return tryView(c, {
        client,
        request,
        address: redirects.includes(tryAddress(m)) ? null : tryAddress(m),
      });
    },
  );
}

/** Where the provider sends the browser back, as it would to the client. */
function backRoute(m: ModuleContext<Tables>): Route {
  const Text = Type.Optional(Type.String({ maxLength: 2000 }));
  return page(
    {
      url: '/developers/try-back',
      permission,
      summary: { vi: 'Điều vừa quay về', en: 'What came back' },
      query: Type.Object({ code: Text, state: Text, iss: Text, error: Text, error_description: Text }),
    },
    async (c) => {
      const kept = readKept(m, c);
      if (!kept) return redirect('/developers/clients');
      const { code, state, iss, error, error_description: why } = c.query;
      const day = localDate(m.now());
      const client = await m.db.transaction(c.actor, (tx) => ownClient(tx, c.actor, kept.clientId, day), {
        readOnly: true,
      });
      return cameBackView(c, {
        clientId: kept.clientId,
        came: Object.entries({ code, state, iss, error, error_description: why }).flatMap(([name, value]) =>
          value === undefined ? [] : [{ name, value }],
        ),
        code: code ?? null,
        isOurs: state === kept.state && iss === new URL(m.publicUrl).origin,
        proof: proofOf(client.metadata),
      });
    },
  );
}

/** Redeems the code as the client would, and asks userinfo with what came. The secret is used and forgotten. */
function tokenRoute(m: ModuleContext<Tables>): Route {
  return page(
    {
      method: 'POST',
      url: '/developers/try-tokens',
      permission,
      limit: { max: 60, perSeconds: 3600 },
      summary: { vi: 'Đổi mã lấy token', en: 'Redeem the code' },
      body: Type.Object({
        code: Type.String({ maxLength: 500 }),
        secret: Type.Optional(Type.String({ maxLength: 200 })),
        assertion: Type.Optional(Type.String({ maxLength: 4000 })),
      }),
    },
    async (c) => {
      const kept = readKept(m, c);
      if (!kept) return redirect('/developers/clients');
      const { code, secret, assertion } = c.body;
      const answer = await askProvider(m, {
        method: 'POST',
        path: '/oidc/token',
        headers: secret
          ? { authorization: `Basic ${Buffer.from(`${kept.clientId}:${secret}`).toString('base64')}` }
          : {},
        form: {
          grant_type: 'authorization_code',
          code,
          redirect_uri: tryAddress(m),
          code_verifier: kept.verifier,
          ...(secret ? {} : { client_id: kept.clientId }),
          ...(assertion
            ? {
                client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
                client_assertion: assertion.trim(),
              }
            : {}),
        },
      });
      const tokens = answer.body as { access_token?: string; id_token?: string };
      const told = tokens.access_token
        ? await askProvider(m, {
            method: 'GET',
            path: '/oidc/me',
            headers: { authorization: `Bearer ${tokens.access_token}` },
          })
        : null;
      return tokensView(c, { clientId: kept.clientId, answer, claims: claimsIn(tokens.id_token), told });
    },
  );
}

function claimsIn(idToken: string | undefined): unknown {
  if (!idToken) return null;
  return JSON.parse(Buffer.from(idToken.split('.')[1] ?? '', 'base64url').toString()) as unknown;
}
