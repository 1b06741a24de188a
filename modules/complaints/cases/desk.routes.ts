// The officers' interface: the matters of their own body by due time, one in full, who filed it for a stated purpose, the steps.
import { sql } from 'kysely';
import { type Static, Type } from 'typebox';
import { isId } from '@city/kernel/database';
import { AppError } from '@city/kernel/errors';
import { imageAnswer } from '@city/kernel/files';
import { Answer, route, type Route } from '@city/kernel/http';
import type { ComplaintsCity } from '../complaints-city.ts';
import { IdentityView, limits, MatterItem, MatterView, StepInput } from '../contract.ts';
import { openDocument } from './document.store.ts';
import { accessIdentity } from './identity.access.ts';
import { matterItem, matterView, trailRead } from './matter-view.ts';
import { type ComplaintsTx, evidenceOf } from './matter.store.ts';
import { openStates } from './states.ts';
import { openMatter } from './step.ts';
import { officeVerbs, takeOfficeStep } from './office-step.action.ts';
import type { ComplaintsTables, MatterRow } from './tables.ts';

const tags = ['desk'];
const permission = 'complaints.matter.handle';
const Id = Type.Object({ id: Type.String({ maxLength: 36 }) });
const Page = Type.Object({ items: Type.Array(MatterItem) });
const ListQuery = Type.Object({ box: Type.Optional(Type.Enum(['open', 'ended'], { default: 'open' })) });
const Purpose = Type.Object(
  { purpose: Type.String({ minLength: limits.purposeMin, maxLength: limits.purposeMax, pattern: '\\S' }) },
  { additionalProperties: false },
);
/** Nothing of a matter stays in a cache. */
const unkept = { 'cache-control': 'no-store' };

export function deskRoutes(city: ComplaintsCity): readonly Route[] {
  return [
    listRoute(city),
    oneRoute(city),
    identityRoute(city),
    evidenceRoute(city),
    documentRoute(city),
    stepRoute(city),
  ];
}

/** An id of no shape looks like one that is unknown. */
function idOf({ params }: { params: Static<typeof Id> }): string {
  if (!isId(params.id)) throw new AppError('complaint_not_found');
  return params.id;
}

function listRoute(city: ComplaintsCity): Route {
  return route<ComplaintsTables, never, typeof ListQuery>(
    {
      method: 'GET',
      url: '/api/desk/complaints',
      permission,
      tags,
      summary: { vi: 'Đơn của cơ quan, gần hạn nhất trước', en: 'A body’s matters, nearest due time first' },
      query: ListQuery,
      response: { 200: Page },
    },
    (c) =>
      c.transaction(async (tx) => {
        const rows = await mattersOf(tx, c.actor.post?.body ?? '', c.query.box ?? 'open');
        tx.trail({ action: 'complaint.list', detail: { matters: rows.length } });
        return new Answer(200, { items: rows.map((row) => matterItem(city, row, tx.now)) }, unkept);
      }),
  );
}

async function mattersOf(tx: ComplaintsTx, body: string, box: 'open' | 'ended'): Promise<MatterRow[]> {
  const isOpen = sql`(state = any(${openStates}::text[]) or state = 'information')`;
  const found = await sql<MatterRow>`
    select * from complaints.matter
     where body_code = ${body} and ${box === 'open' ? isOpen : sql`not ${isOpen}`}
     order by ${box === 'open' ? sql`due_at nulls last, matter_id` : sql`changed_at desc, matter_id`}
     limit ${limits.listMax}`.execute(tx.db);
  return found.rows;
}

function oneRoute(city: ComplaintsCity): Route {
  return route<ComplaintsTables, never, never, typeof Id>(
    {
      method: 'GET',
      url: '/api/desk/complaints/:id',
      permission,
      tags,
      summary: { vi: 'Một đơn, không kèm danh tính', en: 'One matter, without the person' },
      params: Id,
      response: { 200: MatterView },
    },
    (c) =>
      c.transaction(async (tx) => {
        const opened = await openMatter(tx, city, idOf(c), { lock: false });
        trailRead(tx, c.actor, opened.matter);
        return answerOf(await matterView(tx, city, opened));
      }),
  );
}

const answerOf = (body: MatterView): Answer =>
  new Answer(200, body, { ...unkept, etag: `"${body.version}"` });

