// Who is refused by sensing, and that nothing is stored when they are.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { anonymous, system } from '@city/kernel/access';
import { type TestCity, testCity } from '@city/kernel/testing';
import { module } from './module.ts';

let city: TestCity;
beforeAll(async () => {
  city = await testCity({ modules: [module as never] });
});
afterAll(() => city?.stop());

test.each(['POST /api/sensing', 'POST /sensing'])(
  '%s is closed to whoever is not signed in',
  async (name) => {
    const [method, url] = name.split(' ') as ['POST', string];
    for (const caller of [anonymous, system('stranger')]) {
      const answer = await city.as(caller).inject({ method, url, payload: { name: 'Không được phép' } });
      expect(answer.statusCode).toBeOneOf([401, 403]);
    }
    expect(await city.sql('select 1 from sensing.entry')).toEqual([]);
  },
);
