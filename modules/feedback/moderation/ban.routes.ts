// The list of bans: who is kept from sending, why, until when, and ending one early.
import { type TSchema, Type } from 'typebox';
import { isId } from '@city/kernel/database';
import { AppError } from '@city/kernel/errors';
import { collection, type Route, route } from '@city/kernel/http';
import type { FeedbackTables } from '../cases/tables.ts';
import { endBan } from './ban.action.ts';
import { bansNow } from './ban.store.ts';
import { BanView, ReasonInput } from './moderation-schemas.ts';
import { mayModerate } from './moderation.routes.ts';

const tags = ['moderation'];
const most = 500;
const Id = Type.Object({ id: Type.String({ maxLength: 60 }) });

export function banRoutes(): readonly Route[] {
  return [
    route<FeedbackTables>(
      {
        method: 'GET',
        url: '/api/desk/bans',
        permission: mayModerate,
        tags,
        summary: { vi: 'Người gửi đang bị chặn', en: 'Senders kept out now' },
        response: { 200: collection(BanView) },
      },
      async (c) => {
        const rows = await c.transaction((tx) => bansNow(tx, most), { readOnly: true });
        return {
          items: rows.map((row) => ({
            id: row.ban_id,
            kind: row.kind,
            from: row.from_at.toISOString(),
            until: row.until_at.toISOString(),
            by: row.by_title,
            reason: row.reason,
            trackingCode: row.tracking_code,
          })),
          next: null,
        };
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
