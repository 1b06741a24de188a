// The public interface of petitions: list, one, start and change, sign and take back, give up, appeal.
import { type Static, type TSchema, Type } from 'typebox';
import { isId } from '@city/kernel/database';
import { AppError } from '@city/kernel/errors';
import {
  collection,
  created,
  cursorOf,
  readCursor,
  type RequestContext,
  type Route,
  route,
} from '@city/kernel/http';
import {
  DraftInput,
  limits,
  NothingInput,
  PetitionCode,
  PetitionItem,
  PetitionView,
  Signature,
  SignInput,
  WordsInput,
} from '../contract.ts';
import type { PetitionCity } from '../module-city.ts';
import { mySignature, sign, withdrawOwn } from '../signing/signing.ts';
import { findAlike } from '../alike/find-alike.ts';
import { suggestFrom } from '../rules/petition-rules.ts';
import { type Filters, listPublic, stateFilters } from './list.store.ts';
import { appealRefusal } from './moderate.action.ts';
import { petitionItem, petitionView } from './petition-view.ts';
import type { PetitionTx } from './petition.store.ts';
import { requireVerified } from './verified.ts';
import { type Opened, openForReading, openForStep } from './step.ts';
import type { PetitionRow, PetitionTables } from './tables.ts';
import {
  editPetition,
  proposePetition,
  readDraft,
  startPetition,
  withdrawPetition,
  type Draft,
} from './write.action.ts';

const anyone = 'public: petitions are read by everyone; who signed is not shown';
const takePart = 'petitions.take-part';
const tags = ['petitions'];
const Code = Type.Object({ code: PetitionCode });

export const ListQuery = Type.Object({
  q: Type.Optional(Type.String({ maxLength: limits.searchMax })),
  state: Type.Optional(Type.String({ maxLength: 20, description: stateFilters.join(', ') })),
  unit: Type.Optional(Type.String({ maxLength: 10, description: 'Code of a unit, or `city`' })),
  topic: Type.Optional(Type.String({ maxLength: 64 })),
  body: Type.Optional(Type.String({ maxLength: 64 })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: limits.listMax })),
  cursor: Type.Optional(Type.String({ maxLength: 400 })),
});

export function petitionRoutes(city: PetitionCity): readonly Route[] {
  return [
    listRoute(city),
    oneRoute(city),
    alikeRoute(city),
    startRoute(city),
    signRoute(city),
    takeBackRoute(city),
    mineRoute(city),
    stepRoute(city, 'edit', { vi: 'Sửa bản nháp', en: 'Change a draft' }, DraftInput, (tx, opened, body) =>
      editPetition(tx, workingCity(city), opened, draftOf(body)),
    ),
    stepRoute(
      city,
      'propose',
      { vi: 'Gửi đi tìm người ủng hộ', en: 'Look for first supporters' },
      NothingInput,
      (tx, opened) => proposePetition(tx, workingCity(city), opened),
    ),
    stepRoute(
      city,
      'withdraw',
      { vi: 'Rút kiến nghị', en: 'Give a petition up' },
      NothingInput,
      (tx, opened) => withdrawPetition(tx, workingCity(city), opened),
    ),
    stepRoute(
      city,
      'appeal',
      { vi: 'Đề nghị xem lại', en: 'Appeal against a refusal' },
      WordsInput,
      (tx, opened, body) => appealRefusal(tx, workingCity(city), opened, body),
    ),
  ];
}

/** What actions stand on; the calendar and the units are those of this moment. */
export const workingCity = (city: PetitionCity) => ({ ...city, calendar: city.m.calendar, geo: city.m.geo });

export function draftOf(body: Static<typeof DraftInput>): Draft {
  return { ...body, unit: body.unit ?? null, body: body.body ?? null };
}

/** @throws AppError `invalid_cursor` */
export function readAfter(text: string | undefined): { at: Date; id: string } | null {
  const cursor = readCursor(text, ['string', 'string'] as const);
  if (!cursor) return null;
  const [at, id] = cursor as readonly [string, string];
  if (Number.isNaN(Date.parse(at)) || !isId(id)) throw new AppError('invalid_cursor', { field: 'cursor' });
  return { at: new Date(at), id };
}

/** A page of public petitions and the cursor to the next. */
export async function publicPage(
  tx: PetitionTx,
  city: PetitionCity,
  filters: Filters,
  page: { readonly limit: number; readonly cursor: string | undefined },
): Promise<{ items: Static<typeof PetitionItem>[]; next: string | null }> {
  const rows = await listPublic(tx, filters, { limit: page.limit + 1, after: readAfter(page.cursor) });
  const shown = rows.slice(0, page.limit);
  const last = shown.at(-1);
  const more = rows.length > page.limit && last?.published_at;
  return {
    items: shown.map((row) => petitionItem(city, row, tx.now)),
    next: more ? cursorOf([more.toISOString(), last.petition_id]) : null,
  };
}

function listRoute(city: PetitionCity): Route {
  return route<PetitionTables, never, typeof ListQuery>(
    {
      method: 'GET',
      url: '/api/petitions',
      permission: anyone,
      tags,
      summary: { vi: 'Danh sách kiến nghị, mới nhất trước', en: 'List petitions, newest first' },
      query: ListQuery,
      response: { 200: collection(PetitionItem) },
    },
    async (c) => {
      const { limit = limits.listDefault, cursor, ...filters } = c.query;
      return c.transaction((tx) => publicPage(tx, city, filters, { limit, cursor }), { readOnly: true });
    },
  );
}

