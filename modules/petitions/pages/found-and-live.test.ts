// Petitions are found by the home page's search once they are public, and their pages hear of what happens to public ones alone.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { anonymous } from '@city/kernel/access';
import type { CityEvent } from '@city/kernel/events';
import type { RequestContext } from '@city/kernel/http';
import type { TestCity } from '@city/kernel/testing';
import { findPetitions } from '../cases/find-petitions.ts';
import type { PetitionTables } from '../cases/tables.ts';
import { petitionCity } from '../module-city.ts';
import { module } from '../module.ts';
import { open, petitionsCity, read, seeking } from '../testing.ts';

let city: TestCity;
beforeAll(async () => {
  city = await petitionsCity();
});
afterAll(() => city.stop());

const petitions = () => city.module<PetitionTables>('petitions');
/** As the home page's search asks a module, in Vietnamese. */
const search = (words: string) => {
  const c = { t: (key: string) => key, lang: 'vi', actor: anonymous, now: city.clock.now() };
  return findPetitions(petitionCity(petitions()))(c as unknown as RequestContext, words);
};
const hrefs = async (words: string) => (await search(words)).map(({ href }) => href);

test('a public one by words without marks and by its code; one that is not public by neither', async () => {
  const { code } = await open(city, { title: 'Lập thư viện lưu động cho các xã đảo' });
  expect(await hrefs('thu vien luu dong')).toContain(`/petitions/${code}`);
  expect((await search(code.toUpperCase()))[0]).toMatchObject({
    href: `/petitions/${code}`,
    title: 'Lập thư viện lưu động cho các xã đảo',
  });
  const hidden = await seeking(city, { title: 'Bến phà đêm cho công nhân ca ba' });
  expect(await hrefs('ben pha dem')).toEqual([]);
  expect(await hrefs(hidden.code)).toEqual([]);
  expect((await read(city, code)).state).toBe('open');
});

test('more than three lead to the list', async () => {
  for (let at = 1; at <= 4; at++) await open(city, { title: `Xây cầu vượt số ${at} qua đường tàu` });
  const found = await hrefs('cau vuot');
  expect(found.filter((href) => href.startsWith('/petitions/kn-'))).toHaveLength(3);
  expect(found).toContain('/petitions?q=cau%20vuot');
});

test('its page and the list listen, and the topic carries what is public', async () => {
  const page = await city.as(anonymous).get('/petitions');
  expect(page.body).toContain('data-live="/api/live?topics=petitions"');
  await seeking(city, { title: 'Trả lại vỉa hè cho người đi bộ' });
  const { code } = await open(city, { title: 'Mở cửa sân trường cuối tuần' });
  const [topic] = module.live!(petitions());
  const said = await city.sql<{ type: string; data: { code: string; isPublic: boolean } }>(
    `select type, data from events.outbox where type like 'petitions.%' order by seq`,
  );
  const told = said.flatMap((event) => topic!.show(event as unknown as CityEvent, anonymous) ?? []);
  expect(told).toContainEqual({
    name: 'petitions.petition.published',
    data: expect.objectContaining({ code, state: 'open' }),
  });
  expect(said.some(({ data }) => !data.isPublic)).toBe(true);
  expect(told.every(({ data }) => (data as { isPublic: boolean }).isPublic)).toBe(true);
});
