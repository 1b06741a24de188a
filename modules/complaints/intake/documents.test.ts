// PDF documents of a petition: taken by their bytes, kept under seal, downloaded by the receiving body alone, forgotten with an unsent form.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { anonymous, system } from '@city/kernel/access';
import type { FormFile, TestCity } from '@city/kernel/testing';
import type { ComplaintsTables } from '../cases/tables.ts';
import { isPdf } from '../cases/documents.ts';
import { limits } from '../limits.ts';
import { aComplaint, complaintsTestCity, file, idOf, people } from '../testing.ts';
import { dropExpiredDrafts } from './draft.ts';

let city: TestCity;
beforeAll(async () => {
  city = await complaintsTestCity();
  city.clock.set('2026-09-08T02:30:00.000Z');
});
afterAll(() => city.stop());

const pdf = (words = 'Quyết định số 12'): Buffer =>
  Buffer.from(`%PDF-1.7\n1 0 obj << /Title (${words}) >> endobj\ntrailer << >>\n%%EOF\n`);
const sent = (data: Buffer): FormFile => ({
  field: 'documents',
  filename: 'Quyết định.pdf',
  contentType: 'application/pdf',
  data,
});
const begin = async (): Promise<string> => {
  const begun = await city.as(anonymous).form('/complaints/about', aComplaint.about);
  return String(begun.headers['location']).split('d=')[1]!;
};
const tell = (token: string, files: readonly FormFile[]) =>
  city.as(anonymous).form('/complaints/what', { d: token, ...aComplaint.what }, files);

test('are downloaded by the receiving body as they came, never shown in a page, each time on the trail', async () => {
  const { code } = await file(city, aComplaint, { files: [sent(pdf()), sent(pdf('Biên bản'))] });
  const id = await idOf(city, code);
  const { documents } = (await city.as(people.handler).get(`/api/desk/complaints/${id}`)).json();
  expect(documents.map(({ bytes }: { bytes: number }) => bytes)).toEqual([
    pdf().length,
    pdf('Biên bản').length,
  ]);
  const { address } = documents[0];
  const got = await city.as(people.handler).get(address);
  expect(got.rawPayload.equals(pdf())).toBe(true);
  expect(got.headers).toMatchObject({
    'content-type': 'application/pdf',
    'content-disposition': `attachment; filename="${code}.pdf"`,
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
  });
  const trail = await city.sql(`select 1 from trail.entry where action = 'complaint.document.read'`);
  expect(trail).toHaveLength(1);
  for (const who of [people.elsewhere, people.coordinator, people.inspector, people.reports, anonymous])
    expect([401, 403, 404]).toContain((await city.as(who).get(address)).statusCode);
  const other = await idOf(city, (await file(city)).code);
  expect((await city.as(people.handler).get(address.replace(id, other))).statusCode).toBe(404);
});

test('stand under seal: nothing of them can be read in the database', async () => {
  const secret = 'Chữ riêng của tài liệu kín';
  const token = await begin();
  await tell(token, [sent(pdf(secret))]);
  const [row] = await city.sql<{ n: number }>(
    `select count(*)::int as n from complaints.draft_document where position(convert_to($1, 'UTF8') in sealed) = 0`,
    [secret],
  );
  expect(row?.n).toBeGreaterThan(0);
  await file(city, aComplaint, { files: [sent(pdf(secret))] });
  const open = await city.sql(
    `select 1 from complaints.document where position(convert_to($1, 'UTF8') in sealed) > 0`,
    [secret],
  );
  expect(open).toEqual([]);
});

test('something else under the name of a PDF, too many or too large ones are refused at their field, and the texts stay', async () => {
  const token = await begin();
  const many = Array.from({ length: limits.documentsMost + 1 }, () => sent(pdf()));
  const large = Buffer.concat([pdf(), Buffer.alloc(limits.documentBytes), Buffer.from('%%EOF')]);
  for (const [files, words] of [
    [[sent(Buffer.from('<script>alert(1)</script>'))], 'không phải PDF'],
    [many, `Nhiều nhất ${limits.documentsMost} tệp PDF`],
    [[sent(large)], 'nhiều nhất 8 MB'],
  ] as const) {
    const answer = await tell(token, files);
    expect(answer.statusCode, words).toBe(422);
    expect(answer.body).toContain(words);
    expect(answer.body).toContain(aComplaint.what['words']);
  }
  expect(
    (
      await city.sql(
        'select 1 from complaints.draft_document d join complaints.draft using (token_hash) where d.bytes > 8000000',
      )
    ).length,
  ).toBe(0);
});

test('chosen again they take the place of those before; an unsent form is forgotten with them', async () => {
  const token = await begin();
  const count = async () =>
    (await city.sql<{ n: number }>('select count(*)::int as n from complaints.draft_document'))[0]!.n;
  const before = await count();
  await tell(token, [sent(pdf()), sent(pdf())]);
  await tell(token, [sent(pdf())]);
  expect(await count()).toBe(before + 1);
  expect((await city.as(anonymous).get(`/complaints/what?d=${token}`)).body).toContain('Đang giữ 1 tệp');
  const now = city.clock.now();
  city.clock.advance(7 * 3_600_000);
  const m = city.module<ComplaintsTables>('complaints');
  await m.db.transaction(system('test'), (tx) => dropExpiredDrafts(tx));
  expect(await count()).toBe(0);
  city.clock.set(now);
});

test.each([
  ['a whole one', pdf(), true],
  ['version 2', Buffer.from('%PDF-2.0\n…\n%%EOF'), true],
  ['something before the mark', Buffer.concat([Buffer.from(' '), pdf()]), false],
  ['cut off', pdf().subarray(0, 40), false],
  ['another version', Buffer.from('%PDF-9.9\n%%EOF'), false],
  ['nothing', Buffer.alloc(0), false],
] as const)('a PDF by its bytes: %s', (_name, bytes, is) => {
  expect(isPdf(bytes)).toBe(is);
});