function oneRoute(city: PetitionCity): Route {
  return route<PetitionTables, never, TSchema, typeof Code>(
    {
      method: 'GET',
      url: '/api/petitions/:code',
      permission: anyone,
      tags,
      summary: { vi: 'Một kiến nghị', en: 'One petition' },
      params: Code,
      response: { 200: PetitionView },
    },
    (c) =>
      c.transaction(
        async (tx) => petitionView(tx, city, (await openForReading(tx, c.params.code)).petition),
        { readOnly: true },
      ),
  );
}

function alikeRoute(city: PetitionCity): Route {
  return route<PetitionTables, typeof DraftInput>(
    {
      method: 'POST',
      url: '/api/petitions/alike',
      permission: takePart,
      tags,
      summary: { vi: 'Kiến nghị gần giống', en: 'Petitions that ask nearly the same' },
      body: DraftInput,
      response: { 200: collection(PetitionItem) },
      bodyLimit: limits.jsonBytes,
      limit: { max: limits.startsPerMinute, perSeconds: 60 },
    },
    async (c) => {
      const draft = draftOf(c.body);
      readDraft(workingCity(city), draft, c.now);
      const rows = await c.transaction(
        (tx) => findAlike(tx, draft, { from: suggestFrom(city.rules, tx.now), except: null }),
        { readOnly: true },
      );
      return { items: rows.map((row) => petitionItem(city, row, c.now)), next: null };
    },
  );
}

function startRoute(city: PetitionCity): Route {
  return route<PetitionTables, typeof DraftInput>(
    {
      method: 'POST',
      url: '/api/petitions',
      permission: takePart,
      tags,
      summary: { vi: 'Bắt đầu một kiến nghị (bản nháp)', en: 'Start a petition (a draft)' },
      body: DraftInput,
      response: { 201: PetitionView },
      idempotent: true,
      bodyLimit: limits.jsonBytes,
      limit: { max: limits.startsPerMinute, perSeconds: 60 },
    },
    async (c) => {
      requireVerified(city.rules, c.actor, c.now);
      return c.transaction(async (tx) => {
        const row = await startPetition(tx, workingCity(city), draftOf(c.body));
        return created(`/api/petitions/${row.code}`, await petitionView(tx, city, row));
      });
    },
  );
}

function signRoute(city: PetitionCity): Route {
  return route<PetitionTables, typeof SignInput, TSchema, typeof Code>(
    {
      method: 'POST',
      url: '/api/petitions/:code/sign',
      permission: takePart,
      tags,
      summary: { vi: 'Ký kiến nghị; ký lại không tính thêm', en: 'Sign; signing again counts once' },
      params: Code,
      body: SignInput,
      response: { 200: Signature },
      limit: { max: limits.signsPerMinute, perSeconds: 60 },
    },
    async (c) => {
      const named = c.body.named === true;
      const count = await sign(city, c, { code: c.params.code, named });
      return { signed: true, named: named && c.actor.name !== null, signatures: count };
    },
  );
}

function takeBackRoute(city: PetitionCity): Route {
  return route<PetitionTables, typeof NothingInput, TSchema, typeof Code>(
    {
      method: 'POST',
      url: '/api/petitions/:code/take-back',
      permission: takePart,
      tags,
      summary: { vi: 'Rút chữ ký', en: 'Take a signature back' },
      params: Code,
      body: NothingInput,
      response: { 200: Signature },
      limit: { max: limits.signsPerMinute, perSeconds: 60 },
    },
    async (c) => ({ signed: false, named: false, signatures: await withdrawOwn(city, c, c.params.code) }),
  );
}

function mineRoute(city: PetitionCity): Route {
  return route<PetitionTables, never, TSchema, typeof Code>(
    {
      method: 'GET',
      url: '/api/petitions/:code/signature',
      permission: takePart,
      tags,
      summary: { vi: 'Chữ ký của tôi', en: 'My signature' },
      params: Code,
      response: { 200: Signature },
    },
    (c) => c.transaction((tx) => mySignature(tx, city, c.params.code), { readOnly: true }),
  );
}

/** A step of the starter. */
function stepRoute<B extends TSchema>(
  city: PetitionCity,
  verb: string,
  summary: { readonly vi: string; readonly en: string },
  body: B,
  take: (tx: PetitionTx, opened: Opened, body: Static<B>) => Promise<PetitionRow>,
): Route {
  return route<PetitionTables, B, TSchema, typeof Code>(
    {
      method: 'POST',
      url: `/api/petitions/:code/${verb}`,
      permission: takePart,
      tags,
      summary,
      params: Code,
      body,
      response: { 200: PetitionView },
      bodyLimit: limits.jsonBytes,
      limit: { max: limits.startsPerMinute, perSeconds: 60 },
    },
    async (c) => {
      const at = c as unknown as RequestContext<Static<B>, unknown, Static<typeof Code>, PetitionTables>;
      return at.transaction(async (tx) => {
        const after = await take(tx, await openForStep(tx, at.params.code), at.body);
        return petitionView(tx, city, after);
      });
    },
  );
}
