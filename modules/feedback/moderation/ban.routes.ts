// The list of bans: who is kept from sending, why, until when, and ending one early.
import { type TSchema, Type } from 'typebox';
import { isId } from '@city/kernel/database';
import { AppError } from '@city/kernel/errors';
import { collection, type Route, route } from '@city/kernel/http';
import type { FeedbackTables } from '../cases/tables.ts';
import { endBan } from './ban.action.ts';
import { type BanRow, bansOf } from './ban.store.ts';
import { BanView, ReasonInput } from './moderation-schemas.ts';
import { mayModerate } from './moderation.routes.ts';

const tags = ['moderation'];
const most = 500;
const Id = Type.Object({ id: Type.String({ maxLength: 60 }) });

const Which = Type.Object({ which: Type.Optional(Type.Enum(['now', 'past'], { default: 'now' })) });

const viewOf = (row: BanRow): BanView => ({
  id: row.ban_id,
  kind: row.kind,
  from: row.from_at.toISOString(),
  until: row.until_at.toISOString(),
  by: row.by_title,
  reason: row.reason,
  trackingCode: row.tracking_code,
  sentLately: row.sent_n,
  lifted: row.lifted_at && {
    at: row.lifted_at.toISOString(),
    by: row.lifted_title ?? '',
    why: row.lifted_why ?? '',
  },
});

export function banRoutes(): readonly Route[] {
  return [
    route<FeedbackTables, never, typeof Which>(
      {
        method: 'GET',
        url: '/api/desk/bans',
        permission: mayModerate,
        tags,
        summary: {
          vi: 'Người gửi đang bị chặn, hoặc đã hết chặn',
          en: 'Senders kept out now, or until earlier',
        },
        query: Which,
        response: { 200: collection(BanView) },
      },
      async (c) => {
        const which = c.query.which ?? 'now';
        const rows = await c.transaction((tx) => {
          tx.trail({ action: 'sender.ban.list', object: { type: 'ban', id: which } });
          return bansOf(tx, which, most);
        });
        return { items: rows.map(viewOf), next: null };
      },
    ),
    route<FeedbackTables, typeof ReasonInput, TSchema, typeof Id>(
      {
        method: 'POST',
        url: '/api/desk/bans/:id/lift',
        permission: mayModerate,
        tags,
        summary: { vi: 'Bỏ chặn trước hạn', en: 'End a ban early' },
        params: Id,
        body: ReasonInput,
        response: { 200: Type.Object({ lifted: Type.Boolean() }) },
      },
      async (c) => {
        if (!isId(c.params.id)) throw new AppError('not_found');
        await c.transaction((tx) => endBan(tx, c.params.id, c.body.reason.trim()));
        return { lifted: true };
      },
    ),
  ];
}
