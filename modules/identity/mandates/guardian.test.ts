// Guardianship at the desk: two officers, documents, ending at once; nobody records for themselves or alone.
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { identityCity, type IdentityCity } from '../testing/identity-city.ts';
import { mandateStage, persona, registrar, secondRegistrar, type Stage } from '../testing/people.ts';
import { citizen, officer } from '@city/kernel/testing';

let city: IdentityCity;
let stage: Stage;
beforeAll(async () => {
  city = await identityCity();
  stage = mandateStage(city);
});
afterAll(() => city.stop());
beforeEach(async () => {
  city.city.clock.set('2026-11-28T02:00:00Z');
  await city.city.sql('truncate identity.mandate cascade');
});

const url = '/api/desk/mandates';
const written = {
  basis: 'parent',
  wardNumber: persona('nguyen-minh-khoi').personalNumber,
  wardName: persona('nguyen-minh-khoi').name,
  birthDate: persona('nguyen-minh-khoi').birthdate,
  guardianNumber: persona('nguyen-thi-mai').personalNumber,
  guardianName: persona('nguyen-thi-mai').name,
  evidence: '45/2013/GKS',
};

test('what one officer writes down gives nothing before another has confirmed it', async () => {
  const { id } = (await city.city.as(registrar).post(url, written)).json();
  const mother = await stage.signedIn('nguyen-thi-mai');
  const choices = async () => (await mother.browser.json('/api/me/acting')).json().choices;
  expect(await choices()).toEqual([]);
  const own = await city.city.as(registrar).post(`${url}/${id}/confirm`, {});
  expect([own.statusCode, own.json().code]).toEqual([409, 'mandate_step_wrong']);
  const elsewhere = officer({ body: 'ubnd-10525', role: 'civil_status' }, { level: 2 });
  expect((await city.city.as(elsewhere).post(`${url}/${id}/confirm`, {})).statusCode).toBe(404);
  expect((await city.city.as(secondRegistrar).post(`${url}/${id}/confirm`, {})).statusCode).toBe(200);
  expect(await choices()).toMatchObject([{ mandate: id }]);
});

test('the list finds names without diacritics, and each look stands on the ward’s trail', async () => {
  await stage.guardianship('nguyen-thi-mai', 'nguyen-minh-khoi');
  const found = (await city.city.as(registrar).get(`${url}?q=minh khoi`)).json();
  expect(found.items).toMatchObject([{ ward: 'Nguyễn Minh Khôi', status: 'active', mayConfirm: false }]);
  expect((await city.city.as(registrar).get(`${url}?q=nobody`)).json().items).toEqual([]);
  const looks = await city.city.sql<{ subject_id: string }>(
    `select subject_id from trail.entry where action = 'guardianship.read'`,
  );
  const [row] = await city.city.sql<{ principal_id: string }>('select principal_id from identity.mandate');
  expect(looks.at(-1)?.subject_id).toBe(row?.principal_id);
});

test('ending needs a document and holds at once', async () => {
  const id = await stage.guardianship('nguyen-thi-mai', 'nguyen-minh-khoi');
  const mother = await stage.signedIn('nguyen-thi-mai');
  await mother.browser.json('/api/me/acting', { mandate: id });
  expect((await city.city.as(registrar).post(`${url}/${id}/end`, { reason: 'ly hôn' })).statusCode).toBe(400);
  const ended = await city.city
    .as(registrar)
    .post(`${url}/${id}/end`, { evidence: '12/2026/HNGĐ-ST', reason: 'không còn quyền nuôi con' });
  expect(ended.statusCode).toBe(200);
  expect((await mother.browser.json('/api/me/acting')).json().current.powers).toEqual([]);
});

test.each([
  ['a citizen', citizen()],
  ['an officer who handles reports', officer({ body: 'ubnd-11383', role: 'officer' })],
])('%s is refused', async (_who, actor) => {
  expect((await city.city.as(actor).get(url)).statusCode).toBe(403);
  expect((await city.city.as(actor).post(url, written)).statusCode).toBe(403);
});

test('a number that does not fit the birth date is named', async () => {
  const wrong = await city.city.as(registrar).post(url, { ...written, birthDate: '2012-02-14' });
  expect(wrong.json().errors).toMatchObject([{ pointer: '/birthDate' }]);
});