function identityRoute(city: ComplaintsCity): Route {
  return route<ComplaintsTables, typeof Purpose, never, typeof Id>(
    {
      method: 'POST',
      url: '/api/desk/complaints/:id/identity',
      permission,
      tags,
      summary: {
        vi: 'Xem ai gửi đơn, có mục đích; mỗi lần xem đều ghi lại',
        en: 'Who filed it, for a purpose; each look is recorded',
      },
      params: Id,
      body: Purpose,
      response: { 200: IdentityView },
    },
    (c) =>
      city.m.db.transaction({ ...c.actor, purpose: c.body.purpose }, async (tx) => {
        const { matter } = await openMatter(tx, city, idOf(c), { lock: false });
        const identity = await accessIdentity(tx, city, matter);
        if (!identity) throw new AppError('complaint_not_found');
        const { name, address, phone, email, paper } = identity;
        return new Answer(200, { name, address, phone, email, paper }, unkept);
      }),
  );
}

const File = Type.Object({ ...Id.properties, file: Type.String({ maxLength: 36 }) });

function evidenceRoute(city: ComplaintsCity): Route {
  return route<ComplaintsTables, never, never, typeof File>(
    {
      method: 'GET',
      url: '/api/desk/complaints/:id/evidence/:file',
      permission,
      tags,
      summary: { vi: 'Một ảnh tài liệu của đơn', en: 'A picture of a document of the matter' },
      params: File,
      streams: 'image/*',
    },
    async (c) => {
      const image = await c.transaction(async (tx) => {
        const { matter } = await openMatter(tx, city, idOf(c), { lock: false });
        const belongs = await evidenceOf(tx, matter.matter_id);
        if (!belongs.some(({ file_id }) => file_id === c.params.file))
          throw new AppError('complaint_not_found');
        tx.trail({ action: 'complaint.evidence.read', object: { type: 'complaint', id: matter.matter_id } });
        return city.m.files.openVariant(tx, c.params.file, 'full');
      });
      return imageAnswer(image, { isPublic: false, known: c.request.headers['if-none-match'] });
    },
  );
}

function documentRoute(city: ComplaintsCity): Route {
  return route<ComplaintsTables, never, never, typeof File>(
    {
      method: 'GET',
      url: '/api/desk/complaints/:id/documents/:file',
      permission,
      tags,
      summary: {
        vi: 'Tải một tài liệu PDF của đơn; mỗi lần tải đều ghi lại',
        en: 'Download a PDF document of the matter; each download is recorded',
      },
      params: File,
      streams: 'application/pdf',
    },
    async (c) => {
      const data = await c.transaction(async (tx) => {
        const { matter } = await openMatter(tx, city, idOf(c), { lock: false });
        if (!isId(c.params.file)) throw new AppError('complaint_not_found');
        const found = await openDocument(tx, city.seals, matter.matter_id, c.params.file);
        if (!found) throw new AppError('complaint_not_found');
        tx.trail({
          action: 'complaint.document.read',
          object: { type: 'complaint', id: matter.matter_id },
          detail: { document: c.params.file },
        });
        return { bytes: found, code: matter.code };
      });
      return new Answer(200, data.bytes, {
        ...unkept,
        'content-type': 'application/pdf',
        'content-length': String(data.bytes.length),
        // Never shown inside a page of ours, whatever the file holds.
        'content-disposition': `attachment; filename="${data.code}.pdf"`,
        'content-security-policy': "default-src 'none'; sandbox",
        'x-content-type-options': 'nosniff',
        'cross-origin-resource-policy': 'same-origin',
      });
    },
  );
}

const Verb = Type.Object({ ...Id.properties, verb: Type.Enum(officeVerbs) });

function stepRoute(city: ComplaintsCity): Route {
  return route<ComplaintsTables, typeof StepInput, never, typeof Verb>(
    {
      method: 'POST',
      url: '/api/desk/complaints/:id/:verb',
      permission,
      tags,
      summary: { vi: 'Một bước xử lý', en: 'A step of handling' },
      params: Verb,
      body: StepInput,
      response: { 200: MatterView },
      limit: { max: 120, perSeconds: 60 },
    },
    (c) =>
      c.transaction(async (tx) => {
        const version = seenVersion(c.request.headers['if-match']);
        const id = idOf(c);
        const opened = await openMatter(tx, city, id, { lock: true, version });
        await takeOfficeStep(tx, city, opened, { action: c.params.verb, words: c.body.words });
        return answerOf(await matterView(tx, city, await openMatter(tx, city, id, { lock: false })));
      }),
  );
}

/** The version in `If-Match: "3"`; nothing asks for none, an unreadable tag fits no version. */
function seenVersion(header: string | undefined): number | undefined {
  if (header === undefined || header.trim() === '*') return undefined;
  const found = /^(?:W\/)?"?(\d{1,9})"?$/.exec(header.trim());
  return found ? Number(found[1]) : -1;
}
