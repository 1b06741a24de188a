import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import fc from 'fast-check';
import { type TestCity, testCity } from '@city/kernel/testing';
import { fold } from './fold.ts';
import { searchQuery, searchTerms } from './search.ts';

let city: TestCity;
beforeAll(async () => {
  city = await testCity();
});
afterAll(() => city.stop());

async function folded(texts: readonly string[]): Promise<string[]> {
  const rows = await city.sql<{ folded: string }>(
    'select kernel.text_fold(t) as folded from unnest($1::text[]) with ordinality as u(t, o) order by o',
    [texts],
  );
  return rows.map((row) => row.folded);
}

describe('kernel.text_fold', () => {
  test('folds every character of the planes that people use as TypeScript does', async () => {
    const characters = Array.from({ length: 0x1ff00 }, (_, code) => code)
      .filter((code) => code > 0 && (code < 0xd800 || code > 0xdfff))
      .map((code) => String.fromCodePoint(code))
      // Latin Extended-D gets a new letter with almost every Unicode version, and servers lag behind Node.
      .filter((character) => /\p{Assigned}/u.test(character) && !/[\ua7c0-\ua7ff]/.test(character));
    const answers = await folded(characters);
    expect(characters.filter((character, at) => answers[at] !== fold(character))).toEqual([]);
  });

  test('folds whole texts as TypeScript does', async () => {
    const unit = fc.constantFrom(
      ...'aăâbcdđeêghiklmnoôơpqrstuưvxyằẳẵắặĐỖƯ .,12–…"',
      '\u0301',
      '\u0323',
      '\u031b',
      'Ø',
      'Я',
      '\u200b',
    );
    const texts = fc.sample(fc.string({ unit, maxLength: 60 }), 2000);
    expect(await folded(texts)).toEqual(texts.map(fold));
  });

  test('may stand in an index', async () => {
    await city.sql('create table kernel.place (name text)');
    await city.sql('create index on kernel.place (kernel.text_fold(name))');
    const [row] = await city.sql<{ provolatile: string }>(
      `select provolatile from pg_proc where oid = 'kernel.text_fold'::regproc`,
    );
    expect(row?.provolatile).toBe('i');
  });
});

describe('search in PostgreSQL', () => {
  const texts = [
    'Ngập nước trước số 12 Nguyễn Bỉnh Khiêm',
    'xã Hoà Bình',
    'Ngõ 193 Dư Hàng, P.Máy Chai',
    'có hai căn phòng trống',
    'UBND thành phố Hải Phòng trả lời theo 15/2025/NĐ-CP',
    "l'eau \\ 'quoted'",
  ];
  const find = async (words: string) => {
    const rows = await city.sql<{ o: string }>(
      `select d.o from jsonb_array_elements($1::jsonb) with ordinality as d(terms, o)
        where array_to_tsvector(array(select jsonb_array_elements_text(d.terms))) @@ $2::tsquery order by d.o`,
      [JSON.stringify(texts.map(searchTerms)), searchQuery(words)?.match],
    );
    return rows.map((row) => texts[Number(row.o) - 1]);
  };

  test.each([
    ['nguyen binh khiem', 0],
    ['Hòa Bình'.normalize('NFD'), 1],
    ['hẻm số 193 dư hà', 2],
    ['phường máy chai', 2],
    ['hai phong', 4],
    ['ủy ban nhân dân TP Hải Phòng', 4],
    ['15/2025/ND-CP', 4],
    ["l'eau", 5],
    ["'quoted'", 5],
  ])('for %s finds the one text', async (words, at) => {
    expect(await find(words)).toEqual([texts[at]]);
  });
});
