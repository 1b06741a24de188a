// What a person wrote, out of what mail programs make of it.
import { expect, test } from 'vitest';
import { plainSubject, plainWords, wordsOfHtml } from './plain-words.ts';

test.each([
  ['Trước số 215.\n\nOn Tue, Sep 8, 2026 at 9:30 AM Hoa Phượng <a@b.vn> wrote:\n> cũ', 'Trước số 215.'],
  ['Số 12\n\nVào 09:30 T3, 8 thg 9, 2026 Hoa Phượng <a@b.vn>\nđã viết:\n> cũ', 'Số 12'],
  ['Số 12\n-----Original Message-----\nFrom: x', 'Số 12'],
  ['Số 12\n________________________________\nTừ: Hoa Phượng <a@b.vn>', 'Số 12'],
  ['Số 12\n\nGửi từ iPhone của tôi', 'Số 12'],
  ['Đầu\n> cũ\nCuối', 'Đầu\nCuối'],
  ['Vào chợ thấy cống tắc', 'Vào chợ thấy cống tắc'],
  ['Dòng\r\n\r\n\r\n\r\nkhác', 'Dòng\n\nkhác'],
])('%j', (text, words) => {
  expect(plainWords(text)).toBe(words);
});

test('HTML without its tags, scripts and quotes', () => {
  expect(wordsOfHtml('<p>A &amp; B</p><script>x</script><div>C<br>D</div>').trim()).toBe('A & B\nC\nD');
  expect(wordsOfHtml('<script>never closed')).not.toContain('closed');
});

test('a subject without what programs put before it', () => {
  expect(plainSubject('Re: Fwd: Trả lời: Đèn tắt [HP-259A-Q964-YQKHP]')).toBe('Đèn tắt');
});

test('long texts of nothing but beginnings take no time', () => {
  const begin = performance.now();
  plainWords(`${'on a '.repeat(40)}\n`.repeat(2_000));
  wordsOfHtml('<'.repeat(200_000));
  for (const bad of ['<style ', '<style>', '<!--', '<p>', '&#'] as const) wordsOfHtml(bad.repeat(80_000));
  expect(performance.now() - begin).toBeLessThan(5_000);
});
