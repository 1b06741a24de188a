// The inbox by due day.
import { describe, expect, it } from 'vitest';
import type { DeskItem } from '../contract.ts';
import { byDueDay, byFilingDay, isLate } from './due-groups.ts';

const t = (text: string, values: Record<string, unknown> = {}) =>
  text.replace(/\{(\w+)\}/g, (_all, name: string) => String(values[name]));
const words = { t, lang: 'vi', now: new Date('2026-09-08T02:30:00Z') } as const;

function item(trackingCode: string, dueAt: string | null, more: Partial<DeskItem> = {}): DeskItem {
  const minutesLeft = dueAt === null ? null : 60;
  return {
    trackingCode,
    dueAt,
    minutesLeft,
    state: 'new',
    filedAt: '2026-09-07T02:00:00Z',
    ...more,
  } as DeskItem;
}

describe('groups by due day', () => {
  it('begin with what is late, then today, tomorrow, later days, and end with what has no promise', () => {
    const groups = byDueDay(
      [
        item('later', '2026-09-11T08:00:00Z'),
        item('none', null),
        item('today', '2026-09-08T08:30:00Z'),
        item('late', '2026-09-07T08:30:00Z', { minutesLeft: -240 }),
        item('tomorrow', '2026-09-09T08:30:00Z'),
      ],
      words,
    );
    expect(groups.map(({ title }) => title)).toEqual([
      'Quá hạn',
      'Hôm nay, thứ Ba, 8/9',
      'Ngày mai, thứ Tư, 9/9',
      'Thứ Sáu, 11/9',
      'Chưa có hẹn',
    ]);
    expect(groups.map(({ need }) => need)).toEqual([true, false, false, false, false]);
  });
  it('take the day of Hải Phòng, where it is already tomorrow at 17:30 UTC', () => {
    expect(byDueDay([item('a', '2026-09-08T17:30:00Z')], words)[0]?.key).toBe('2026-09-09');
  });
  it('keep the order of the list within a day', () => {
    const [group] = byDueDay([item('b', '2026-09-09T01:00:00Z'), item('a', '2026-09-09T01:00:00Z')], words);
    expect(group?.items.map(({ trackingCode }) => trackingCode)).toEqual(['b', 'a']);
  });
});

it('a report becomes late by the clock, also when the list was fetched before', () => {
  expect(isLate(item('a', '2026-09-08T02:29:00Z'), words.now)).toBe(true);
  expect(isLate(item('a', '2026-09-08T02:31:00Z'), words.now)).toBe(false);
});

it('an answered report is never late: that is a fact, not a call', () => {
  expect(isLate(item('a', '2026-09-07T02:29:00Z', { state: 'resolved', minutesLeft: -5 }), words.now)).toBe(
    false,
  );
});

it('what was found goes by the day of filing', () => {
  expect(byFilingDay([item('a', null)], words)[0]?.title).toBe('Gửi hôm qua, thứ Hai, 7/9');
});
