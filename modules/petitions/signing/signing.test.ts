// Signing against a real PostgreSQL: one person once, exact counts whatever the order, thresholds that trigger once.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { anonymous } from '@city/kernel/access';
import { citizen, type TestCity } from '@city/kernel/testing';
import { petitionCity } from '../module-city.ts';
import { aDraft, open, people, petitionsCity, read, seeking, signMany } from '../testing.ts';

let city: TestCity;
beforeAll(async () => {
  city = await petitionsCity();
});
afterAll(() => city.stop());

const sign = (code: string, who = citizen(), body: object = {}) =>
  city.as(who).post(`/api/petitions/${code}/sign`, body);
const takeBack = (code: string, who: ReturnType<typeof citizen>) =>
  city.as(who).post(`/api/petitions/${code}/take-back`, {});

/** What stands in the tables: all must say the same. */
async function counted(code: string) {
  const [row] = await city.sql<Record<string, number>>(
    `select p.signature_n as row,
            (select count(*)::int from petitions.signature s where s.petition_id = p.petition_id and withdrawn_at is null) as signatures,
            (select coalesce(sum(signed_n), 0)::int from petitions.signature_day d where d.petition_id = p.petition_id) as days,
            (select count(*)::int from petitions.person_petition t where t.petition_id = p.petition_id and part = 'signer') as persons
       from petitions.petition p where p.code = $1`,
    [code],
  );
  return row;
}
const all = (n: number) => ({ row: n, signatures: n, days: n, persons: n });

test('one person signing many times at once counts once', async () => {
  const { code } = await seeking(city);
  const me = citizen();
  const answers = await Promise.all(Array.from({ length: 12 }, () => sign(code, me)));
  expect(answers.map(({ statusCode }) => statusCode)).toEqual(Array(12).fill(200));
  expect(await counted(code)).toEqual(all(1));
});

test('a signature can be taken back and given again; the name goes with it', async () => {
  const { code } = await open(city);
  const me = citizen({ name: 'Lê Văn Ký' });
  expect((await sign(code, me, { named: true })).json()).toMatchObject({ named: true, signatures: 6 });
  expect((await read(city, code)).names).toEqual(['Lê Văn Ký']);
  expect((await takeBack(code, me)).json()).toMatchObject({ signed: false, signatures: 5 });
  expect((await read(city, code)).names).toEqual([]);
  expect((await takeBack(code, me)).json()).toMatchObject({ code: 'petition_not_signed' });
  expect(await counted(code)).toEqual(all(5));
  expect((await sign(code, me)).json()).toMatchObject({ named: false, signatures: 6 });
  expect(await counted(code)).toEqual(all(6));
});

test('live pages hear the new count, and nothing of who signed', async () => {
  const { code } = await open(city);
  const me = citizen({ name: 'Phạm Thị Lặng' });
  await sign(code, me, { named: false });
  await takeBack(code, me);
  const said = await city.sql<{ all: string; n: number }>(
    `select e::text as all, (data->>'signatures')::int as n from events.outbox e
      where type = 'petitions.petition.counted' and data->>'code' = $1 order by seq desc limit 2`,
    [code],
  );
  expect(said.map(({ n }) => n)).toEqual([5, 6]);
  for (const { all: row } of said) {
    expect(row).not.toContain('Lặng');
    expect(row).not.toContain(me.id);
  }
});

test('any mixture of signing and taking back, at once, leaves an exact count', async () => {
  const { code } = await open(city);
  const seed = 20_260_908;
  let state = seed;
  const random = () => (state = (state * 1_103_515_245 + 12_345) % 2_147_483_648) / 2_147_483_648;
  const persons = Array.from({ length: 10 }, () => citizen());
  for (let round = 0; round < 6; round++) {
    const steps = persons.flatMap((who) => (random() < 0.5 ? [sign(code, who)] : [takeBack(code, who)]));
    await Promise.all([
      ...steps,
      sign(code, persons[Math.floor(random() * 10)]),
      takeBack(code, persons[0]!),
    ]);
    const mine = await Promise.all(
      persons.map(async (who) => (await city.as(who).get(`/api/petitions/${code}/signature`)).json()),
    );
    const standing = mine.filter(({ signed }) => signed).length;
    expect(await counted(code), `seed ${seed}, round ${round}`).toEqual(all(5 + standing));
  }
});

