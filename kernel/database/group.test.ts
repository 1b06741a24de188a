// Group commit against a real PostgreSQL: durable before answered, neighbours unharmed, keys once, rights of nobody.
import fc from 'fast-check';
import { sql } from 'kysely';
import { Type } from 'typebox';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Actor, anonymous, system } from '@city/kernel/access';
import { defineEvent } from '@city/kernel/events';
import { fromText, type SealedText } from '@city/kernel/seals';
import { citizen, type TestCity, testCity } from '@city/kernel/testing';
import { AlreadyDone, type Group, type GroupDefinition, type Idempotency, nameOf } from './database.ts';

const Written = defineEvent('kernel.test.written', 1, Type.Object({ number: Type.Integer() }));

let city: TestCity;
beforeAll(async () => {
  city = await testCity();
  await city.sql(`create table kernel.slip (number int primary key check (number >= 0), word text not null)`);
  await city.sql(`create table kernel.own_slip (actor text not null, number int not null)`);
  await city.sql('alter table kernel.own_slip enable row level security');
  await city.sql(
    `create policy own on kernel.own_slip using (actor = current_setting('city.actor_id', true)) with check (true)`,
  );
  await city.sql('grant select, insert on kernel.slip, kernel.own_slip to mod_kernel');
});
beforeEach(async () => {
  await city.sql('truncate kernel.slip, kernel.own_slip, http.idempotency_key, trail.entry, events.outbox');
});
afterAll(() => city?.stop());

interface Slip {
  readonly number: number;
  readonly word: string;
}

const slips: GroupDefinition<unknown, Slip, number> = {
  most: 16,
  write: async (tx, members) => {
    const rows = members.map(({ input }) => input);
    await sql`insert into kernel.slip (number, word) select number, word
      from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) as r(number int, word text)`.execute(
      tx.db,
    );
    for (const member of members) {
      member.trail({ action: 'slip.write', object: { type: 'slip', id: String(member.input.number) } });
      member.emit(Written, String(member.input.number), { number: member.input.number });
    }
    return members.map(({ input }) => input.number);
  },
};
const open = <R>(definition: GroupDefinition<unknown, Slip, R> = slips as never): Group<Slip, R> =>
  city.module<unknown>('kernel').db.group(definition);
const same = <T>(result: T): T => result;

const keyed = (key: string, hash = 'h'): Idempotency => ({
  scope: 'POST /slips anonymous',
  key,
  hash,
  answer: (result) => ({ status: 201, headers: {}, body: result }),
});

async function stored(): Promise<{ slips: number[]; trail: number[]; events: number[] }> {
  const numbers = async (text: string) => (await city.sql<{ n: number }>(text)).map(({ n }) => n);
  return {
    slips: await numbers('select number as n from kernel.slip order by 1'),
    trail: await numbers(
      `select object_id::int as n from trail.entry where action = 'slip.write' order by 1`,
    ),
    events: await numbers(
      `select (data ->> 'number')::int as n from events.outbox where type = 'kernel.test.written' order by 1`,
    ),
  };
}

test('whoever is answered finds their row, trail entry and event committed, seen from another connection', async () => {
  const group = open();
  await Promise.all(
    Array.from({ length: 40 }, async (_, number) => {
      expect(await group.join(anonymous, { number, word: 'w' }, { answer: same })).toBe(number);
      const [row] = await city.sql<{ n: number }>(
        `select (select count(*) from kernel.slip where number = $1)::int
              + (select count(*) from trail.entry where object_id = $2)::int
              + (select count(*) from events.outbox where key = $2)::int as n`,
        [number, String(number)],
      );
      expect(row?.n).toBe(3);
    }),
  );
  const [{ n }] = (await city.sql<{ n: number }>(
    'select count(distinct xid)::int as n from events.outbox',
  )) as [{ n: number }];
  expect(n).toBeLessThanOrEqual(40 / 8);
});

test('random failures: exactly the good ones are stored, each once with its trail and event, and each caller hears its own outcome', async () => {
  const group = open();
  let next = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.constantFrom('good', 'good', 'good', 'negative', 'wordless', 'twin'), {
        minLength: 1,
        maxLength: 40,
      }),
      async (kinds) => {
        await city.sql('truncate kernel.slip, trail.entry, events.outbox');
        const base = (next += 1000);
        const asked = kinds.map((kind, at): Slip & { kind: string } => ({
          kind,
          number: kind === 'negative' ? -1 - at : kind === 'twin' ? base + 999 : base + at,
          word: kind === 'wordless' ? (null as never) : 'w',
        }));
        const outcomes = await Promise.allSettled(
          asked.map((slip) => group.join(anonymous, slip, { answer: same })),
        );
        const written = asked
          .filter((_, at) => outcomes[at]?.status === 'fulfilled')
          .map(({ number }) => number);
        for (const [at, { kind, number }] of asked.entries()) {
          const outcome = outcomes[at]!;
          if (kind === 'good') expect(outcome).toEqual({ status: 'fulfilled', value: number });
          if (kind === 'negative') expect(outcome).toMatchObject({ reason: { code: '23514' } });
          if (kind === 'wordless') expect(outcome).toMatchObject({ reason: { code: '23502' } });
        }
        const twins = asked.filter(({ kind }) => kind === 'twin').length;
        expect(written.filter((number) => number === base + 999)).toHaveLength(Math.min(1, twins));
        const sorted = written.toSorted((a, b) => a - b);
        expect(await stored()).toEqual({ slips: sorted, trail: sorted, events: sorted });
      },
    ),
    { numRuns: 40 },
  );
});

