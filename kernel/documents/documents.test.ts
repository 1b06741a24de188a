// Papers as they come out: read back letter by letter, with their roles, over several pages.
import { expect, test } from 'vitest';
import { readPdf } from '@city/kernel/testing';
import { type Block, type Paper, writePdf } from './documents.ts';

const paper = (blocks: readonly Block[], more: Partial<Paper> = {}): Paper => ({
  lang: 'vi',
  title: 'Giấy thử: Đặng Thị Ngợi, phường Ngô Quyền',
  madeAt: new Date('2026-09-08T02:30:00Z'),
  check: { url: 'https://haiphong.example/x/1', words: 'Đối chiếu tại' },
  blocks,
  ...more,
});
/** Every letter of Vietnamese with every mark. */
const alphabet = [...'aăâeêioôơuưyđ']
  .flatMap((letter) => ['', '\u0300', '\u0301', '\u0303', '\u0309', '\u0323'].map((mark) => letter + mark))
  .map((one) => one.normalize('NFC'))
  .filter((one) => [...one].length === 1);

test('says in order what it was given, in real letters, with the roles that readers need', async () => {
  const words = `${alphabet.join('')} ${alphabet.join('').toUpperCase()}`;
  const file = readPdf(
    await writePdf(
      paper([
        { kind: 'heading', level: 2, text: 'Danh tính' },
        { kind: 'facts', rows: [{ name: 'Tên', value: 'Nguyễn Thị Mai' }] },
        { kind: 'text', text: words },
        { kind: 'story', items: [{ time: '9:30', title: 'Đã gửi', text: 'Ngập ở ngõ 47' }] },
      ]),
    ),
  );
  expect([file.lang, file.isTagged, file.title]).toEqual([
    'vi-VN',
    true,
    'Giấy thử: Đặng Thị Ngợi, phường Ngô Quyền',
  ]);
  const text = file.pages.map((page) => page.text).join(' ');
  const inOrder = ['Thành phố Hải Phòng', 'Giấy thử', 'https://haiphong.example/x/1', 'Danh tính', 'Tên'];
  const places = [...inOrder, 'Nguyễn Thị Mai', 'Đã gửi', 'Ngập ở ngõ 47'].map((one) => text.indexOf(one));
  expect(places).not.toContain(-1);
  expect(places).toEqual([...places].sort((a, b) => a - b));
  expect(text.replaceAll(' ', '')).toContain(words.replaceAll(' ', ''));
  expect(file.roles).toEqual(
    expect.arrayContaining(['Document', 'H1', 'H2', 'P', 'L', 'LI', 'Lbl', 'LBody']),
  );
  expect(file.alternatives).toEqual(['Mã vuông dẫn tới https://haiphong.example/x/1']);
  expect(file.embeddedFonts.map((name) => name.replace(/^[A-Z]+\+/, '')).sort()).toEqual([
    'BeVietnamPro-Regular',
    'BeVietnamPro-SemiBold',
  ]);
  expect(file.pages[0]?.beside).toBe('Lập thứ Ba, 8/9/2026, 09:30 Trang 1 / 1');
});

test('goes on over pages without losing a word, and numbers them', async () => {
  const rows = Array.from({ length: 90 }, (_, at) => ({
    name: `Dòng ${at}`,
    value: `${'chữ '.repeat(at)}hết${at}`,
  }));
  const file = readPdf(await writePdf(paper([{ kind: 'facts', rows }], { lang: 'en' })));
  expect(file.pages.length).toBeGreaterThan(3);
  const text = file.pages.map((page) => page.text).join(' ');
  for (const { name, value } of rows) {
    expect(text).toContain(name);
    expect(text).toContain(value.split(' ').at(-1));
  }
  const feet = file.pages.map(({ beside }) => /Page \d+ of \d+/.exec(beside)?.[0]);
  expect(feet).toEqual(file.pages.map((_, at) => `Page ${at + 1} of ${file.pages.length}`));
  expect(file.pages[1]?.beside).toContain('Giấy thử');
});

test('letters that come apart are put together; what turns the direction of reading or cannot be seen is left out', async () => {
  const apart = 'Nguyễn Thị Mười'.normalize('NFD');
  const file = readPdf(await writePdf(paper([{ kind: 'text', text: `${apart}\u202e\u0007 hết` }])));
  expect(file.pages[0]?.text).toContain('Nguyễn Thị Mười hết');
});
