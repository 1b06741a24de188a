// A person's own trail: the page day by day, the proof of one look, the downloads, and the proof as data for the browser's own check.
import { Type } from 'typebox';
import { AppError } from '@city/kernel/errors';
import { Answer, page, type Route, route, view } from '@city/kernel/http';
import { addDays, localDate, startOfDay } from '@city/kernel/time';
import { leafCommitment } from '@city/kernel/trail/log';
import type { Tx } from '@city/kernel/database';
import { findOwnEntry, type OwnEntry, readOwnEntries } from '@city/kernel/trail/reading';
import { titlesOf } from '../questions/post.store.ts';
import { limits } from '../limits.ts';
import { ownQuestions } from '../questions/question.store.ts';
import { answerDueAt } from '../questions/rules.ts';
import type { LooksCity } from '../looks-city.ts';
import { csvOf, jsonOf } from './export.ts';
import { type Look, lookOf } from './look.ts';
import { LooksPage } from './looks.page.tsx';
import { ProofPage } from './proof.page.tsx';

export const self = 'looks.self';
export const discreet = { 'cache-control': 'no-store' };
const Id = Type.Object({ id: Type.String({ format: 'uuid' }) });
const Asked = Type.Object({
  by: Type.Optional(Type.Enum(['others', 'all'])),
  asked: Type.Optional(Type.String({ maxLength: 5 })),
  lang: Type.Optional(Type.String({ maxLength: 5 })),
});

export function looksRoutes(city: LooksCity): readonly Route[] {
  return [listPage(city), proofPage(city), csvRoute(city), jsonRoute(city), proofRoute(city)];
}

/** Entries as the person who reads them sees them. */
async function asLooks(city: LooksCity, tx: Tx, rows: readonly OwnEntry[]): Promise<Look[]> {
  const titles = await titlesOf(
    tx,
    rows.map(({ actor_post }) => actor_post),
  );
  const { trailWords: words, calendar } = city.m;
  const personId = tx.actor.id ?? '';
  return rows.map((row) => lookOf(row, { words, bodies: city.bodies, calendar, personId, titles }));
}

export async function findLook(city: LooksCity, tx: Tx, entryId: string): Promise<Look | null> {
  const row = await findOwnEntry(tx, entryId);
  return row && ((await asLooks(city, tx, [row]))[0] ?? null);
}

export const answerBy = (city: LooksCity, now: Date): Date =>
  answerDueAt(now, city.rules.answerTerm(localDate(now)), city.m.calendar);

function listPage(city: LooksCity): Route {
  return page(
    {
      url: '/me/who-looked',
      permission: self,
      summary: { vi: 'Ai đã xem dữ liệu của tôi', en: 'Who looked at my data' },
      query: Asked,
    },
    async (c) => {
      const by = c.query.by ?? 'others';
      const since = startOfDay(addDays(localDate(c.now), 1 - limits.pageDays));
      const most = limits.pageEntries;
      const { looks, isCut, questions } = await c.transaction(
        async (tx) => {
          const rows = await readOwnEntries(tx as Tx, { since, until: future, by, most: most + 1 });
          return {
            looks: await asLooks(city, tx as Tx, rows.slice(0, most)),
            isCut: rows.length > most,
            questions: await ownQuestions(tx as Tx),
          };
        },
        { readOnly: true },
      );
      const content = (
        <LooksPage
          t={c.t}
          lang={c.lang}
          looks={looks}
          questions={questions}
          by={by}
          days={limits.pageDays}
          isCut={isCut}
          dueAt={answerBy(city, c.now)}
          asked={c.query.asked !== undefined}
        />
      );
      return view(c.t('Ai đã xem dữ liệu của tôi'), content, {
        headers: discreet,
        page: { noIndex: true },
        islands: ['who-looked'],
      });
    },
  );
}

/** After all that a clock of ours can say. */
const future = new Date('9999-01-01T00:00:00Z');

