// Refusals: who does not answer the hotline finds no caller, gets no help and files for nobody; the database asks again.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { anonymous } from '@city/kernel/access';
import { citizen, officer, type TestCity } from '@city/kernel/testing';
import { file, people, reportsCity } from '../../testing.ts';
import type { FeedbackTables } from '../../cases/tables.ts';
import { accessReportsOfPhone } from './caller.access.ts';

let city: TestCity;
beforeAll(async () => {
  city = await reportsCity();
  await file(city, { contact: { name: 'Bà Mẫu', phone: '0913000001' } });
});
afterAll(() => city.stop());

const strangers = {
  anonymous,
  citizen: citizen(),
  'officer of a ward': people.leChan,
  inspector: people.inspector,
};

describe.each([
  ['POST /api/desk/hotline/caller', { phone: '0913000001', purpose: 'Tò mò' }],
  ['GET /api/desk/hotline/help', null],
  ['POST /api/desk/hotline/reports', { service: 'flooding', words: 'Ngập', lat: 20.84, lon: 106.68 }],
])('%s', (route, body) => {
  test.each(Object.entries(strangers))('refuses: %s', async (_who, actor) => {
    const url = route.split(' ')[1]!;
    const before = await city.sql('select 1 from feedback.report');
    const answer = body === null ? await city.as(actor).get(url) : await city.as(actor).post(url, body);
    expect(answer.statusCode).toBe(actor.kind === 'anonymous' ? 401 : 403);
    expect(answer.body).not.toContain('Mẫu');
    expect(await city.sql('select 1 from feedback.report')).toHaveLength(before.length);
  });
});

describe('the database', () => {
  const look = (actor: Parameters<TestCity['as']>[0], purpose: string) =>
    city
      .module<FeedbackTables>('feedback')
      .db.transaction(actor, (tx) => accessReportsOfPhone(tx, '+84913000001', purpose, 10));
  const operator = officer({ body: 'trung-tam-dieu-hanh', role: 'operator' });

  test('shows callers to an operator with a purpose, and to nobody else', async () => {
    expect(await look(operator, 'Nhận cuộc gọi 1022')).toHaveLength(1);
    expect(await look(operator, '')).toHaveLength(0);
    expect(await look(people.inspector, 'Tò mò')).toHaveLength(0);
    expect(await look(people.haiDuong, 'Tò mò')).toHaveLength(0);
    expect(await look(anonymous, 'Tò mò')).toHaveLength(0);
  });

  test('shows messages and conversations to the city’s own hand alone', async () => {
    await city.sql(
      `insert into feedback.message_in (message_id, channel, external_id, sender_mark, sealed, outcome, received_at)
       values (gen_random_uuid(), 'sms', 'x', sha256('x'), 'x', 'filed', now())`,
    );
    const count = (actor: Parameters<TestCity['as']>[0]) =>
      city.module<FeedbackTables>('feedback').db.transaction(
        actor,
        async (tx) =>
          (
            await tx.db
              .selectFrom('feedback.message_in' as never)
              .selectAll()
              .execute()
          ).length,
      );
    expect(await count({ ...operator, purpose: 'Tò mò' } as never)).toBe(0);
    expect(await count(anonymous)).toBe(0);
  });
});
