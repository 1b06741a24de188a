// The addresses of the provider, and the two questions it puts to a person: sign in, and may this client know that.
import { readBody } from './read-body.ts';
import { mount, type MountContext, type Route, type View } from '@city/kernel/http';
import type { ModuleContext } from '@city/kernel/module';
import { type Identity, identityOf } from '../identity.ts';
import type { Tables } from '../tables.ts';
import { answerConsent, decideLogin, interactionOf } from './interaction.ts';
import { cityProvider, type CityProvider, type Step } from './provider.ts';
import { readTokenFor } from './resource-token.ts';
import { provideTokenReader } from './resources.ts';

const json = 'application/json';
const html = 'text/html';
const protocol = 'public: the protocol decides, by client authentication, codes and tokens';
const person = 'public: the person is asked here to sign in and to agree';

/** What browsers ask first before a page of another site calls (CORS); the provider answers by the client. */
const preflights = [
  '/.well-known/openid-configuration',
  '/.well-known/oauth-authorization-server',
  '/oidc/jwks',
  '/oidc/request',
  '/oidc/token',
  '/oidc/token/introspection',
  '/oidc/token/revocation',
  '/oidc/me',
  '/oidc/device/auth',
].map(
  (url) =>
    ['OPTIONS', url, 'Trang khác hỏi có được gọi không', 'May a page of another site call', true] as const,
);

/** Method, address, what it is, whether pages of other sites may call it. */
const endpoints: readonly (readonly ['GET' | 'POST' | 'OPTIONS', string, string, string, boolean])[] = [
  ['GET', '/.well-known/openid-configuration', 'Siêu dữ liệu OpenID', 'OpenID metadata', true],
  ['GET', '/.well-known/oauth-authorization-server', 'Siêu dữ liệu OAuth', 'OAuth metadata', true],
  ['GET', '/oidc/jwks', 'Khóa công khai', 'Public keys', true],
  ['GET', '/oidc/auth', 'Bắt đầu cấp phép', 'Authorization', true],
  ['POST', '/oidc/auth', 'Bắt đầu cấp phép', 'Authorization', true],
  ['GET', '/oidc/auth/:uid', 'Tiếp tục cấp phép', 'Resume an authorization', true],
  ['POST', '/oidc/request', 'Gửi trước yêu cầu (PAR)', 'Pushed authorization request', true],
  ['POST', '/oidc/token', 'Đổi lấy token', 'Token', true],
  ['POST', '/oidc/challenge', 'Số dùng một lần cho ứng dụng', 'Challenge for attestations', true],
  ['POST', '/oidc/token/introspection', 'Xem trạng thái token', 'Introspection', true],
  ['POST', '/oidc/token/revocation', 'Thu hồi token', 'Revocation', true],
  ['GET', '/oidc/me', 'Thông tin người dùng', 'Userinfo', true],
  ['POST', '/oidc/me', 'Thông tin người dùng', 'Userinfo', true],
  ['GET', '/oidc/session/end', 'Đăng xuất theo yêu cầu dịch vụ', 'RP-initiated logout', true],
  ['POST', '/oidc/session/end', 'Đăng xuất theo yêu cầu dịch vụ', 'RP-initiated logout', true],
  ['POST', '/oidc/session/end/confirm', 'Xác nhận đăng xuất', 'Confirm the logout', false],
  ['GET', '/oidc/session/end/success', 'Đã đăng xuất', 'Signed out', true],
  ['POST', '/oidc/device/auth', 'Thiết bị xin mã', 'Device authorization', true],
  ['GET', '/oidc/device', 'Nhập mã thiết bị', 'Enter a device code', false],
  ['POST', '/oidc/device', 'Nhập mã thiết bị', 'Enter a device code', false],
  ['GET', '/oidc/device/:uid', 'Tiếp tục với thiết bị', 'Resume a device', false],
  ...preflights,
];

export function providerRoutes(m: ModuleContext<Tables>): readonly Route[] {
  provideTokenReader(m, (token, address) => {
    const identity = identityOf(m);
    return readTokenFor({ m, identity, clients: cityProvider(m, identity).clients }, token, address);
  });
  const limit = { max: 600, perSeconds: 60 };
  return [
    ...endpoints.map(([method, url, vi, en, anyOrigin]) =>
      mount(
        {
          method,
          url,
          permission: protocol,
          summary: { vi, en },
          limit,
          anyOrigin,
          streams: method === 'GET' ? html : json,
        },
        (c) => (method === 'POST' && alsoByPost.has(url) ? turnToGet(c) : serve(m, c)),
      ),
    ),
    mount(
      {
        method: 'GET',
        url: '/oidc/interaction/:uid',
        permission: person,
        summary: { vi: 'Hỏi người dùng', en: 'Ask the person' },
        limit,
        streams: html,
      },
      (c) => ask(m, c),
    ),
    mount(
      {
        method: 'POST',
        url: '/oidc/interaction/:uid',
        permission: person,
        summary: { vi: 'Câu trả lời của người dùng', en: 'The person’s answer' },
        limit,
        streams: html,
      },
      (c) => answer(m, c),
    ),
  ];
}

/** Where a page of another site may send a person by a form too (OpenID Connect Core 3.1.2.1, RP-Initiated Logout 2). */
const alsoByPost = new Set(['/oidc/auth', '/oidc/session/end']);

/** A form from another site comes without our cookies: the browser comes again by itself, and then it has them. */
async function turnToGet(c: MountContext): Promise<undefined> {
  const form = await readBody(c.request);
  const path = String(c.request.url).split('?')[0];
  c.response.writeHead(303, { location: `${path}?${form}`, 'cache-control': 'no-store' }).end();
  return undefined;
}

function prepare(
  m: ModuleContext<Tables>,
  c: MountContext,
): { identity: Identity; city: CityProvider; step: Step } {
  const identity = identityOf(m);
  const city = cityProvider(m, identity);
  const { protocol: scheme, host } = new URL(m.publicUrl);
  // oidc-provider builds its addresses from these; they are the city's own, whatever came in.
  c.request.headers['x-forwarded-proto'] = scheme.slice(0, -1);
  c.request.headers['x-forwarded-host'] = host;
  c.request.headers['x-forwarded-for'] = c.address;
  const step: Step = { mount: c, view: undefined };
  city.steps.set(c.request, step);
  return { identity, city, step };
}

async function serve(m: ModuleContext<Tables>, c: MountContext): Promise<View | undefined> {
  const { city, step } = prepare(m, c);
  const provider = await city.current();
  await provider.callback()(c.request, c.response);
  return step.view;
}

async function ask(m: ModuleContext<Tables>, c: MountContext): Promise<View | undefined> {
  const { identity, city } = prepare(m, c);
  const found = await interactionOf(m, await city.current(), c);
  if (found.kind === 'gone') return found.view;
  if (found.kind === 'login') return decideLogin(m, identity, found, c);
  return found.view;
}

async function answer(m: ModuleContext<Tables>, c: MountContext): Promise<View | undefined> {
  const { city } = prepare(m, c);
  const found = await interactionOf(m, await city.current(), c);
  if (found.kind === 'gone') return found.view;
  const form = await readBody(c.request);
  return answerConsent(m, found, c, form.get('answer') === 'yes');
}
