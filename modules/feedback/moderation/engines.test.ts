// The pure parts of moderation: doubt about places, the small question, the order of the queue.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { rankOf } from './look.ts';
import { placeDoubt } from './place-doubt.ts';
import { questions } from './question.ts';

const pin = { lat: 20.8446, lon: 106.6825 };
const rule = { nearMetres: 150, farMetres: 2000 };
const north = (metres: number) => ({ lat: pin.lat + metres / 111_195, lon: pin.lon });

describe('doubt about a place', () => {
  test.each([
    ['nothing to compare with', [], null, null],
    ['a camera at the pin', [north(20)], null, 0],
    ['a camera a street away', [north(150)], null, 0],
    ['a camera half way', [north(1075)], null, 50],
    ['a camera in another town', [north(30_000)], null, 100],
    ['of two cameras the nearer', [north(30_000), north(10)], null, 0],
    ['a device far away, people report from home', [], { ...north(30_000), accuracyMetres: 20 }, 50],
    ['a device that hardly knows where it is', [], { ...north(1000), accuracyMetres: 900 }, 0],
    ['the worse of both', [north(10)], { ...north(30_000), accuracyMetres: null }, 50],
  ])('%s', (_, cameras, device, score) => {
    expect(placeDoubt({ pin, cameras, device }, rule)?.score ?? null).toBe(score);
  });

  test('never falls when the camera lies farther away, and stays between 0 and 100', () => {
    const score = (metres: number) =>
      placeDoubt({ pin, cameras: [north(metres)], device: null }, rule)!.score;
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 100_000 }), fc.integer({ min: 0, max: 100_000 }), (a, b) => {
        expect(score(a)).toBeGreaterThanOrEqual(0);
        expect(score(a)).toBeLessThanOrEqual(100);
        expect(score(Math.max(a, b))).toBeGreaterThanOrEqual(score(Math.min(a, b)));
      }),
    );
  });
});

describe('the small question', () => {
  const asking = questions('x'.repeat(32));
  const now = new Date('2026-09-08T02:30:00Z');
  const later = (minutes: number) => new Date(now.getTime() + minutes * 60_000);
  const names = [
    '',
    'one',
    'two',
    'three',
    'four',
    'five',
    'six',
    'seven',
    'eight',
    'nine',
    'ten',
    'eleven',
    'twelve',
  ];
  const sumOf = (words: string): number => {
    const [, a, b] = /is (\w+) plus (\w+)\?/.exec(words)!;
    return names.indexOf(a!) + names.indexOf(b!);
  };

  test('takes the right answer within its time, also in other digits, and no other', () => {
    for (let at = 0; at < 50; at++) {
      const { token, words } = asking.ask(now, 15);
      const right = sumOf(words.en);
      expect(asking.check({ token, answer: ` ${right}. ` }, later(14)).ok).toBe(true);
      expect(
        asking.check(
          { token, answer: [...String(right)].map((d) => String.fromCharCode(0xff10 + Number(d))).join('') },
          now,
        ).ok,
      ).toBe(true);
      expect(asking.check({ token, answer: String(right + 1) }, now).ok).toBe(false);
      expect(asking.check({ token, answer: String(right) }, later(16)).ok).toBe(false);
    }
  });

  test('made up, stretched or made with another secret, it is not ours', () => {
    const { token, words } = asking.ask(now, 15);
    const answer = String(sumOf(words.en));
    const [nonce, until, sign] = token.split('.');
    const stretched = (Number.parseInt(until!, 36) + 600_000).toString(36);
    for (const other of ['', 'x', `${nonce}.${stretched}.${sign}`, `${nonce}.${until}.${'A'.repeat(22)}`])
      expect(asking.check({ token: other, answer }, now).ok).toBe(false);
    expect(questions('y'.repeat(32)).check({ token, answer }, now).ok).toBe(false);
  });
});

test('the most pressing reason decides the place in the queue', () => {
  expect(rankOf(['place', 'photo'])).toBe(rankOf(['photo']));
  expect(rankOf(['flag', 'words'])).toBeLessThan(rankOf(['words', 'photo']));
});
