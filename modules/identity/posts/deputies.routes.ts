// Naming somebody who stands in for one's post on certain days, seeing who does, and ending it before its time.
import { type Static, Type } from 'typebox';
import { allowed, type Permission, refused } from '@city/kernel/access';
import { isId, newId } from '@city/kernel/database';
import { AppError } from '@city/kernel/errors';
import { created, type Route, route } from '@city/kernel/http';
import type { ModuleContext } from '@city/kernel/module';
import { localDate } from '@city/kernel/time';
import { identityOf } from '../identity.ts';
import type { Tables } from '../tables.ts';
import { DeputyList, NewDeputy } from './deputy-schemas.ts';
import { checkNaming, readDeputyRules } from './deputy-rules.ts';
import { endDeputy, insertDeputy, lockPost, namingsOf, overlaps, postsOfBody } from './deputy.store.ts';

const permission = 'identity.deputy.name';

export const deputyPermissions: Readonly<Record<string, Permission>> = {
  [permission]: {
    describe: { vi: 'Cử người thay vị trí của mình', en: 'Name who stands in for one’s own post' },
    who: (actor) => {
      if (actor.kind !== 'officer' || !actor.post) return refused('not acting from a post');
      // Whoever stands in does not pass it on.
      return actor.post.deputy ? refused('stands in for this post') : allowed('acts from the own post');
    },
  },
};

const Id = Type.Object({ id: Type.String({ maxLength: 60 }) });
const tags = ['identity'];

export function deputyRoutes(m: ModuleContext<Tables>): readonly Route[] {
  const ruleOf = readDeputyRules(m.cityFolder);
  return [listRoute(ruleOf), nameRoute(m, ruleOf), endRoute(m)];
}

type RuleOf = ReturnType<typeof readDeputyRules>;

function listRoute(ruleOf: RuleOf): Route {
  return route<Tables>(
    {
      method: 'GET',
      url: '/api/me/deputies',
      permission,
      tags,
      summary: { vi: 'Ai thay vị trí của tôi', en: 'Who stands in for my post' },
      response: { 200: DeputyList },
    },
    async (c) => {
      const { id, body, role } = postOf(c.actor);
      const today = localDate(c.now);
      const rule = ruleOf(role, today);
      return c.transaction(
        async (tx) => {
          const rows = await namingsOf(tx, id, today);
          const mayName = rule
            ? await postsOfBody(tx, { body, day: today, roles: rule.deputies, not: id })
            : [];
          const view = ({ ended_at: endedAt, ...row }: (typeof rows)[number]) => ({
            ...row,
            scope: [...row.scope],
            endedAt: endedAt?.toISOString() ?? null,
            isOn: endedAt === null && row.from <= today && today <= row.to,
          });
          return {
            given: rows.filter(({ post }) => post.id === id).map(view),
            received: rows.filter(({ deputy }) => deputy.id === id).map(view),
            mayName,
            scopes: rule ? [...rule.scopes] : [],
            mostDays: rule?.mostDays ?? 0,
            today,
          };
        },
        { readOnly: true },
      );
    },
  );
}

function nameRoute(m: ModuleContext<Tables>, ruleOf: RuleOf): Route {
  return route<Tables, typeof NewDeputy>(
    {
      method: 'POST',
      url: '/api/me/deputies',
      permission,
      tags,
      summary: { vi: 'Cử người thay vị trí của tôi', en: 'Name who stands in for my post' },
      body: NewDeputy,
      response: { 201: Type.Object({ id: Type.String() }) },
      idempotent: true,
    },
    async (c) => {
      const own = postOf(c.actor);
      const today = localDate(c.now);
      const rule = ruleOf(own.role, today);
      if (!rule) throw new AppError('deputy_unknown', { field: 'deputy' });
      const naming: Static<typeof NewDeputy> = c.body;
      checkNaming(rule, naming, today);
      const id = newId(c.now);
      return c.transaction(async (tx) => {
        await lockPost(tx, own.id);
        const known = await postsOfBody(tx, {
          body: own.body,
          day: today,
          roles: rule.deputies,
          not: own.id,
        });
        if (!known.some((post) => post.id === naming.deputy))
          throw new AppError('deputy_unknown', { field: 'deputy' });
        if (await overlaps(tx, own.id, naming.from, naming.to))
          throw new AppError('deputy_overlaps', { field: 'from' });
        await insertDeputy(tx, {
          id,
          postId: own.id,
          deputyPost: naming.deputy,
          from: naming.from,
          to: naming.to,
          scope: [...new Set(naming.scope)],
          reason: naming.reason.trim(),
        });
        tx.trail({
          action: 'deputy.named',
          object: { type: 'post', id: own.id },
          reason: 'holds the post',
          detail: {
            naming: id,
            deputyPost: naming.deputy,
            from: naming.from,
            to: naming.to,
            scope: naming.scope,
          },
        });
        tx.afterCommit(identityOf(m).sessions.changed);
        return created('/api/me/deputies', { id });
      });
    },
  );
}

function endRoute(m: ModuleContext<Tables>): Route {
  return route<Tables, never, import('typebox').TSchema, typeof Id>(
    {
      method: 'POST',
      url: '/api/me/deputies/:id/end',
      permission,
      tags,
      summary: { vi: 'Thôi cử người thay', en: 'End a naming before its time' },
      params: Id,
      response: { 200: Type.Object({ id: Type.String() }) },
    },
    async (c) => {
      const { id } = c.params;
      const own = postOf(c.actor);
      if (!isId(id)) throw new AppError('deputy_not_found');
      return c.transaction(async (tx) => {
        if (!(await endDeputy(tx, own.id, id))) throw new AppError('deputy_not_found');
        tx.trail({ action: 'deputy.ended', object: { type: 'post', id: own.id }, detail: { naming: id } });
        tx.afterCommit(identityOf(m).sessions.changed);
        return { id };
      });
    },
  );
}

function postOf(actor: { readonly post?: { id: string; body: string; role: string } | null }) {
  // The permission has let only officers with a post through.
  return actor.post as { id: string; body: string; role: string };
}
