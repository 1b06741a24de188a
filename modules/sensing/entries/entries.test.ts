// Entries through the running city: what is added is listed, once, with its event; what is wrong is named.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { anonymous } from '@city/kernel/access';
import { citizen, type TestCity, testCity } from '@city/kernel/testing';
import { module } from '../module.ts';

let city: TestCity;
beforeAll(async () => {
  city = await testCity({ modules: [module as never] });
});
afterAll(() => city?.stop());

test('what a person adds, everyone can list, newest first, and its event goes out', async () => {
  const person = city.as(citizen());
  const first = await person.post('/api/sensing', { name: 'Cây phượng' });
  expect(first.statusCode).toBe(201);
  city.clock.advance(1_000);
  await person.post('/api/sensing', { name: 'Bến Bính' });
  const list = await city.as(anonymous).get('/api/sensing');
  expect(list.json()).toMatchObject({ items: [{ name: 'Bến Bính' }, { name: 'Cây phượng' }], next: null });
  const events = await city.sql<{ data: unknown }>(
    `select data from events.outbox where type = 'sensing.entry.added' order by xid, seq`,
  );
  expect(events[0]?.data).toEqual({ entryId: first.json().id });
});

test('the same Idempotency-Key adds once', async () => {
  const person = city.as(citizen());
  const key = { 'idempotency-key': 'the-same-key-twice' };
  const [one, two] = [
    await person.post('/api/sensing', { name: 'Một lần' }, key),
    await person.post('/api/sensing', { name: 'Một lần' }, key),
  ];
  expect(two.json()).toEqual(one.json());
  expect(await city.sql(`select 1 from sensing.entry where name = 'Một lần'`)).toHaveLength(1);
});

test('an empty or missing name is refused with a problem that names the field, and nothing is stored', async () => {
  const person = city.as(citizen());
  for (const body of [{}, { name: '' }, { name: '   ' }]) {
    const answer = await person.post('/api/sensing', body);
    expect([answer.statusCode, answer.json().errors?.[0]?.pointer]).toEqual([400, '/name']);
  }
  expect(await city.sql(`select 1 from sensing.entry where trim(name) = ''`)).toEqual([]);
});

test('the page lists entries and takes a form without JavaScript', async () => {
  const person = city.as(citizen());
  const sent = await person.form('/sensing', { name: 'Từ biểu mẫu' });
  expect([sent.statusCode, sent.headers.location]).toEqual([303, '/sensing']);
  const shown = await person.get('/sensing', { accept: 'text/html' });
  expect(shown.body).toContain('Từ biểu mẫu');
});
