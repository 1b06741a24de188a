// The event stream against a real PostgreSQL: nothing lost under late commits, effects once, order kept per key.
import { sql } from 'kysely';
import { Type } from 'typebox';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { system } from '@city/kernel/access';
import { silentLog } from '@city/kernel/log';
import { createMetrics } from '@city/kernel/metrics';
import { eventually, type TestCity, testCity } from '@city/kernel/testing';
import {
  deadLetters,
  defineEvent,
  Dispatcher,
  EventTail,
  releaseDeadLetters,
  type Subscription,
  readAfter,
  startPosition,
} from './events.ts';

const Counted = defineEvent(
  'kernel.test.counted',
  1,
  Type.Object({ writer: Type.Integer(), number: Type.Integer() }),
);
const actor = system('test');
let city: TestCity;

beforeAll(async () => {
  city = await testCity();
  await city.sql(
    `create table kernel.effect (key text, number int, at timestamptz default clock_timestamp(), n bigint generated always as identity)`,
  );
  await city.sql('grant select, insert on kernel.effect to mod_kernel');
});
afterAll(() => city?.stop());

const db = () => city.module<unknown>('kernel').db;

function dispatcher(subscription: Subscription): Dispatcher {
  const made = new Dispatcher({ database: city.city.database, log: silentLog(), metrics: createMetrics() });
  made.subscribe('kernel', subscription);
  return made;
}

/** Writers that commit late and out of order, the way busy requests do. */
async function write(writers: number, each: number): Promise<void> {
  const one = async (writer: number) => {
    for (let number = 0; number < each; number++) {
      await db().transaction(actor, async (tx) => {
        tx.emit(Counted, `writer-${writer}`, { writer, number });
        await sql`select pg_sleep(${Math.random() * 0.01})`.execute(tx.db);
      });
    }
  };
  await Promise.all(Array.from({ length: writers }, (_, writer) => one(writer)));
}

test('every event of concurrent writers has its effect exactly once and in the order of its key, with two dispatchers competing', async () => {
  const subscription: Subscription = {
    name: 'count',
    events: [Counted],
    handle: async (tx, event) => {
      const { number } = event.data as { number: number };
      await sql`insert into kernel.effect (key, number) values (${event.key}, ${number})`.execute(tx.db);
    },
  };
  const [one, other] = [dispatcher(subscription), dispatcher(subscription)];
  one.start();
  other.start();
  await write(4, 40);
  await eventually(
    () => city.sql<{ n: number }>('select count(*)::int as n from kernel.effect'),
    ([row]) => row?.n === 160,
  );
  await Promise.all([one.stop(), other.stop()]);
  const rows = await city.sql<{ key: string; numbers: number[] }>(
    'select key, array_agg(number order by n) as numbers from kernel.effect group by key',
  );
  expect(rows).toHaveLength(4);
  for (const row of rows) expect(row.numbers).toEqual(Array.from({ length: 40 }, (_, number) => number));
});

test('a failing event is parked with the later ones of its key, others go on, and releasing keeps the order', async () => {
  await city.sql('truncate kernel.effect');
  let broken = true;
  const subscription: Subscription = {
    name: 'stumble',
    events: [Counted],
    handle: async (tx, event) => {
      if (broken && event.key === 'bad') throw new Error('cannot digest');
      if (event.key !== 'bad' && event.key !== 'good') return;
      await sql`insert into kernel.effect (key, number) values (${event.key}, ${(event.data as { number: number }).number})`.execute(
        tx.db,
      );
    },
  };
  const made = dispatcher(subscription);
  await db().transaction(actor, async (tx) => {
    for (const [key, number] of [
      ['bad', 1],
      ['good', 1],
      ['bad', 2],
      ['good', 2],
    ] as const)
      tx.emit(Counted, key, { writer: 0, number });
  });
  // An event shows once every older transaction of the server has ended, those of other tests too.
  await eventually(
    async () => {
      await made.step('kernel.stumble');
      return db().transaction(actor, (tx) => deadLetters(tx));
    },
    (letters) => letters[0]?.waiting === 2,
  );
  expect(await city.sql('select key, number from kernel.effect order by n')).toEqual([
    { key: 'good', number: 1 },
    { key: 'good', number: 2 },
  ]);
  const waiting = await db().transaction(actor, (tx) => deadLetters(tx));
  expect(waiting).toEqual([{ subscriber: 'kernel.stumble', key: 'bad', error: 'cannot digest', waiting: 2 }]);
  broken = false;
  await db().transaction(actor, (tx) => releaseDeadLetters(tx, 'kernel.stumble', 'bad', subscription));
  expect(await city.sql(`select number from kernel.effect where key = 'bad' order by n`)).toEqual([
    { number: 1 },
    { number: 2 },
  ]);
});