function proofPage(city: LooksCity): Route {
  return page(
    {
      url: '/me/who-looked/:id',
      permission: self,
      summary: { vi: 'Bằng chứng của một lần xem', en: 'The proof of one look' },
      params: Id,
    },
    async (c) => {
      const { look, proven } = await c.transaction(
        async (tx) => ({
          look: await findLook(city, tx as Tx, c.params.id),
          proven: await city.log.prove(tx as Tx, c.params.id),
        }),
        { readOnly: true },
      );
      if (!look || !proven) throw new AppError('look_entry_unknown');
      const content = (
        <ProofPage
          t={c.t}
          lang={c.lang}
          look={look}
          proven={proven}
          commitment={leafCommitment(proven.canonical, proven.salt)}
        />
      );
      return view(c.t('Bằng chứng của một lần xem'), content, {
        headers: discreet,
        page: { noIndex: true },
        islands: ['who-looked'],
      });
    },
  );
}

const all = { since: new Date(0), until: future, by: 'all' } as const;

function csvRoute(city: LooksCity): Route {
  return route(
    {
      method: 'GET',
      url: '/me/who-looked.csv',
      permission: self,
      summary: { vi: 'Nhật ký của tôi, bảng tính', en: 'My trail as a spreadsheet' },
      streams: 'text/csv',
      tags: ['trail'],
    },
    async (c) => {
      const looks = await c.transaction(
        async (tx) =>
          asLooks(city, tx as Tx, await readOwnEntries(tx as Tx, { ...all, most: limits.exportEntries })),
        { readOnly: true },
      );
      return new Answer(200, csvOf(looks, c), {
        ...discreet,
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': 'attachment; filename="ai-da-xem.csv"',
      });
    },
  );
}

function jsonRoute(city: LooksCity): Route {
  return route(
    {
      method: 'GET',
      url: '/me/who-looked.json',
      permission: self,
      summary: {
        vi: 'Nhật ký của tôi kèm bằng chứng, để tự kiểm tra',
        en: 'My trail with its proofs, to check it oneself',
      },
      streams: 'application/json',
      limit: { max: 10, perSeconds: 60 },
      tags: ['trail'],
    },
    async (c) => {
      const body = await c.transaction(
        async (tx) => {
          const rows = await readOwnEntries(tx as Tx, { ...all, most: limits.exportProofs });
          const proofs = [];
          for (const { entry_id } of rows) proofs.push(await city.log.prove(tx as Tx, entry_id));
          return jsonOf(
            await asLooks(city, tx as Tx, rows),
            proofs,
            { origin: city.log.origin, ...city.log.keys },
            c,
          );
        },
        { readOnly: true },
      );
      return new Answer(200, body, {
        ...discreet,
        'content-type': 'application/json; charset=utf-8',
        'content-disposition': 'attachment; filename="ai-da-xem.json"',
      });
    },
  );
}

const Base64 = Type.String({ description: 'base64' });
const Proof = Type.Object(
  {
    leafIndex: Type.Integer({ minimum: 0 }),
    entry: Type.String({ description: 'The canonical text of the entry: a JSON list in a fixed order' }),
    salt: Base64,
    proof: Type.Array(Base64, { description: 'Hashes beside the path, from the leaf to the root' }),
    checkpoint: Type.String({ description: 'Signed note (C2SP tlog-checkpoint)' }),
    logKey: Type.String(),
    witnessKey: Type.Union([Type.String(), Type.Null()]),
  },
  { $id: 'TrailProof' },
);

function proofRoute(city: LooksCity): Route {
  return route(
    {
      method: 'GET',
      url: '/api/trail/entries/:id/proof',
      permission: self,
      summary: { vi: 'Bằng chứng của một dòng về tôi', en: 'The proof of an entry about me' },
      params: Id,
      response: { 200: Proof },
      tags: ['trail'],
    },
    async (c) => {
      const proven = await c.transaction((tx) => city.log.prove(tx as Tx, c.params.id), { readOnly: true });
      if (!proven) throw new AppError('look_entry_unknown');
      const body = {
        leafIndex: proven.leafIndex,
        entry: proven.canonical,
        salt: proven.salt.toString('base64'),
        proof: proven.proof.map((hash) => hash.toString('base64')),
        checkpoint: proven.checkpoint.note,
        logKey: city.log.keys.log,
        witnessKey: city.log.keys.witness,
      };
      return new Answer(200, body, discreet);
    },
  );
}
