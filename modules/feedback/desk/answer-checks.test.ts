// What is looked at before an answer goes out, rows of the list, shares on time.
import { describe, expect, it } from 'vitest';
import type { DeskItem } from '../contract.ts';
import { checkAnswer, countWords, holdsPrivateData } from './answer-checks.ts';
import { keptByService } from './on-time.ts';
import { dueOf, rowOf, shareUsed, shortCode } from './row.ts';

const t = (text: string, values: Record<string, unknown> = {}) =>
  text.replace(/\{(\w+)\}/g, (_all, name: string) => String(values[name]));
const stopping = (words: string, photos = 1) =>
  checkAnswer(words, photos, t)
    .filter(({ stops }) => stops)
    .map(({ key }) => key);
const good = 'Đội thoát nước đã nạo vét 3 hố ga trước số 215, xong lúc 9:30 ngày 8/9.';

describe('an answer', () => {
  it('with what, where and when may go', () => {
    expect(stopping(good)).toEqual([]);
  });
  it('of three words is too short', () => {
    expect(stopping('Đã xử lý')).toEqual(['words']);
  });
  it('counts words, not numbers and dashes', () => {
    expect(countWords('Đã dọn – 3 xe, 8/9')).toBe(3);
  });
  it.each([
    '0912 345 678',
    '0912.345.678',
    '+84 912 345 678',
    '02253 842 000',
    '031085001234',
    'a.b@vidu.vn',
  ])('with %s does not go', (text) => {
    expect(holdsPrivateData(`Gọi ${text} để biết`)).toBe(true);
  });
  it.each(['1022', '113', 'lúc 9:30 ngày 8/9/2026', 'số 211–219', '1.240.000 đ', '20.84460, 106.68250'])(
    'may say %s',
    (text) => {
      expect(holdsPrivateData(`Xem ${text} nhé`)).toBe(false);
    },
  );
  it('with a gap in brackets does not go', () => {
    expect(stopping(good.replace('9:30', '[giờ]'))).toEqual(['gaps']);
  });
  it('without a photo is told so, but may go', () => {
    expect(checkAnswer(good, 0, t).find(({ key }) => key === 'photo')).toMatchObject({
      ok: false,
      stops: false,
    });
  });
});

describe('a row', () => {
  const now = new Date('2026-09-08T02:30:00Z');
  const words = { t, lang: 'vi', now } as const;
  const item = {
    trackingCode: 'HP-7K2M-Q9DX-4TZ0C',
    words: 'Cống tắc',
    serviceName: { vi: 'Cống', en: 'Drain' },
    icon: 'drain',
    address: '45 Chùa Hàng',
    unit: { name: 'Lê Chân' },
    severity: 'urgent',
    state: 'accepted',
    filedAt: '2026-09-07T02:30:00Z',
    dueAt: '2026-09-09T02:30:00Z',
    minutesLeft: 480,
    verdict: 'open',
    resolvedAt: null,
    closedAt: null,
  } as DeskItem;
  it('says words, place, short code and urgency', () => {
    expect(rowOf(item, words, false)).toMatchObject({
      title: 'Cống tắc',
      meta: '45 Chùa Hàng · 4TZ0C · khẩn',
      icon: 'drain',
    });
    expect(shortCode('HP-7K2M-Q9DX-4TZ0C')).toBe('4TZ0C');
  });
  it('says the working time that is left and how much of the term is used', () => {
    expect(dueOf(item, words)).toEqual({ text: '1 ngày', due: 'hẹn 09:30', tone: 'plain', share: 0.5 });
    expect(shareUsed({ filedAt: item.filedAt, dueAt: null }, now)).toBe(1);
  });
  it('says how late it is and since when', () => {
    expect(dueOf({ ...item, minutesLeft: -40, dueAt: '2026-09-08T01:50:00Z' }, words)).toMatchObject({
      text: 'trễ 40 phút',
      due: 'hôm nay, 08:50',
      tone: 'late',
    });
  });
  it('of an answered report says whether the promise was kept', () => {
    const answered = {
      ...item,
      state: 'resolved',
      verdict: 'late',
      resolvedAt: '2026-09-07T09:00:00Z',
    } as DeskItem;
    expect(dueOf(answered, words)).toEqual({ text: 'trễ hẹn', due: 'T2 7/9, 16:00' });
  });
});

it('shares on time count answers since a day, against the first promise', () => {
  const row = (resolvedAt: string | null, firstDueAt: string, verdict = 'on-time') =>
    ({
      service: 'drain',
      serviceName: { vi: 'Cống', en: 'Drain' },
      resolvedAt,
      closedAt: null,
      firstDueAt,
      verdict,
    }) as never;
  const rows = [
    row('2026-09-07T02:00:00Z', '2026-09-08T00:00:00Z'),
    row('2026-09-08T02:00:00Z', '2026-09-08T00:00:00Z', 'late'),
    row('2026-07-01T02:00:00Z', '2026-09-08T00:00:00Z'),
    row(null, '2026-09-08T00:00:00Z', 'overdue'),
  ];
  expect(keptByService(rows, new Date('2026-08-09T00:00:00Z'))).toMatchObject([
    { answered: 2, onTime: 1, share: 0.5, open: 1, overdue: 1 },
  ]);
});