test('a subscriber that sifts handles what concerns it and passes the rest, with its cursor and its parked keys as ever', async () => {
  await city.sql('truncate kernel.effect');
  const sifted: number[] = [];
  const subscription: Subscription = {
    name: 'sift',
    events: [Counted],
    sift: async (_tx, events) => {
      sifted.push(events.length);
      return new Set(events.filter((event) => (event.data as { number: number }).number % 2 === 0));
    },
    handle: async (tx, event) => {
      if (event.key === 'sift-bad') throw new Error('cannot digest');
      const { number } = event.data as { number: number };
      if (event.key.startsWith('sift-') && number % 2 === 0)
        await sql`insert into kernel.effect (key, number) values (${event.key}, ${number})`.execute(tx.db);
    },
  };
  const made = dispatcher(subscription);
  const emit = (key: string, numbers: readonly number[]) =>
    db().transaction(actor, async (tx) => {
      for (const number of numbers) tx.emit(Counted, key, { writer: 0, number });
    });
  await emit('sift-good', [1, 2, 3, 4]);
  await emit('sift-bad', [6]);
  await emit('sift-good', [7, 8]);
  const effects = await eventually(
    async () => {
      await made.step('kernel.sift');
      return city.sql<{ number: number }>('select number from kernel.effect order by n');
    },
    (rows) => rows.length === 3,
  );
  expect(effects.map(({ number }) => number)).toEqual([2, 4, 8]);
  expect(sifted[0]).toBeGreaterThan(1);
  const letters = await db().transaction(actor, (tx) => deadLetters(tx));
  expect(letters.filter(({ subscriber }) => subscriber === 'kernel.sift')).toEqual([
    { subscriber: 'kernel.sift', key: 'sift-bad', error: 'cannot digest', waiting: 1 },
  ]);
});

test('the live tail passes on every event that commits while it runs, none twice', async () => {
  const tail = new EventTail({ database: city.city.database, log: silentLog() });
  const seen: string[] = [];
  tail.start();
  await eventually(
    async () => tail.isReady(),
    (ready) => ready,
  );
  tail.listen((event) => seen.push(event.id));
  await write(4, 20);
  await eventually(
    () => seen.length,
    (count) => count >= 80,
  );
  await tail.stop();
  expect(new Set(seen).size).toBe(80);
});

test('an event with a field that names personal data is refused when it is declared', () => {
  expect(() => defineEvent('kernel.test.leaked', 1, Type.Object({ reporterPhone: Type.String() }))).toThrow(
    'personal data',
  );
});

test('transactions are read by their number, not by its spelling: 9 comes before 10', async () => {
  const insert =
    'insert into events.outbox (xid, id, type, version, key, occurred_at, data) values ($1::xid8, gen_random_uuid(), $2, 1, $3, now(), $4)';
  for (const xid of ['10', '9', '100']) await city.sql(insert, [xid, 'kernel.test.spelt', 'k', { xid }]);
  const events = await db().transaction(actor, (tx) =>
    readAfter(tx.db, startPosition, { limit: 10, types: ['kernel.test.spelt'] }),
  );
  expect(events.map(({ position }) => position.xid)).toEqual(['9', '10', '100']);
});
