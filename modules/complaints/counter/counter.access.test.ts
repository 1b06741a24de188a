// Refusals at the counter: only officers of a body who handle complaints file for others.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Actor, anonymous } from '@city/kernel/access';
import { citizen, type TestCity } from '@city/kernel/testing';
import { aComplaint, complaintsTestCity, people } from '../testing.ts';

let city: TestCity;
beforeAll(async () => {
  city = await complaintsTestCity();
});
afterAll(() => city.stop());

const brought = { ...aComplaint.about, ...aComplaint.what, ...aComplaint.who, round: 1 };
const strangers: Record<string, Actor> = {
  anonymous,
  citizen: citizen(),
  'officer of the same body who handles reports': people.reports,
  coordinator: people.coordinator,
  inspector: people.inspector,
};

describe.each(['GET /api/desk/complaints/bodies', 'POST /api/desk/complaints'])('%s', (name) => {
  const [method = '', url = ''] = name.split(' ');

  test.each(Object.entries(strangers))('refuses: %s', async (_who, actor) => {
    const as = city.as(actor);
    const answer = await (method === 'GET' ? as.get(url) : as.post(url, brought));
    expect(answer.statusCode).toBe(actor.kind === 'anonymous' ? 401 : 403);
    expect(await city.sql('select 1 from complaints.matter')).toEqual([]);
  });
});
