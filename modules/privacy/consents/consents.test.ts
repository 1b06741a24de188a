// The ledger of consents: given with the words that were shown, taken back at once, both words for a child.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { isUseStopped } from '@city/kernel/access';
import { citizen, type TestCity } from '@city/kernel/testing';
import { consentFor, offerRepresentation } from '../contract.ts';
import { ask, carryOut, people, privacyTestCity, step } from '../testing.ts';
import { decideConsent, partsNeeded } from './decide-consent.ts';

let city: TestCity;
const ages = new Map<string, number>();
const mandates = new Map<string, string>();
beforeAll(async () => {
  city = await privacyTestCity();
  offerRepresentation(city.city.database, {
    ageOn: async (person) => ages.get(person) ?? null,
    mandateOf: async (representative, person) => mandates.get(`${representative} ${person}`) ?? null,
  });
});
afterAll(() => city.stop());
beforeEach(() => city.clock.set('2026-09-08T02:30:00Z'));

type Who = ReturnType<typeof citizen>;
const give = (who: Who, purpose = 'ward-news', more: object = {}) =>
  city.as(who).post('/api/me/consents', { purpose, textVersion: '1', agreed: true, ...more });
const withdraw = (who: Who, purpose = 'ward-news', more: object = {}) =>
  city.as(who).post('/api/me/consents/withdraw', { purpose, ...more });
const why = async (person: Who, purpose = 'ward-news') =>
  (await consentFor(city.city.database, String(person.id), purpose)).why;

test('silence is no consent; ticking is, with the words as evidence; taking it back stops the next use', async () => {
  const who = citizen();
  expect(await why(who)).toBe('not_given');
  expect((await give(who, 'ward-news', { agreed: false })).json().code).toBe('consent_not_ticked');
  expect((await give(who)).statusCode).toBe(204);
  expect(await why(who)).toBe('given');
  const [row] = await city.sql<{ evidence: { textSha256: string }; text_version: string; lang: string }>(
    'select evidence, text_version, lang from privacy.consent where person_id = $1',
    [who.id],
  );
  expect(row).toMatchObject({ text_version: '1', lang: 'vi', evidence: { how: 'api', level: 2 } });
  expect(row?.evidence.textSha256).toMatch(/^[0-9a-f]{64}$/);
  expect((await withdraw(who)).statusCode).toBe(204);
  expect(await why(who)).toBe('not_given');
});

test('a withdrawal in another process is heard within a second', async () => {
  const who = citizen();
  await give(who);
  expect(await why(who)).toBe('given');
  await city.sql(
    'update privacy.consent set withdrawn_at = now(), withdrawn_by = person_id where person_id = $1',
    [who.id],
  );
  city.clock.advance(1000);
  expect(await why(who)).toBe('not_given');
});

test('a consent runs out, and other words need another consent', async () => {
  const who = citizen();
  expect((await give(who, 'service-surveys', { textVersion: '0' })).json().code).toBe('consent_text_changed');
  expect((await give(who, 'none-such')).json().code).toBe('consent_purpose_unknown');
  await give(who, 'service-surveys');
  city.clock.set('2027-09-08T02:29:59Z');
  expect(await why(who, 'service-surveys')).toBe('given');
  city.clock.set('2027-09-08T02:30:01Z');
  expect(await why(who, 'service-surveys')).toBe('expired');
  await give(who, 'service-surveys');
  expect(await why(who, 'service-surveys')).toBe('given');
});

test('a restriction that was granted outweighs every consent, until its person lifts it', async () => {
  const who = citizen();
  await give(who);
  const { id } = await ask(city, who, { kind: 'restrict', words: 'Đừng gửi tin nữa.', purpose: 'ward-news' });
  await step(city, id, 'accept');
  await step(city, id, 'grant');
  await carryOut(city, id);
  expect(await why(who)).toBe('restricted');
  expect(await why(who, 'service-surveys')).toBe('not_given');
  const [stopped] = (await city.as(who).get('/api/me/consents')).json().stopped;
  const allow = (by: Who) => city.as(by).post('/api/me/consents/allow-again', { id: stopped.id });
  expect((await allow(citizen())).json().code).toBe('restriction_not_found');
  expect((await allow(who)).statusCode).toBe(204);
  expect(await why(who)).toBe('given');
});