test('the same person has another key on every petition, and no table tells them apart by it', async () => {
  const me = citizen();
  const codes = [(await seeking(city)).code, (await seeking(city)).code];
  for (const code of codes) await sign(code, me);
  const keys = await city.sql<{ key: string }>(
    `select encode(signer_key, 'hex') as key from petitions.signature join petitions.petition p using (petition_id)
      where p.code = any($1)`,
    [codes],
  );
  expect(new Set(keys.map(({ key }) => key)).size).toBe(2);
});

describe('who may not', () => {
  test('sign without an account, or without a verified identity', async () => {
    const { code } = await open(city);
    expect((await sign(code, anonymous as never)).statusCode).toBe(401);
    const weak = await sign(code, citizen({ level: 1 }));
    expect([weak.statusCode, weak.json().code]).toEqual([403, 'petition_level_needed']);
    expect(weak.json().title).toContain('mức 2');
    expect(await counted(code)).toEqual(all(5));
  });

  test('sign what is a draft, waits for its moderator, or is over', async () => {
    const starter = city.as(citizen());
    const { code: draft } = (await starter.post('/api/petitions', aDraft())).json();
    expect((await sign(draft)).statusCode).toBe(404);
    const { code, supporters } = await seeking(city);
    await signMany(city, code, supporters);
    const late = await sign(code);
    expect([late.statusCode, late.json().code]).toEqual([409, 'petition_not_open']);
  });
});

test('first supporters that come at once bring a petition to the moderator once', async () => {
  const { code, supporters } = await seeking(city);
  const answers = await Promise.all(Array.from({ length: supporters * 3 }, () => sign(code)));
  const rows = await city.sql<{ action: string; n: number }>(
    `select e.action, count(*)::int as n from petitions.petition_event e join petitions.petition p using (petition_id)
      where p.code = $1 group by 1 order by 1`,
    [code],
  );
  expect(rows).toContainEqual({ action: 'gather', n: 1 });
  const taken = answers.filter(({ statusCode }) => statusCode === 200).length;
  expect(await counted(code)).toEqual(all(taken));
});

/** Many signatures in one moment, without the way through HTTP that would spread them. */
async function signTogether(code: string, count: number) {
  const stood = petitionCity(city.module('petitions') as never);
  const petitionId = await idOf(code);
  const before = (await counted(code))!['row'] as number;
  const results = await Promise.all(
    Array.from({ length: count }, () => citizen()).map((who) =>
      stood.signings.join(
        who,
        {
          petitionId,
          personId: who.id as string,
          signerKey: stood.keys.keyOf(petitionId, who.id as string),
          name: null,
        },
        { answer: (signed) => signed },
      ),
    ),
  );
  return { before, results };
}

async function idOf(code: string): Promise<string> {
  const [row] = await city.sql<{ id: string }>(
    'select petition_id as id from petitions.petition where code = $1',
    [code],
  );
  return row!.id;
}

test('a burst of supporters that makes the number before the moderator looked obliges on publication', async () => {
  const { code, threshold } = await seeking(city);
  await signTogether(code, threshold * 3);
  const before = await counted(code);
  expect(before!['row']).toBeGreaterThanOrEqual(threshold);
  await city.as(people.moderator).post(`/api/desk/petitions/${code}/publish`, {});
  const { state, history } = await read(city, code);
  expect([state, history.filter(({ action }) => action === 'reach').length]).toEqual(['owed', 1]);
});

test('ten thousand signatures across the threshold oblige exactly once, and every one is counted', async () => {
  const { code, threshold } = await open(city, { unit: null });
  expect(threshold).toBe(4_665);
  const count = 10_000;
  const { before, results } = await signTogether(code, count);
  expect(results.filter((one) => one.ok && one.isNew)).toHaveLength(count);
  expect(await counted(code)).toEqual(all(before + count));
  const reached = await city.sql<{ detail: { signatures: number } }>(
    `select e.detail from petitions.petition_event e join petitions.petition p using (petition_id)
      where p.code = $1 and e.action = 'reach'`,
    [code],
  );
  expect(reached).toHaveLength(1);
  expect(reached[0]!.detail.signatures).toBeGreaterThanOrEqual(threshold);
  const events = await city.sql(
    `select 1 from events.outbox where type = 'petitions.petition.reached' and key = $1`,
    [await idOf(code)],
  );
  expect(events).toHaveLength(1);
  expect((await read(city, code)).state).toBe('owed');
}, 60_000);
