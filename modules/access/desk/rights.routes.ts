// What the desk of rights asks: who may do what today, and whether somebody may do one thing, and why.
import type { Actor } from '@city/kernel/access';
import { AppError } from '@city/kernel/errors';
import { type Route, route } from '@city/kernel/http';
import type { ModuleContext } from '@city/kernel/module';
import { accessOf } from '../access-city.ts';
import { askedOf } from '../authzen/evaluate.ts';
import type { KnownPost } from '../posts/post.store.ts';
import type { AccessTables } from '../tables.ts';
import { Rights, Trial, Verdict } from './rights-schemas.ts';

const permission = 'access.rights.see';
const tags = ['access'];

export function rightsRoutes(m: ModuleContext<AccessTables>): readonly Route[] {
  return [rightsRoute(m), trialRoute(m)];
}

function rightsRoute(m: ModuleContext<AccessTables>): Route {
  const city = accessOf(m);
  return route(
    {
      method: 'GET',
      url: '/api/desk/access/rights',
      permission,
      tags,
      summary: { vi: 'Quyền và các vị trí có quyền', en: 'Permissions and the posts that have them' },
      response: { 200: Rights },
    },
    async (c) => {
      const posts = [...(await city.posts()).values()];
      const acting = posts.map((post) => ({ post, actor: actingFrom(post) }));
      const citizen: Actor = { kind: 'citizen', id: null, name: null, level: 4 };
      const context = { now: c.now };
      return {
        posts: posts.map((post) => ({ ...post })),
        permissions: m.access.list().map(([name, { describe, personalData = false }]) => ({
          name,
          describe,
          personalData,
          citizens: m.access.explain(citizen, name, undefined, context).allow,
          posts: acting
            .filter(({ actor }) => m.access.explain(actor, name, undefined, context).allow)
            .map(({ post }) => post.id),
        })),
      };
    },
  );
}

/** Whoever acts from the post, signed in as strongly as can be: what is shown is what the post opens. */
function actingFrom({ id, body, unit, role, title }: KnownPost): Actor {
  const post = { id, body, unit, role, title: title.vi };
  return { kind: 'officer', id: null, name: null, level: 4, post, posts: [post] };
}

function trialRoute(m: ModuleContext<AccessTables>): Route {
  const city = accessOf(m);
  return route<AccessTables, typeof Trial>(
    {
      method: 'POST',
      url: '/api/desk/access/trials',
      permission,
      tags,
      summary: { vi: 'Thử: ai được làm gì, vì sao', en: 'Try: may somebody do this, and why' },
      body: Trial,
      response: { 200: Verdict },
    },
    async (c) => {
      const { who, post, level = 2, deputyScope, purpose, permission: name, body, unit } = c.body;
      if (!m.access.has(name)) throw new AppError('permission_unknown', { field: 'permission' });
      const posts = await city.posts();
      const deputy = deputyScope ? { deputy: { id: 'trial', scope: deputyScope, until: '' } } : {};
      const type = who === 'citizen' ? 'user' : who;
      const things = { ...(body ? { body } : {}), ...(unit ? { unit } : {}) };
      const asked = askedOf(
        {
          subject: { type, id: post ?? 'trial', properties: { level, ...deputy } },
          resource: { type: 'trial', id: 'trial', properties: things },
          ...(purpose ? { context: { purpose } } : {}),
        },
        { post: (id) => posts.get(id) },
        c.now,
      );
      if (!asked) throw new AppError('post_unknown', { field: 'post' });
      // Without a place the question is that of the door: whether it opens at all.
      const thing = body || unit ? asked.resource : undefined;
      const {
        allow,
        reason,
        findings = [],
        acrValues = [],
      } = m.access.explain(asked.actor, name, thing, asked.context);
      return { allow, reason, findings: [...findings], acrValues: [...acrValues] };
    },
  );
}
