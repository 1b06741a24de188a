import { expect, test } from 'vitest';
import { pickLanguage } from './languages.ts';

test('Vietnamese is spoken when nothing is known', () => {
  expect(pickLanguage({})).toBe('vi');
  expect(pickLanguage({ acceptLanguage: 'ja,ko;q=0.9' })).toBe('vi');
});

test('the address wins over the earlier choice and the browser', () => {
  expect(pickLanguage({ query: 'en', cookie: 'vi', acceptLanguage: 'vi' })).toBe('en');
  expect(pickLanguage({ query: 'xx', cookie: 'en', acceptLanguage: 'vi' })).toBe('en');
});

test.each([
  ['en-US,en;q=0.9', 'en'],
  ['vi-VN,vi;q=0.9,en-US;q=0.8', 'vi'],
  ['en;q=0.2, vi;q=0.7', 'vi'],
  ['fr-FR, en;q=0.5', 'en'],
  ['en;q=0, *', 'vi'],
  ['en;q=nonsense', 'en'],
  ['x'.repeat(10_000), 'vi'],
])('the browser list %s means %s', (acceptLanguage, lang) => {
  expect(pickLanguage({ acceptLanguage })).toBe(lang);
});
