// The catalogue of services: guesses from words, urgency from words of danger, and files that fit together.
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { suggestService, weigh } from './catalogue.ts';
import { readCityRules } from './city-files.ts';

const folder = join(import.meta.dirname, '../../../city/haiphong/services');
const { catalogue } = readCityRules(folder);
const today = '2026-09-04';

describe('the catalogue', () => {
  test('shows the common services first and "something else" last among them', () => {
    const codes = catalogue.list(today).map(({ code }) => code);
    expect(codes).toHaveLength(14);
    expect(codes.slice(0, 7)).toEqual([
      'flooding',
      'drain',
      'pothole',
      'tree',
      'waste',
      'streetlight',
      'other',
    ]);
  });

  test('offers nothing on a day before its first row', () => {
    expect(catalogue.list('2020-01-01')).toEqual([]);
    expect(catalogue.find('flooding', '2020-01-01')).toBeUndefined();
    expect(catalogue.any('flooding')?.name.vi).toBe('Ngập nước');
  });

  test.each([
    ['Cứ mưa to là ngập, nước lên ngang bánh xe', 'flooding'],
    ['nap cong bi vo giua duong', 'drain'],
    ['Đèn đường tối om cả tuần nay', 'streetlight'],
    ['den tin hieu nga tu tat', 'traffic-light'],
    ['Rác chưa thu gom ba ngày', 'waste'],
    ['Hàng xóm hát karaoke loa kéo sau 23 giờ', 'noise'],
    ['Mất nước từ sáng đến giờ', 'water-supply'],
    ['CÂY ĐỔ chắn ngang ngõ', 'tree'],
  ])('guesses from "%s": %s', (words, code) => {
    expect(suggestService(catalogue.list(today), words)?.code).toBe(code);
  });

  test('guesses nothing from words that say nothing', () => {
    expect(suggestService(catalogue.list(today), 'xin chào thành phố')).toBeUndefined();
    expect(suggestService(catalogue.list(today), '')).toBeUndefined();
  });
});

describe('urgency', () => {
  const drain = catalogue.any('drain')!;

  test('comes from the words of danger of that service, with the reason', () => {
    expect(weigh(drain, 'Hố ga mất nắp, trẻ con hay qua lại')).toEqual({
      severity: 'urgent',
      priority: 1,
      because: ['mất nắp'],
    });
    expect(weigh(drain, 'ho ga mat nap')).toEqual({ severity: 'urgent', priority: 1, because: ['mất nắp'] });
    expect(weigh(drain, 'Cống tắc, nước chảy chậm')).toEqual({
      severity: 'normal',
      priority: 2,
      because: [],
    });
  });

  test('does not come from other words that are the same without their marks', () => {
    const electricity = catalogue.any('electricity')!;
    expect(weigh(electricity, 'Dây điện chạy qua mái nhà').because).toEqual([]);
    expect(weigh(electricity, 'Cột điện đang cháy').because).toEqual(['cháy']);
  });
});

describe('the city’s files', () => {
  const copy = mkdtempSync(join(tmpdir(), 'rules-'));
  afterAll(() => rmSync(copy, { recursive: true }));

  test.each([
    ['routing.json', '"body": "thoat-nuoc"', '"body": "thoat-nuok"', /no body thoat-nuok/],
    ['routing.json', '"area": "hai-duong-urban"', '"area": "hai-duong-urbn"', /no area hai-duong-urbn/],
    ['services.json', '"group": "water"', '"group": "watr"', /no group watr/],
    ['deadlines.json', '"document": "hue-30-2022"', '"document": "hue-30"', /no document hue-30/],
    ['deadlines.json', '"validTo": "2025-06-30"', '"validTo": "2020-06-30"', /ends before it begins/],
    ['bodies.json', '"kind": "utility"', '"kind": "utilty"', /bodies\.json\/bodies/],
  ])('with a slip in %s (%s) refuse to load and say where', (file, right, wrong, message) => {
    cpSync(folder, copy, { recursive: true });
    writeFileSync(join(copy, file), readFileSync(join(folder, file), 'utf8').replace(right, wrong));
    expect(() => readCityRules(copy)).toThrow(message);
  });
});
