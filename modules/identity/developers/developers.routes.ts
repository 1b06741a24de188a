// The developers' pages: public explanation, and a person's own applications behind their sign-in.
import { Type } from 'typebox';
import { AppError } from '@city/kernel/errors';
import { page, redirect, type RequestContext, type Route, type View } from '@city/kernel/http';
import type { ModuleContext } from '@city/kernel/module';
import { localDate } from '@city/kernel/time';
import { purposeOfNumber } from '../provider/clients.ts';
import type { Tables } from '../tables.ts';
import { aboutView } from './about.page.tsx';
import { clientsView, clientView, type Draft, type Problem, secretView } from './clients.page.tsx';
import {
  changeKeys,
  changeRedirects,
  ownClient,
  ownClients,
  registerClient,
  removeClient,
  turnSecretOver,
  wishForProduction,
} from './developer.action.ts';
import { proofs } from './registration.ts';

const permission = 'identity.self';
const base = '/developers/clients';
export const ClientId = Type.Object({ id: Type.String({ maxLength: 63 }) });
const Text = (most: number, least = 0) => Type.String({ minLength: least, maxLength: most });
const limit = { max: 60, perSeconds: 3600 };
type Context = Pick<RequestContext, 'actor' | 'lang' | 't'>;

const fields: Readonly<Record<string, string>> = {
  client_redirect_wrong: 'redirects',
  client_redirects_missing: 'redirects',
  client_keys_wrong: 'keys',
  client_too_many: 'name',
};

/** What is to be mended in a form; anything else goes on as an error. */
function problemOf(error: unknown, lang: 'vi' | 'en'): Problem {
  if (!(error instanceof AppError) || !fields[error.code]) throw error;
  return { field: fields[error.code] ?? '', message: error.title[lang] };
}

export function developerRoutes(m: ModuleContext<Tables>): readonly Route[] {
  return [
    page(
      {
        url: '/developers',
        permission: 'public: says how applications use the city’s sign-in',
        summary: { vi: 'Dành cho người phát triển', en: 'For developers' },
      },
      async (c) => aboutView(c.t, new URL(m.publicUrl).origin),
    ),
    page({ url: base, permission, summary: { vi: 'Ứng dụng của tôi', en: 'My applications' } }, (c) =>
      shownList(m, c, empty, null),
    ),
    registerRoute(m),
    page(
      {
        url: `${base}/:id`,
        permission,
        params: ClientId,
        summary: { vi: 'Một ứng dụng', en: 'One application' },
      },
      (c) => shownOne(m, c, c.params.id, null),
    ),
    ...changeRoutes(m),
    secretRoute(m),
    productionRoute(m),
  ];
}

const empty: Draft = { name: '', redirects: '', proof: 'keys', keys: '' };

async function shownList(
  m: ModuleContext<Tables>,
  c: Context,
  draft: Draft,
  problem: Problem | null,
): Promise<View> {
  return clientsView(c, await ownClients(m, c.actor), draft, problem);
}

async function shownOne(
  m: ModuleContext<Tables>,
  c: Context,
  id: string,
  problem: Problem | null,
): Promise<View> {
  const day = localDate(m.now());
  const client = await m.db.transaction(c.actor, (tx) => ownClient(tx, c.actor, id, day), { readOnly: true });
  return clientView(c, client, problem);
}

function registerRoute(m: ModuleContext<Tables>): Route {
  return page(
    {
      method: 'POST',
      url: base,
      permission,
      limit,
      summary: { vi: 'Đăng ký ứng dụng thử', en: 'Register a sandbox application' },
      body: Type.Object({
        name: Text(100, 3),
        redirects: Text(6000),
        proof: Type.Union(proofs.map((proof) => Type.Literal(proof))),
        keys: Type.String({ maxLength: 10_000, default: '' }),
      }),
    },
    async (c) => {
      try {
        const { clientId, secret } = await registerClient(m, c.actor, c.body);
        return secret ? secretView(c, clientId, secret) : redirect(`${base}/${clientId}`);
      } catch (error) {
        return shownList(m, c, c.body, problemOf(error, c.lang));
      }
    },
  );
}

function changeRoutes(m: ModuleContext<Tables>): readonly Route[] {
  const common = { method: 'POST', permission, limit, params: ClientId } as const;
  return [
    page(
      {
        ...common,
        url: `${base}/:id/redirects`,
        summary: { vi: 'Đổi địa chỉ quay về', en: 'Change the redirect addresses' },
        body: Type.Object({ redirects: Text(6000) }),
      },
      (c) => changed(m, c, c.params.id, () => changeRedirects(m, c.actor, c.params.id, c.body.redirects)),
    ),
    page(
      {
        ...common,
        url: `${base}/:id/keys`,
        summary: { vi: 'Đổi khóa', en: 'Change the keys' },
        body: Type.Object({ keys: Text(10_000) }),
      },
      (c) => changed(m, c, c.params.id, () => changeKeys(m, c.actor, c.params.id, c.body.keys)),
    ),
    page(
      {
        ...common,
        url: `${base}/:id/remove`,
        summary: { vi: 'Gỡ ứng dụng', en: 'Remove the application' },
        body: Type.Object({ sure: Type.Literal('yes') }),
      },
      async (c) => {
        await removeClient(m, c.actor, c.params.id);
        return redirect(base);
      },
    ),
  ];
}

async function changed(m: ModuleContext<Tables>, c: Context, id: string, change: () => Promise<void>) {
  try {
    await change();
    return redirect(`${base}/${id}`);
  } catch (error) {
    return shownOne(m, c, id, problemOf(error, c.lang));
  }
}

function secretRoute(m: ModuleContext<Tables>): Route {
  return page(
    {
      method: 'POST',
      url: `${base}/:id/secret`,
      permission,
      limit,
      params: ClientId,
      summary: { vi: 'Đổi mật khẩu của ứng dụng', en: 'Turn the secret over' },
    },
    async (c) => {
      const { clientId, secret } = await turnSecretOver(m, c.actor, c.params.id);
      return secretView(c, clientId, secret ?? '');
    },
  );
}

function productionRoute(m: ModuleContext<Tables>): Route {
  return page(
    {
      method: 'POST',
      url: `${base}/:id/production`,
      permission,
      limit,
      params: ClientId,
      summary: { vi: 'Đề nghị phục vụ mọi người', en: 'Ask into production' },
      body: Type.Object({
        owner: Text(200, 3),
        reason: Text(2000, 20),
        number: Type.Optional(Type.Literal('yes')),
      }),
    },
    async (c) => {
      const { owner, reason, number } = c.body;
      const purposes = number === 'yes' ? [purposeOfNumber] : [];
      await wishForProduction(m, c.actor, c.params.id, { owner, reason, purposes });
      return redirect(`${base}/${c.params.id}`);
    },
  );
}
