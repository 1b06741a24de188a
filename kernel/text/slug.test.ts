import { expect, test } from 'vitest';
import { slug } from './slug.ts';

test('a slug is readable ASCII', () => {
  expect(slug('Ngập nước, Phường Lê Chân (2026)')).toBe('ngap-nuoc-phuong-le-chan-2026');
  expect(slug('Đặc khu Cát Hải')).toBe('dac-khu-cat-hai');
});

test('a slug is cut between words', () => {
  expect(slug('một hai ba bốn', 10)).toBe('mot-hai-ba');
  expect(slug('một hai ba bốn', 9)).toBe('mot-hai');
  expect(slug('supercalifragilistic', 5)).toBe('super');
});

test('a text without Latin letters has an empty slug', () => {
  expect(slug('…!')).toBe('');
});
