// Topics and filters by the examples of the specification, and the index of subscriptions beside plain matching.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Session } from './session.ts';
import { SubscriptionIndex } from './subscription-index.ts';
import { isFilter, isTopic, matches } from './topics.ts';

test.each([
  ['sport/tennis/player1/#', 'sport/tennis/player1', true],
  ['sport/tennis/player1/#', 'sport/tennis/player1/score/wimbledon', true],
  ['sport/#', 'sport', true],
  ['#', 'a/b', true],
  ['sport/tennis/+', 'sport/tennis/player1', true],
  ['sport/tennis/+', 'sport/tennis/player1/ranking', false],
  ['sport/+', 'sport', false],
  ['sport/+', 'sport/', true],
  ['+/+', '/finance', true],
  ['/+', '/finance', true],
  ['+', '/finance', false],
  ['#', '$SYS/monitor', false],
  ['+/monitor/Clients', '$SYS/monitor/Clients', false],
  ['$SYS/#', '$SYS/monitor', true],
  ['a/b', 'a/B', false],
])('%s meets %s: %s', (filter, topic, expected) => {
  expect(matches(filter, topic)).toBe(expected);
});

test.each([
  ['sport/tennis#', false],
  ['sport/tennis/#/ranking', false],
  ['sport+', false],
  ['+/tennis/#', true],
  ['', false],
  ['a\0b', false],
])('%j as a filter: %s', (filter, expected) => {
  expect(isFilter(filter)).toBe(expected);
});

test.each([
  ['a/+', false],
  ['a/#', false],
  ['', false],
  ['/', true],
  ['x'.repeat(1025), false],
])('%.20j as a topic: %s', (topic, expected) => {
  expect(isTopic(topic)).toBe(expected);
});

test('the index finds whom plain matching finds, also after some have left', () => {
  const level = fc.constantFrom('a', 'b', '', '$S', 'c');
  const topic = fc.array(level, { minLength: 1, maxLength: 4 }).map((levels) => levels.join('/'));
  const filter = fc
    .tuple(fc.array(fc.oneof(level, fc.constant('+')), { minLength: 1, maxLength: 4 }), fc.boolean())
    .map(([levels, isOpen]) => [...levels, ...(isOpen ? ['#'] : [])].join('/'));
  fc.assert(
    fc.property(
      fc.array(filter, { maxLength: 12 }),
      fc.array(topic, { minLength: 1, maxLength: 8 }),
      fc.nat(11),
      (filters, topics, gone) => {
        const index = new SubscriptionIndex();
        const all = filters.map((each, at) => ({ filter: each, session: new Session(String(at)) }));
        for (const { filter: each, session } of all) index.add(each, session);
        const left = all[gone];
        if (left) index.remove(left.filter, left.session);
        for (const each of topics.filter((name) => name !== '')) {
          const expected = all
            .filter((one) => one !== left && matches(one.filter, each))
            .map(({ session }) => session.key);
          expect([...index.match(each)].map(({ key }) => key).sort()).toEqual(expected.sort());
        }
      },
    ),
  );
});
