import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTranslate } from './browser.ts';
import { type Catalogue, catalogue } from './catalogue.ts';
import { collectMessages } from './collect.ts';

let root: string;
let texts: Catalogue;

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'texts-'));
  put('feedback/locales/en.po', [
    ['Gửi phản ánh', 'Report a problem'],
    ['Còn {n, number} việc', '{n, plural, one {# case} other {# cases}} left'],
    ['Trễ {time}', 'Late by {time}'],
    ['{kind, select, urgent {Khẩn} other {Thường}}', '{kind, select, urgent {Urgent} other {Normal}}'],
    ['Tỷ lệ {share, number, percent}', 'Share {share, number, percent}'],
  ]);
  put('feedback/cases/locales/en.po', [['Đóng', 'Close']]);
  texts = catalogue([root]);
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

function put(path: string, entries: [string, string][], extra = ''): void {
  mkdirSync(join(root, path, '..'), { recursive: true });
  const body = entries
    .map(([id, english]) => `msgid ${JSON.stringify(id)}\nmsgstr ${JSON.stringify(english)}\n`)
    .join('\n');
  writeFileSync(
    join(root, path),
    `msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n${body}${extra}`,
  );
}

describe('a translator', () => {
  test('says the Vietnamese source in Vietnamese and its translation in English', () => {
    expect(texts.translator('vi')('Gửi phản ánh')).toBe('Gửi phản ánh');
    expect(texts.translator('en')('Gửi phản ánh')).toBe('Report a problem');
    expect(texts.translator('en')('Đóng')).toBe('Close');
  });

  test('puts values in, with numbers as each language writes them', () => {
    expect(texts.translator('vi')('Còn {n, number} việc', { n: 1846 })).toBe('Còn 1.846 việc');
    expect(texts.translator('en')('Còn {n, number} việc', { n: 1846 })).toBe('1,846 cases left');
    expect(texts.translator('en')('Còn {n, number} việc', { n: 1 })).toBe('1 case left');
    expect(texts.translator('vi')('Tỷ lệ {share, number, percent}', { share: 0.96 })).toBe('Tỷ lệ 96%');
  });

  test('falls back to Vietnamese, values included, when there is no English', () => {
    expect(texts.translator('en')('Chưa dịch {n}', { n: 3 })).toBe('Chưa dịch 3');
    expect(texts.missing(['Chưa dịch {n}', 'Đóng'])).toEqual(['Chưa dịch {n}']);
  });

  test('shows a text that is no ICU message as it stands', () => {
    expect(texts.translator('vi')('Dấu { lạ')).toBe('Dấu { lạ');
  });
});

describe('a translator in the browser', () => {
  const cases: [string, Record<string, unknown>?][] = [
    ['Gửi phản ánh'],
    ['Còn {n, number} việc', { n: 0 }],
    ['Còn {n, number} việc', { n: 1 }],
    ['Còn {n, number} việc', { n: 1846 }],
    ['Trễ {time}', { time: '2 giờ' }],
    ['Trễ {time}', {}],
    ['{kind, select, urgent {Khẩn} other {Thường}}', { kind: 'urgent' }],
    ['{kind, select, urgent {Khẩn} other {Thường}}', { kind: 'constructor' }],
    ['Tỷ lệ {share, number, percent}', { share: 0.5 }],
  ];
  test.each(cases)('says %s with %j as the server does', (message, values) => {
    for (const lang of ['vi', 'en'] as const) {
      const messages = JSON.parse(JSON.stringify(texts.compiled(lang)));
      expect(createTranslate(lang, messages)(message, values)).toBe(texts.translator(lang)(message, values));
    }
  });

  test('gets only the texts it uses', () => {
    expect(texts.compiled('en', ['Đóng'])).toEqual({ Đóng: ['Close'] });
  });
});

describe('problems of the catalogues', () => {
  test('none stand in a healthy tree', () => {
    expect(texts.problems).toEqual([]);
  });

  test('are named: untranslated, fuzzy, contradicting, broken and lost values', () => {
    const folder = join(root, '..', `${root.split('/').pop()}-broken`);
    const keep = root;
    root = folder;
    put('a/locales/en.po', [
      ['Mới', 'New'],
      ['Trống', ''],
      ['Hỏng {n', 'Broken'],
      ['Có {n}', 'Has {m}'],
      ['Còn {n}', 'Some left'],
      ['Lệch', '{x'],
    ]);
    put('b/locales/en.po', [['Mới', 'Recent']], '\n#, fuzzy\nmsgid "Mơ hồ"\nmsgstr "Vague"\n');
    root = keep;
    const { problems } = catalogue([folder]);
    rmSync(folder, { recursive: true });
    const said = problems.join('\n');
    expect(problems).toHaveLength(7);
    for (const part of [
      '"Mới": is "Recent" here and "New"',
      '"Trống": has no English',
      'Vietnamese is not a valid',
      'uses {m}',
      'lost {n}',
      '"Mơ hồ": is marked fuzzy',
      'English is not a valid',
    ]) {
      expect(said).toContain(part);
    }
  });
});

describe('collecting texts', () => {
  test('finds literals in calls of t, whatever stands before it, and names the calls it cannot read', async () => {
    const file = join(root, 'page.tsx');
    writeFileSync(
      file,
      `export const page = (c: any, props: any, t: any) => <p title={t('Một')}>
        {c.t("Hai {n}", { n: 2 })} {props.context.t(\`Ba\`)} {t(c.late ? 'Trễ' : ('Đúng ' + 'hẹn'))}
        {/* t('bình luận') */} {'t("chuỗi")'} {c.start('không')} {t(c.dynamic)}
      </p>;`,
    );
    const { messages, dynamic } = await collectMessages([file]);
    expect([...messages.keys()]).toEqual(['Một', 'Hai {n}', 'Ba', 'Trễ', 'Đúng hẹn']);
    expect(messages.get('Hai {n}')).toEqual([`${file}:2`]);
    expect(dynamic).toEqual([`${file}:3`]);
  });
});
