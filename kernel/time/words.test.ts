import { describe, expect, test } from 'vitest';
import {
  capitalise,
  formatDate,
  formatDateTime,
  formatElapsed,
  formatHours,
  formatMoney,
  formatNumber,
  formatPercent,
  formatTime,
  formatWorkingDuration,
} from './words.ts';

const tuesday = new Date('2026-09-08T16:00+07:00');
const wednesday = new Date('2026-09-09T15:30+07:00');

describe('dates and times', () => {
  test('read as the design says in Vietnamese', () => {
    expect(formatDateTime(tuesday, 'vi')).toBe('thứ Ba, 8/9/2026, 16:00');
    expect(formatDateTime(wednesday, 'vi', 'short')).toBe('thứ Tư, 9/9, 15:30');
    expect(formatDateTime(tuesday, 'vi', 'table')).toBe('8/9/2026 16:00');
    expect(formatDate(wednesday, 'vi', 'ruler')).toBe('T4 9/9');
    expect(formatDate('2022-04-08', 'vi')).toBe('thứ Sáu, 8/4/2022');
    expect(formatDate('2026-09-13', 'vi', 'short')).toBe('Chủ nhật, 13/9');
    expect(formatDate('2026-09-13', 'vi', 'ruler')).toBe('CN 13/9');
    expect(capitalise(formatDate(tuesday, 'vi'))).toBe('Thứ Ba, 8/9/2026');
  });

  test('read as the design says in English', () => {
    expect(formatDateTime(wednesday, 'en', 'short')).toBe('Wednesday 9 Sep, 15:30');
    expect(formatDateTime(new Date('2026-09-10T17:30+07:00'), 'en')).toBe('Thursday 10 Sep 2026, 17:30');
    expect(formatDateTime(tuesday, 'en', 'table')).toBe('8 Sep 2026 16:00');
    expect(formatDate(wednesday, 'en', 'ruler')).toBe('Wed 9 Sep');
  });

  test('use 24 hours of Hải Phòng', () => {
    expect(formatTime(new Date('2026-09-08T01:20Z'))).toBe('08:20');
    expect(formatTime(new Date('2026-09-07T17:05Z'))).toBe('00:05');
    expect(formatHours('07:30', '11:30')).toBe('7:30–11:30');
  });
});

describe('numbers', () => {
  test('have the separators of the language', () => {
    expect(formatNumber(1846, 'vi')).toBe('1.846');
    expect(formatNumber(1846, 'en')).toBe('1,846');
    expect(formatNumber(3.94, 'vi', { decimals: 1 })).toBe('3,9');
    expect(formatNumber(4, 'vi', { decimals: 1, exactly: true })).toBe('4,0');
    expect(formatPercent(0.961, 'vi')).toBe('96,1%');
    expect(formatPercent(0.961, 'en')).toBe('96.1%');
  });

  test('of money are exact for any amount', () => {
    expect(formatMoney(1_240_000n, 'vi')).toBe('1.240.000\u00a0đ');
    expect(formatMoney(9_007_199_254_740_993n, 'en')).toBe('9,007,199,254,740,993\u00a0đ');
  });
});

describe('durations', () => {
  test.each([
    [720, '1 ngày 4 giờ', '1 day 4 hours'],
    [70, '1 giờ 10 phút', '1 hour 10 minutes'],
    [40, '40 phút', '40 minutes'],
    [240, '4 giờ', '4 hours'],
    [480, '1 ngày', '1 day'],
    [960, '2 ngày', '2 days'],
    [500, '1 ngày', '1 day'],
    [61, '1 giờ 1 phút', '1 hour 1 minute'],
    [0.5, 'dưới 1 phút', 'under 1 minute'],
    [-75, '1 giờ 15 phút', '1 hour 15 minutes'],
  ])('of %d working minutes read "%s" and "%s"', (minutes, vi, en) => {
    expect(formatWorkingDuration(minutes, 'vi')).toBe(vi);
    expect(formatWorkingDuration(minutes, 'en')).toBe(en);
  });

  test('by the wall clock show their largest unit', () => {
    expect(formatElapsed(0, 'vi')).toBe('0 giây');
    expect(formatElapsed(22_000, 'vi')).toBe('22 giây');
    expect(formatElapsed(6 * 60_000, 'en')).toBe('6 minutes');
    expect(formatElapsed(3_600_000, 'en')).toBe('1 hour');
    expect(formatElapsed(50 * 3_600_000, 'vi')).toBe('2 ngày');
  });
});
