// The codec bench: scripts as they stand, a trial on bytes, and saving.
import { Type } from 'typebox';
import type { Tx } from '@city/kernel/database';
import { noContent, type Route, route } from '@city/kernel/http';
import { allCodecs, saveCodec } from '../codecs/codec.store.ts';
import { decodeUplink } from '../codecs/sandbox.ts';
import { valuesOf } from '../ingest/telemetry.ts';
import { CodecInput, CodecLine, Trial, TrialAnswer } from './shapes.ts';

const tags = ['devices desk'];

export function codecRoutes(): readonly Route[] {
  return [listRoute(), saveRoute(), tryRoute()];
}

function listRoute(): Route {
  return route<unknown, never, never, never>(
    {
      method: 'GET',
      url: '/api/desk/sensing/codecs',
      permission: 'sensing.look',
      tags,
      summary: { vi: 'Các bộ giải mã', en: 'Codecs' },
      response: { 200: Type.Object({ items: Type.Array(CodecLine) }) },
    },
    async (c) => {
      const rows = await c.transaction((tx) => allCodecs(tx as Tx), { readOnly: true });
      return { items: rows.map((row) => ({ ...row, savedAt: row.savedAt.toISOString() })) };
    },
  );
}

function saveRoute(): Route {
  return route(
    {
      method: 'POST',
      url: '/api/desk/sensing/codecs',
      permission: 'sensing.manage',
      tags,
      summary: { vi: 'Lưu một bộ giải mã', en: 'Save a codec' },
      body: CodecInput,
      response: { 204: Type.Null() },
      limit: { max: 30, perSeconds: 60 },
    },
    async (c) => {
      await c.transaction(async (tx) => {
        await saveCodec(tx as Tx, c.body);
        tx.trail({ action: 'codec.save', object: { type: 'codec', id: c.body.code } });
      });
      return noContent();
    },
  );
}

function tryRoute(): Route {
  return route(
    {
      method: 'POST',
      url: '/api/desk/sensing/codecs/try',
      permission: 'sensing.manage',
      tags,
      summary: {
        vi: 'Chạy thử bộ giải mã trên vài byte, không lưu gì',
        en: 'Try a codec on some bytes; nothing is stored',
      },
      body: Trial,
      response: { 200: TrialAnswer },
      limit: { max: 120, perSeconds: 60 },
    },
    async ({ body: { script, hex, fPort } }) => {
      const bytes = [...Buffer.from(hex.replaceAll(/\s/g, ''), 'hex')];
      const { data, warnings } = await decodeUplink(script, { bytes, fPort });
      return {
        data: JSON.stringify(data, null, 2),
        warnings,
        values: valuesOf(data, null).map(({ metric, v }) => ({ metric, v })),
      };
    },
  );
}
