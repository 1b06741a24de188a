// The log as anyone may fetch it (C2SP tlog-tiles): checkpoint, tiles, bundles of entries. It holds commitments only.
import { Type } from 'typebox';
import { AppError } from '@city/kernel/errors';
import { Answer, type Route, route } from '@city/kernel/http';
import { readTilePath } from '@city/kernel/trail/log';
import { limits } from '../limits.ts';
import type { LooksCity } from '../looks-city.ts';

const open = 'public: the log holds salted commitments, which say nothing about anybody';
const tags = ['trail'];
const perMinute = { max: limits.tilesPerMinute, perSeconds: 60 };
/** Checkpoints change every few seconds. */
const briefly = 'public, max-age=2';
const forGood = 'public, max-age=31536000, immutable';

export function publishRoutes({ log }: LooksCity): readonly Route[] {
  return [
    route(
      {
        method: 'GET',
        url: '/trail/checkpoint',
        permission: open,
        summary: {
          vi: 'Sổ dài bao nhiêu, gốc băm là gì, ai đã ký',
          en: 'How long the log is, its root, and who signed it',
        },
        streams: 'text/plain',
        limit: perMinute,
        tags,
      },
      async () => {
        const checkpoint = await log.checkpoint();
        if (!checkpoint) throw new AppError('look_not_begun');
        return new Answer(200, checkpoint.note, {
          'content-type': 'text/plain; charset=utf-8',
          'cache-control': briefly,
          'access-control-allow-origin': '*',
        });
      },
    ),
    route(
      {
        method: 'GET',
        url: '/trail/tile/*',
        permission: open,
        summary: { vi: 'Một mảnh của sổ', en: 'A tile of the log, or a bundle of its entries' },
        params: Type.Object({ '*': Type.String({ maxLength: 60 }) }),
        streams: 'application/octet-stream',
        limit: perMinute,
        tags,
      },
      async (c) => {
        const path = readTilePath(c.params['*']);
        const data = path && (await log.tile(path));
        if (!data) throw new AppError('look_tile_unknown');
        return new Answer(200, data, {
          'content-type': 'application/octet-stream',
          'cache-control': forGood,
          'access-control-allow-origin': '*',
        });
      },
    ),
    route(
      {
        method: 'GET',
        url: '/trail/keys',
        permission: open,
        summary: { vi: 'Khóa để kiểm tra sổ', en: 'The keys under which the log is checked' },
        response: {
          200: Type.Object({
            origin: Type.String(),
            log: Type.String(),
            witness: Type.Union([Type.String(), Type.Null()]),
          }),
        },
        tags,
      },
      async () => ({ origin: log.origin, ...log.keys }),
    ),
  ];
}