describe('under an idempotency key', () => {
  test('the same key twice in one group is written once, and the second is told to read the kept answer', async () => {
    const group = open();
    const outcomes = await Promise.allSettled([
      group.join(anonymous, { number: 1, word: 'a' }, { answer: same, idempotency: keyed('key-1') }),
      group.join(anonymous, { number: 2, word: 'b' }, { answer: same, idempotency: keyed('key-1') }),
      group.join(anonymous, { number: 3, word: 'c' }, { answer: same, idempotency: keyed('key-3') }),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect((outcomes[1] as PromiseRejectedResult).reason).toBeInstanceOf(AlreadyDone);
    expect((await stored()).slips).toEqual([1, 3]);
  });

  test('a key that another transaction used before fails alone; its neighbours are written', async () => {
    const group = open();
    await group.join(anonymous, { number: 1, word: 'a' }, { answer: same, idempotency: keyed('key-1') });
    const outcomes = await Promise.allSettled(
      [1, 2, 3, 4].map((at) =>
        group.join(
          anonymous,
          { number: 10 + at, word: 'w' },
          { answer: same, idempotency: keyed(`key-${at}`) },
        ),
      ),
    );
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'fulfilled', 'fulfilled']);
    expect((await stored()).slips).toEqual([1, 12, 13, 14]);
    const kept = await city.sql<{ scope: string; key: string; answer: SealedText }>(
      'select scope, key, answer from http.idempotency_key order by key',
    );
    const opened = await city
      .module<unknown>('kernel')
      .db.transaction(anonymous, async ({ seals }) =>
        kept.map(({ scope, key, answer }) =>
          seals.open('http.idempotency_key', nameOf({ scope, key }), fromText(answer)),
        ),
      );
    expect(opened).toMatchObject([{ body: 1 }, { body: 12 }, { body: 13 }, { body: 14 }]);
  });

  test('the second of a key is written when the first could not be', async () => {
    const group = open();
    const outcomes = await Promise.allSettled([
      group.join(anonymous, { number: -1, word: 'a' }, { answer: same, idempotency: keyed('key-1') }),
      group.join(anonymous, { number: 2, word: 'b' }, { answer: same, idempotency: keyed('key-1') }),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'fulfilled']);
    expect((await stored()).slips).toEqual([2]);
  });
});

describe('who acts', () => {
  test('each member stands on the trail as itself', async () => {
    const group = open();
    const people: Actor[] = [citizen(), anonymous, system('clerk'), citizen()];
    await Promise.all(
      people.map((actor, number) => group.join(actor, { number, word: 'w' }, { answer: same })),
    );
    const trail = await city.sql(
      `select actor_kind as kind, actor_id as id from trail.entry where action = 'slip.write' order by object_id`,
    );
    expect(trail).toEqual(people.map(({ kind, id }) => ({ kind, id })));
  });

  test('nobody reads through a row policy, not their neighbour’s rows and not their own', async () => {
    const person = citizen();
    await city.sql('insert into kernel.own_slip values ($1, 1)', [person.id]);
    const read = open<number>({
      most: 16,
      write: async (tx, members) => {
        const found = await sql`select 1 from kernel.own_slip`.execute(tx.db);
        return members.map(() => found.rows.length);
      },
    });
    const seen = await Promise.all(
      [person, citizen()].map((actor) => read.join(actor, { number: 0, word: '' }, { answer: same })),
    );
    expect(seen).toEqual([0, 0]);
    const alone = await city
      .module<unknown>('kernel')
      .db.transaction(person, async (tx) => (await sql`select 1 from kernel.own_slip`.execute(tx.db)).rows);
    expect(alone).toHaveLength(1);
  });

  test('the group itself has no voice', async () => {
    const group = open<number>({
      most: 16,
      write: async (tx) => {
        tx.trail({ action: 'slip.write' });
        return [0];
      },
    });
    await expect(group.join(anonymous, { number: 1, word: 'w' }, { answer: same })).rejects.toThrow(
      'as a member',
    );
    expect((await stored()).trail).toEqual([]);
  });
});
