// Status lists for whoever checks a credential: the signed list, as it was at a time, and the list of lists.
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { Type } from 'typebox';
import { AppError } from '@city/kernel/errors';
import { Answer, type Route, route } from '@city/kernel/http';
import '../errors.ts';
import { LIMITS } from '../limits.ts';
import type { Tables } from '../tables.ts';
import type { Wallet } from '../wallet.ts';

const packed = promisify(gzip) as (token: string) => Promise<Buffer>;
const everyone = 'public: whoever checks a credential reads its status without being known';
const limit = { max: LIMITS.callsPerMinute, perSeconds: 60 };
const Id = Type.Object({ id: Type.String({ format: 'uuid' }) });
const Time = Type.Object({
  time: Type.Optional(
    Type.Integer({ minimum: 0, maximum: 32_503_680_000, description: 'Seconds since 1970' }),
  ),
});
const mediaType = 'application/statuslist+jwt';

export function statusRoutes(wallet: Wallet): readonly Route[] {
  return [
    route<Tables, never, typeof Time, typeof Id>(
      {
        method: 'GET',
        url: '/wallet/status/:id',
        permission: everyone,
        summary: {
          vi: 'Danh sách trạng thái của chứng nhận (đã ký)',
          en: 'Status list of credentials (signed)',
        },
        params: Id,
        query: Time,
        streams: mediaType,
        limit,
        tags: ['wallet'],
      },
      async (c) => {
        const { time } = c.query;
        const isPast = time !== undefined;
        if (isPast && time * 1000 > c.now.getTime())
          throw new AppError('wallet_status_time_ahead', { field: 'time' });
        const token = isPast
          ? await wallet.statusLists.tokenAt(c.params.id, new Date(time * 1000))
          : await wallet.statusLists.token(c.params.id);
        if (token === null) throw new AppError('wallet_status_list_unknown');
        const packs = /\bgzip\b/.test(String(c.request.headers['accept-encoding'] ?? ''));
        return new Answer(200, packs ? await packed(token) : token, {
          'content-type': mediaType,
          vary: 'accept-encoding',
          ...(packs ? { 'content-encoding': 'gzip' } : {}),
          'access-control-allow-origin': '*',
          'cache-control': `public, max-age=${isPast ? 86_400 : wallet.rulesNow().statusList.ttlSeconds}`,
        });
      },
    ),
    route(
      {
        method: 'GET',
        url: '/wallet/status',
        permission: everyone,
        summary: { vi: 'Các danh sách trạng thái', en: 'The status lists' },
        response: { 200: Type.Object({ status_lists: Type.Array(Type.String()) }) },
        limit,
        tags: ['wallet'],
      },
      async () => ({ status_lists: await wallet.statusLists.uris() }),
    ),
  ];
}
