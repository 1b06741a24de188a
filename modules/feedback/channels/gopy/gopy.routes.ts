// The góp ý interface of Vietnamese 1022 portals: a city's apps send here what they sent there, unchanged.
import { type Static, Type } from 'typebox';
import { AppError, type FieldError } from '@city/kernel/errors';
import { created, type Route, route } from '@city/kernel/http';
import { localDate } from '@city/kernel/time';
import { refuse } from '../../cases/contact.ts';
import { fileReport } from '../../cases/file.action.ts';
import { receive } from '../../cases/intake.ts';
import { publicView } from '../../cases/report-detail.ts';
import type { FeedbackTx } from '../../cases/report.store.ts';
import { openForReading } from '../../cases/step.ts';
import type { FeedbackTables } from '../../cases/tables.ts';
import { limits } from '../../limits.ts';
import type { FeedbackCity } from '../../module-city.ts';
import { fetchMedia } from '../../open311/fetch-media.ts';
import { Open311Error } from '../../open311/open311-error.ts';
import { reportsPerMinute } from '../../settings.ts';
import { topicsOn } from '../channel-data.ts';
import { GopyInput, readGopy } from './gopy-input.ts';
import { gopyView, GopyView } from './gopy-view.ts';
import { gopyPage, insertGopy } from './gopy.store.ts';
import { partnerOf } from './partner-key.ts';

export const gopyBase = '/api/1022/gopy';
const byKey = 'public: sending asks for the key of a registered partner';
const anyone = 'public: shows public reports only';
const tags = ['gopy'];

export function gopyRoutes(city: FeedbackCity): readonly Route[] {
  return [sendRoute(city), listRoute(city), oneRoute(city), topicsRoute(city)];
}

function sendRoute(city: FeedbackCity): Route {
  return route<FeedbackTables, typeof GopyInput>(
    {
      method: 'POST',
      url: gopyBase,
      permission: byKey,
      tags,
      summary: { vi: 'Góp ý 1022: gửi', en: '1022 feedback: send' },
      body: GopyInput,
      response: { 201: GopyView },
      idempotent: true,
      bodyLimit: limits.jsonBytes,
      limit: reportsPerMinute(city.m.config),
    },
    async (c) => {
      const headers = c.request.headers;
      const key = await city.m.db.transaction(c.actor, (tx) => partnerOf(tx, headers), { readOnly: true });
      const problems: FieldError[] = [];
      const given = readGopy(city, c.body, localDate(c.now), problems);
      refuse(problems);
      const { made, photos } = await underTheirNames(async () =>
        receive(city, {
          body: given.body,
          uploads: await pictures(city, given.pictures),
          actor: c.actor,
          lang: 'vi',
          channel: 'gopy',
          now: c.now,
        }),
      );
      return c.transaction(async (tx) => {
        const { report } = await fileReport(tx, city.m.files, made, photos);
        const { userId, origin, attached } = given;
        await insertGopy(tx, {
          report_id: report.report_id,
          key_id: key.key_id,
          user_id: userId,
          origin,
          attached,
        });
        const view = await publicView(tx, city, report);
        return created(
          `${gopyBase}/${report.tracking_code}`,
          gopyView(city.rules.channels, view, city.m.publicUrl),
        );
      });
    },
  );
}

async function pictures(city: FeedbackCity, urls: readonly string[]) {
  try {
    return await fetchMedia(city, urls);
  } catch (error) {
    if (error instanceof Open311Error) throw new AppError('gopy_picture_not_fetched', { field: 'hinhAnhs' });
    throw error;
  }
}

/** Our fields as this payload calls them. */
const theirNames: Readonly<Record<string, string>> = {
  words: 'noiDungYKien',
  service: 'linhVucId',
  lat: 'latitude',
  lon: 'longitude',
  address: 'noiDienRa',
  occurredAt: 'ngayDienRa',
  'contact/phone': 'soDienThoai',
  'contact/email': 'email',
  photos: 'hinhAnhs',
};

async function underTheirNames<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (!(error instanceof AppError) || error.errors.length === 0) throw error;
    const errors = error.errors.map((one) => {
      const name = one.pointer.slice(1);
      const theirs = theirNames[name] ?? theirNames[name.split('/')[0] ?? ''] ?? name;
      return { ...one, pointer: `/${theirs}` };
    });
    throw new AppError(error.code, { errors });
  }
}

const ListQuery = Type.Object({
  page: Type.Optional(Type.Integer({ minimum: 0, maximum: 100_000, description: 'From 0' })),
  size: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
  keyword: Type.Optional(Type.String({ maxLength: limits.searchMax })),
  cuaToi: Type.Optional(Type.Boolean({ description: 'Only what the key’s holder has sent' })),
});
const List = Type.Object(
  {
    content: Type.Array(GopyView),
    page: Type.Integer(),
    size: Type.Integer(),
    totalElements: Type.Integer(),
    totalPages: Type.Integer(),
  },
  { title: 'GopYList' },
);

function listRoute(city: FeedbackCity): Route {
  return route<FeedbackTables, never, typeof ListQuery>(
    {
      method: 'GET',
      url: gopyBase,
      permission: anyone,
      tags,
      summary: { vi: 'Góp ý 1022: danh sách', en: '1022 feedback: list' },
      query: ListQuery,
      response: { 200: List },
    },
    (c) =>
      c.transaction(
        async (tx) => {
          const { page = 0, size = 20, keyword, cuaToi: own } = c.query as Static<typeof ListQuery>;
          const key = own === true ? (await partnerOf(tx, c.request.headers)).key_id : null;
          const filters = { keyword: keyword?.trim() || null, key };
          const { rows, total } = await gopyPage(tx, filters, { limit: size, offset: page * size });
          const content: GopyView[] = [];
          for (const row of rows) content.push(await shown(tx, city, row));
          return { content, page, size, totalElements: total, totalPages: Math.ceil(total / size) };
        },
        { readOnly: true },
      ),
  );
}

async function shown(tx: FeedbackTx, city: FeedbackCity, row: Parameters<typeof publicView>[2]) {
  return gopyView(city.rules.channels, await publicView(tx, city, row), city.m.publicUrl);
}

const Id = Type.Object({ id: Type.String({ maxLength: 60 }) });

function oneRoute(city: FeedbackCity): Route {
  return route<FeedbackTables, never, never, typeof Id>(
    {
      method: 'GET',
      url: `${gopyBase}/:id`,
      permission: anyone,
      tags,
      summary: { vi: 'Góp ý 1022: một góp ý', en: '1022 feedback: one item' },
      params: Id,
      response: { 200: GopyView },
    },
    (c) =>
      c.transaction(async (tx) => shown(tx, city, (await openForReading(tx, city, c.params.id)).report), {
        readOnly: true,
      }),
  );
}

const Topics = Type.Array(Type.Object({ id: Type.Integer(), ten: Type.String(), ma: Type.String() }), {
  title: 'GopYTopics',
});

function topicsRoute(city: FeedbackCity): Route {
  return route<FeedbackTables>(
    {
      method: 'GET',
      url: '/public/gopy/chude',
      permission: 'public: the list of topics',
      tags,
      summary: { vi: 'Góp ý 1022: chủ đề', en: '1022 feedback: topics' },
      response: { 200: Topics },
    },
    async (c) =>
      topicsOn(city.rules.channels, localDate(c.now)).map(({ id, service }) => ({
        id,
        ma: service,
        ten: city.rules.catalogue.any(service)?.name.vi ?? service,
      })),
  );
}
