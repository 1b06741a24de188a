// What holds for every request: the cookie of the language, what browsers may keep, and refusals in the log.
import { Writable } from 'node:stream';
import { pino } from 'pino';
import { Type } from 'typebox';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { anonymous, signedIn } from '@city/kernel/access';
import { page, route, view } from '@city/kernel/http';
import { defineModule } from '@city/kernel/module';
import { citizen, type TestCity, testCity } from '@city/kernel/testing';

const rooms = defineModule<unknown>({
  name: 'rooms',
  title: { vi: 'Phòng', en: 'Rooms' },
  needs: [],
  permissions: { 'rooms.room.enter': { describe: { vi: 'Vào', en: 'Enter' }, who: signedIn } },
  routes: () => [
    page({ url: '/hall', permission: 'public: a hall', summary: { vi: 'Sảnh', en: 'Hall' } }, async () =>
      view('Hall', 'a hall'),
    ),
    route(
      {
        method: 'GET',
        url: '/api/room',
        permission: 'rooms.room.enter',
        summary: { vi: 'Phòng', en: 'Room' },
        response: { 200: Type.Object({ ok: Type.Boolean() }) },
      },
      async () => ({ ok: true }),
    ),
  ],
  retention: [],
});

const lines: Record<string, unknown>[] = [];
const log = pino(
  new Writable({
    write: (line, _encoding, done) => {
      lines.push(JSON.parse(String(line)) as Record<string, unknown>);
      done();
    },
  }),
);
const said = () => lines.filter(({ msg }) => msg === 'a request was refused');
let city: TestCity;
beforeAll(async () => {
  city = await testCity({
    modules: [rooms as never],
    environment: { PUBLIC_URL: 'https://city.example' },
    log,
  });
});
afterAll(() => city?.stop());

test('the cookie of the language is bound to the host, is read by no script, and is heeded', async () => {
  const chosen = await city.as(anonymous).get('/hall?lang=en');
  expect(chosen.cookies).toMatchObject([
    { name: '__Host-lang', value: 'en', secure: true, httpOnly: true, sameSite: 'Lax', path: '/' },
  ]);
  const later = await city.as(anonymous).get('/hall', { cookie: '__Host-lang=en' });
  expect(later.headers['content-language']).toBe('en');
});

test('a page may be kept while nobody is signed in, and is kept nowhere once somebody is', async () => {
  expect((await city.as(anonymous).get('/hall')).headers['cache-control']).toBe('private, no-cache');
  expect((await city.as(citizen()).get('/hall')).headers['cache-control']).toBe('private, no-store');
});

test('over https every answer asks for https for a year, errors too', async () => {
  for (const url of ['/hall', '/nowhere', '/api/room'])
    expect((await city.as(anonymous).get(url)).headers['strict-transport-security']).toContain('31536000');
});

test('a refusal is logged with its route and reason; an answer, a wrong address and what was sent are not', async () => {
  lines.length = 0;
  await city.as(anonymous).get('/hall');
  await city.as(anonymous).get('/nowhere');
  expect(said()).toEqual([]);
  await city.as(anonymous).get('/api/room?secret=hidden');
  await city.as(anonymous).post('/api/room', {}, { origin: 'https://evil.example' });
  expect(said()).toMatchObject([
    { code: 'sign_in_needed', because: 'not signed in', actor: null, method: 'GET', route: '/api/room' },
    { code: 'cross_origin', method: 'POST' },
  ]);
  expect(JSON.stringify(said())).not.toContain('hidden');
});