test('whoever passes data on hears of a restriction at the next call, and of its end', async () => {
  const who = citizen();
  const isStopped = () => isUseStopped(city.city.database, String(who.id), 'identity.claims');
  expect(await isStopped()).toBe(false);
  const { id } = await ask(city, who, { kind: 'restrict', words: 'Đừng chuyển dữ liệu của tôi cho ai.' });
  await step(city, id, 'accept');
  await step(city, id, 'grant');
  await carryOut(city, id);
  expect(await isStopped()).toBe(true);
  const [stopped] = (await city.as(who).get('/api/me/consents')).json().stopped;
  await city.as(who).post('/api/me/consents/allow-again', { id: stopped.id });
  expect(await isStopped()).toBe(false);
});

test('a request to withdraw takes back everything', async () => {
  const who = citizen();
  await give(who);
  await give(who, 'service-surveys');
  const { id } = await ask(city, who, { kind: 'withdraw', words: 'Tôi rút lại hết.' });
  await step(city, id, 'accept');
  await step(city, id, 'grant');
  await carryOut(city, id);
  expect([await why(who), await why(who, 'service-surveys')]).toEqual(['not_given', 'not_given']);
  // What was agreed to elsewhere before that, such as at the city's sign-in, ends with it; what is agreed to later holds.
  const isStopped = (agreedAt: number) =>
    isUseStopped(city.city.database, String(who.id), 'identity.claims', new Date(agreedAt));
  const now = city.clock.now().getTime();
  expect(await isStopped(now - 60_000)).toBe(true);
  expect(await isStopped(now + 60_000)).toBe(false);
});

describe('publishing the story of a child (Art. 24)', () => {
  const family = (age: number) => {
    const [child, parent] = [citizen(), citizen()];
    ages.set(String(child.id), age);
    mandates.set(`${parent.id} ${child.id}`, randomUUID());
    return { child, parent };
  };

  test('needs the child of seven and the parent; when either takes it back, it ends', async () => {
    const { child, parent } = family(9);
    await give(child, 'publish-story');
    expect(await why(child, 'publish-story')).toBe('representative_missing');
    expect((await give(parent, 'publish-story', { person: child.id })).statusCode).toBe(204);
    expect(await why(child, 'publish-story')).toBe('given');
    await withdraw(parent, 'publish-story', { person: child.id });
    expect(await why(child, 'publish-story')).toBe('representative_missing');
    await give(parent, 'publish-story', { person: child.id });
    await withdraw(child, 'publish-story');
    expect(await why(child, 'publish-story')).toBe('own_word_missing');
  });

  test('a parent decides for a smaller child, a stranger for nobody', async () => {
    const { child, parent } = family(5);
    const stranger = await give(citizen(), 'publish-story', { person: child.id });
    expect(stranger.json().code).toBe('consent_not_representative');
    await give(parent, 'publish-story', { person: child.id });
    expect(await why(child, 'publish-story')).toBe('given');
    await withdraw(citizen(), 'publish-story', { person: child.id });
    expect(await why(child, 'publish-story')).toBe('given');
  });

  test('where the age is not known nothing is published', async () => {
    const who = citizen();
    await give(who, 'publish-story');
    expect(await why(who, 'publish-story')).toBe('age_unknown');
  });
});

test.each([
  [6, ['representative']],
  [7, ['self', 'representative']],
  [15, ['self', 'representative']],
  [16, ['self']],
  [40, ['self']],
  [null, null],
] as const)('at %s the word of %j is needed to publish', (age, parts) => {
  const child = { ownWordFromYears: 7, untilYears: 16 } as Parameters<typeof partsNeeded>[1];
  expect(partsNeeded({ publishes: true } as Parameters<typeof partsNeeded>[0], child, age)).toEqual(parts);
});

test('a consent given to one client says nothing about another', () => {
  const rule = { purpose: 'p', client: 'city', textVersion: '1', publishes: false } as never;
  const living = [
    { consent_id: 'c', purpose: 'p', client: 'other', part: 'self', text_version: '1', expires_at: null },
  ] as const;
  const answer = decideConsent({
    rule,
    child: {} as never,
    age: null,
    now: new Date(0),
    isRestricted: false,
    living,
  });
  expect(answer).toMatchObject({ allowed: false, why: 'not_given' });
});

test('nobody reads or takes back another’s consents', async () => {
  const who = citizen();
  await give(who);
  expect((await city.as(citizen()).get('/api/me/consents')).json().history).toEqual([]);
  expect((await city.as(people.officer).get('/api/me/consents')).json().history).toEqual([]);
  await withdraw(citizen());
  expect(await why(who)).toBe('given');
});
