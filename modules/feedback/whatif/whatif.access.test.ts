// Refusals of the what-if routes: only leaders and coordinators ask the simulation.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { anonymous } from '@city/kernel/access';
import { citizen, officer, type TestCity } from '@city/kernel/testing';
import { people, reportsCity } from '../testing.ts';

let city: TestCity;
beforeAll(async () => {
  city = await reportsCity();
});
afterAll(() => city.stop());

const strangers = {
  anonymous,
  citizen: citizen(),
  officer: people.leChan,
  inspector: people.inspector,
  operator: officer({ body: 'dieu-phoi-1022', role: 'operator' }),
};

describe.each([
  'GET /api/feedback/what-if/office',
  'POST /api/feedback/what-if',
  'GET /api/feedback/what-if/:id',
])('%s', (route) => {
  test.each(Object.entries(strangers))('refuses: %s', async (_who, actor) => {
    const [method, path = ''] = route.split(' ');
    const url = path.replace(':id', '01890000-0000-7000-8000-000000000000');
    const caller = city.as(actor);
    const answer =
      method === 'POST'
        ? await caller.post(url, { body: 'ubnd-11383', officers: 3 })
        : await caller.get(path.endsWith('office') ? `${url}?body=ubnd-11383` : url);
    expect(answer.statusCode).toBe(actor === anonymous ? 401 : 403);
    const [stored] = await city.sql<{ n: number }>('select count(*)::int as n from feedback.what_if');
    expect(stored?.n).toBe(0);
  });
});
