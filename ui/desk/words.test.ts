// Words for dates and working time on staff screens.
import { describe, expect, it } from 'vitest';
import {
  capital,
  dayAfter,
  dayWords,
  localDay,
  momentWords,
  numberWords,
  shareWords,
  workingWords,
} from './words.ts';

describe('dates at the desk', () => {
  it('are those of Hải Phòng, not of the computer', () => {
    expect(localDay(new Date('2026-09-08T17:30:00Z'))).toBe('2026-09-09');
    expect(momentWords(new Date('2026-09-08T17:30:00Z'), 'vi')).toBe('thứ Tư, 9/9/2026, 00:30');
  });
  it('are written in both languages and three lengths', () => {
    expect(dayWords('2026-09-08', 'vi')).toBe('thứ Ba, 8/9/2026');
    expect(dayWords('2026-09-08', 'vi', 'short')).toBe('thứ Ba, 8/9');
    expect(dayWords('2026-09-08', 'vi', 'tiny')).toBe('T3 8/9');
    expect(dayWords('2026-09-08', 'en')).toBe('Tuesday 8 Sep 2026');
    expect(dayWords('2026-09-08', 'en', 'tiny')).toBe('Tue 8 Sep');
  });
  it('step over the end of a month', () => {
    expect(dayAfter('2026-08-31')).toBe('2026-09-01');
  });
});

describe('amounts at the desk', () => {
  it('say working time in days of eight hours', () => {
    expect(workingWords(720, 'vi')).toBe('1 ngày 4 giờ');
    expect(workingWords(-70, 'vi')).toBe('1 giờ 10 phút');
    expect(workingWords(481, 'en')).toBe('1 day');
    expect(workingWords(0, 'vi')).toBe('dưới 1 phút');
  });
  it('write numbers the Vietnamese way', () => {
    expect(numberWords(1846, 'vi')).toBe('1.846');
    expect(shareWords(0.961, 'vi')).toBe('96,1%');
    expect(capital('đến hạn')).toBe('Đến hạn');
  });
});
