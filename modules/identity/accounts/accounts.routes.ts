// The administrators' desk of accounts: disable one at once, see which are disabled, enable one that another disabled.
import { Type } from 'typebox';
import { officerWith, type Permission, system } from '@city/kernel/access';
import { isId } from '@city/kernel/database';
import { AppError } from '@city/kernel/errors';
import { created, type Route, route } from '@city/kernel/http';
import type { ModuleContext } from '@city/kernel/module';
import './errors.ts';
import { readPerson } from '../people/person.store.ts';
import type { AccountBlockRow, Tables } from '../tables.ts';
import { BlockView, Disable, Enable } from './account-schemas.ts';
import { disableAccount, enableAccount } from './block.action.ts';
import { blocksOf } from './block.store.ts';

const permission = 'identity.accounts.disable';
const url = '/api/desk/accounts';
const tags = ['identity'];
const shownAtMost = 50;

export const accountPermissions: Readonly<Record<string, Permission>> = {
  [permission]: {
    describe: {
      vi: 'Khóa tài khoản ngay, mở lại tài khoản người khác đã khóa',
      en: 'Disable an account at once, enable one that another administrator disabled',
    },
    who: officerWith('administrator'),
    personalData: true,
  },
};

const Params = Type.Object({ id: Type.String({ maxLength: 60 }) });

export function accountRoutes(m: ModuleContext<Tables>): readonly Route[] {
  return [
    listRoute(m),
    route<Tables, typeof Disable>(
      {
        method: 'POST',
        url,
        permission,
        tags,
        limit: { max: 60, perSeconds: 3600 },
        summary: { vi: 'Khóa một tài khoản ngay', en: 'Disable an account at once' },
        body: Disable,
        response: { 201: Type.Object({ id: Type.String() }) },
      },
      async (c) => {
        const { personalNumber, reason, document } = c.body;
        return created(url, await disableAccount(m, c.actor, { personalNumber, reason, document }));
      },
    ),
    route<Tables, typeof Enable, never, typeof Params>(
      {
        method: 'POST',
        url: `${url}/:id/enable`,
        permission,
        tags,
        summary: { vi: 'Mở lại một tài khoản', en: 'Enable an account again' },
        params: Params,
        body: Enable,
        response: { 200: Type.Object({ id: Type.String() }) },
      },
      async (c) => {
        const { id } = c.params;
        if (!isId(id)) throw new AppError('account_not_disabled');
        await enableAccount(m, c.actor, { personId: id, reason: c.body.reason });
        return { id };
      },
    ),
  ];
}

function listRoute(m: ModuleContext<Tables>): Route {
  return route<Tables>(
    {
      method: 'GET',
      url,
      permission,
      tags,
      summary: { vi: 'Các tài khoản bị khóa', en: 'Disabled accounts' },
      response: { 200: Type.Object({ items: Type.Array(BlockView) }) },
    },
    async (c) => {
      const blocks = await c.transaction(async (tx) => {
        const found = await blocksOf(tx, shownAtMost);
        for (const { person_id: person } of found)
          tx.trail({
            action: 'account.seen',
            object: { type: 'account', id: person },
            subject: person,
            reason: 'list of disabled accounts',
          });
        return found;
      });
      const names = await namesOf(m, blocks);
      return {
        items: blocks.map((block) => ({
          person: block.person_id,
          name: names.get(block.person_id) ?? '',
          at: block.blocked_at.toISOString(),
          reason: block.reason,
          document: block.document,
          isOwn: block.blocked_by === c.actor.id,
          liftedAt: block.lifted_at?.toISOString() ?? null,
          liftReason: block.lift_reason,
        })),
      };
    },
  );
}

function namesOf(m: ModuleContext<Tables>, blocks: readonly AccountBlockRow[]): Promise<Map<string, string>> {
  return m.db.transaction(
    system('identity.accounts'),
    async (tx) => {
      const names = new Map<string, string>();
      for (const id of new Set(blocks.map((block) => block.person_id)))
        names.set(id, (await readPerson(tx, id))?.name ?? '');
      return names;
    },
    { readOnly: true },
  );
}
