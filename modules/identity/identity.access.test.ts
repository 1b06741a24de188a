// Who is refused: every route that is not public, and the second wall in the database behind it.
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Actor, anonymous, system } from '@city/kernel/access';
import { citizen, officer, type TestCity } from '@city/kernel/testing';
import type { Tables } from './tables.ts';
import { type Browser, type IdentityCity, identityCity } from './testing/identity-city.ts';

let started: IdentityCity;
let city: TestCity;
let mai: Browser;
let maiId: string;
beforeAll(async () => {
  started = await identityCity();
  ({ city } = started);
  mai = started.browser();
  await mai.signIn('nguyen-thi-mai');
  maiId = (await mai.json('/api/me')).json().id;
});
afterAll(() => started?.stop());

describe('the door', () => {
  it.each(['GET /me', 'POST /me/post', 'GET /api/me', 'POST /api/me/post'])(
    'of %s is closed to whoever is not signed in',
    async (name) => {
      const [method, url] = name.split(' ') as ['GET' | 'POST', string];
      for (const caller of [city.as(anonymous), city.as(system('identity'))]) {
        const answer = await caller.inject({
          method,
          url,
          ...(method === 'POST' ? { payload: { post: null } } : {}),
        });
        expect([401, 403], name).toContain(answer.statusCode);
      }
      const stale = started.browser();
      stale.cookies.set('city_session', 'A'.repeat(43));
      expect((await stale.json(url, method === 'POST' ? { post: null } : undefined)).statusCode).toBe(401);
    },
  );

  it.each([
    ['GET /api/me/deputies', undefined],
    [
      'POST /api/me/deputies',
      { post: 'x', deputy: 'y', from: '2026-09-08', to: '2026-09-09', scope: ['handle'] },
    ],
    ['POST /api/me/deputies/:id/end', {}],
  ])('of %s is closed to whoever is not signed in, and to people without a post', async (name, payload) => {
    const [method, path] = name.split(' ') as ['GET' | 'POST', string];
    const url = path.replace(':id', '01900000-0000-7000-8000-000000000000');
    const ask = (caller: Actor) => city.as(caller).inject({ method, url, ...(payload ? { payload } : {}) });
    expect((await ask(anonymous)).statusCode).toBe(401);
    for (const caller of [citizen(), system('identity')])
      expect([401, 403]).toContain((await ask(caller)).statusCode);
  });

  it('never shows one person’s data to another: "me" is always the caller', async () => {
    const other = await city
      .as(citizen())
      .get('/me', { accept: 'text/html', cookie: `city_session=${mai.session}` });
    expect(other.body).not.toContain('Nguyễn Thị Mai');
    const data = await city.as(citizen()).get('/api/me', { cookie: `city_session=${mai.session}` });
    expect(data.json().session).toBeNull();
    const switched = await city
      .as(citizen())
      .post('/api/me/post', { post: null }, { cookie: `city_session=${mai.session}` });
    expect(switched.statusCode).toBe(409);
  });
});

describe('the wall in the database', () => {
  const tables = ['person', 'person_number', 'upstream_identity', 'session'];
  const rowsFor = (actor: Actor, table: string) =>
    city.module<Tables>('identity').db.transaction(actor, async (tx) =>
      (
        await sql<{
          person: string;
        }>`select coalesce(to_jsonb(t)->>'person_id', to_jsonb(t)->>'id') as person from ${sql.table(`identity.${table}`)} t`.execute(
          tx.db,
        )
      ).rows.map(({ person }) => person),
    );

  it.each(tables)('shows of %s nothing to the anonymous, to other citizens or to officers', async (table) => {
    expect(await rowsFor(system('identity'), table)).toContain(maiId);
    for (const actor of [
      anonymous,
      citizen(),
      officer({ body: 'ubnd-11383', role: 'administrator' }),
      { kind: 'citizen', id: null, name: null } as const,
    ]) {
      expect(await rowsFor(actor, table)).toEqual([]);
    }
  });

  it('shows people their own row, sessions and ways in, not their index entries', async () => {
    await started.browser().signIn('tran-van-hung');
    const actor = citizen({ id: maiId });
    expect(await rowsFor(actor, 'person')).toEqual([maiId]);
    expect(new Set(await rowsFor(actor, 'session'))).toEqual(new Set([maiId]));
    expect(await rowsFor(actor, 'person_number')).toEqual([]);
    expect(new Set(await rowsFor(actor, 'upstream_identity'))).toEqual(new Set([maiId]));
  });

  it('lets nobody but the sign-in write persons or begin sessions', async () => {
    const db = city.module<Tables>('identity').db;
    const renamed = await db.transaction(citizen({ id: maiId }), (tx) =>
      sql`update identity.person set name = 'x', identity_level = 2`.execute(tx.db),
    );
    expect(renamed.numAffectedRows).toBe(0n);
    const forged = db.transaction(citizen({ id: maiId }), (tx) =>
      sql`
      insert into identity.session (token_hash, id, person_id, issuer, identity_level, authentication_level, authenticated_at, created_at, seen_at)
      values (decode(repeat('00', 32), 'hex'), gen_random_uuid(), ${maiId}::uuid, 'x', 2, 4, now(), now(), now())`.execute(
        tx.db,
      ),
    );
    await expect(forged).rejects.toThrow('row-level security');
    const moved = db.transaction(citizen({ id: maiId }), (tx) =>
      sql`update identity.session set person_id = gen_random_uuid()`.execute(tx.db),
    );
    await expect(moved).rejects.toThrow('row-level security');
  });
});
