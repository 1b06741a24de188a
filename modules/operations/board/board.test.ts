// The board: figures counted from their records, chained, and late when nobody records; a changed value shows.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { system } from '@city/kernel/access';
import type { TestCity } from '@city/kernel/testing';
import { operationsCity } from '../module-city.ts';
import type { OperationsTables } from '../tables.ts';
import { operationsTestCity, people, raise } from '../testing.ts';
import { recordBoard } from './board.action.ts';
import { beginning, firstBreak, hashOf } from './chain.ts';

let city: TestCity;
beforeAll(async () => {
  city = await operationsTestCity();
});
afterAll(() => city?.stop());

const record = () => {
  const m = city.module<OperationsTables>('operations');
  return m.db.transaction(system('test'), (tx) => recordBoard(tx, operationsCity(m)));
};
const calling = async () =>
  (
    (await city.as(people.cityLeader).get('/api/operations/board')).json() as {
      items: { id: string; value: number; isLate: boolean; href: string; owner: { vi: string } }[];
    }
  ).items.find(({ id }) => id === 'alarms-calling');

test('a figure has its value, owner and way to the records; each period records once', async () => {
  await raise(city, { condition: 'board' });
  expect(await record()).toBeGreaterThan(5);
  expect(await record()).toBe(0);
  expect(await calling()).toMatchObject({
    value: 1,
    isLate: false,
    href: '/desk/alarms',
    owner: { vi: 'Trung tâm điều hành thành phố' },
  });
  city.clock.advance(3 * 3_600_000);
  expect(await calling()).toMatchObject({ isLate: true });
});

test('the chain is whole, and a value that was changed behind its back is named', async () => {
  await record();
  const chain = async () => (await city.as(people.lead).get('/api/operations/board/alarms-calling')).json();
  expect(await chain()).toMatchObject({ brokenAt: null, values: [{ seq: 1 }, { seq: 2 }] });
  await city.sql(`update operations.board_value set value = 0 where figure = 'alarms-calling' and seq = 1`);
  expect(await chain()).toMatchObject({ brokenAt: 1 });
});

test('a value that is left out, put in or swapped breaks the chain where it happens', () => {
  const link = (seq: number, value: number, previous: string) => {
    const bare = { figure: 'f', seq, value, asOf: '2026-09-07T00:00:00.000Z', previous };
    return { ...bare, hash: hashOf(bare) };
  };
  const one = link(1, 10, beginning);
  const two = link(2, 20, one.hash);
  const three = link(3, 30, two.hash);
  expect(firstBreak([one, two, three])).toBeNull();
  expect(firstBreak([one, three])).toBe(2);
  expect(firstBreak([two, one, three])).toBe(1);
  expect(firstBreak([one, { ...two, value: 21 }, three])).toBe(2);
  expect(firstBreak([one, link(2, 21, one.hash), three])).toBe(3);
});
