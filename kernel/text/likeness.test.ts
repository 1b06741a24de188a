// Words that say something, whatever their marks and order; what two texts share of them.
import { expect, test } from 'vitest';
import { fold } from './fold.ts';
import { sharedShare, tellingWords } from './likeness.ts';

const empty = new Set([fold('bị'), fold('ở')]);
const share = (one: string, other: string) =>
  sharedShare(tellingWords(one, empty), tellingWords(other, empty));

test('common words and marks do not count, and each word counts once', () => {
  const words = tellingWords('Ngõ bị ngập, ngõ ngập ở đầu', empty);
  expect(words).toContain('ngap');
  expect(words).not.toContain('bi');
  expect(new Set(words).size).toBe(words.length);
});

test('the same text shares all, also typed without marks; another one nothing; nothing can be said of no words', () => {
  expect(share('Ngập đầu ngõ', 'Ngập đầu ngõ')).toBe(1);
  expect(share('Ngập đầu ngõ', 'Đèn đường tắt')).toBe(0);
  expect(share('Ngập', 'ở')).toBeNull();
});

test('is the same whichever text comes first, and between 0 and 1', () => {
  const texts = ['Ngập đầu ngõ', 'Đầu ngõ ngập sâu', 'Cống đầu ngõ tắc', 'Đèn tắt'];
  for (const one of texts)
    for (const other of texts) {
      expect(share(one, other)).toBe(share(other, one));
      expect(share(one, other)).toBeGreaterThanOrEqual(0);
      expect(share(one, other)).toBeLessThanOrEqual(1);
    }
});
