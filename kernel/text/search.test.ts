import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bigrams, searchQuery, searchTerms, syllables } from './search.ts';

describe('syllables', () => {
  test('keep marks and one spelling', () => {
    expect(syllables('Phường Hoà Bình, P.12')).toEqual(['phường', 'hòa', 'bình', 'p', '12']);
  });

  test('of documents and plates are cut where PostgreSQL would not', () => {
    expect(syllables('15/2025/NĐ-CP; 31T-12345')).toEqual(['15', '2025', 'nđ', 'cp', '31t', '12345']);
  });
});

describe('bigrams', () => {
  test('join neighbours without marks', () => {
    expect(bigrams('Nguyễn Bỉnh Khiêm')).toEqual(['nguyen binh', 'binh khiem']);
  });
});

/** True when the text would be found, by the same rules as `tsvector @@ tsquery`. */
function finds(query: string, text: string): boolean {
  const terms = searchTerms(text);
  const parts = searchQuery(query)?.match.split(' & ') ?? [];
  return (
    parts.length > 0 &&
    parts.every((part) => {
      const lexeme = part.replace(/:\*$/, '').slice(1, -1).replaceAll("''", "'");
      return part.endsWith(':*') ? terms.some((term) => term.startsWith(lexeme)) : terms.includes(lexeme);
    })
  );
}

describe('search', () => {
  test.each([
    ['nguyen binh khiem', 'Ngập trước số 12 Nguyễn Bỉnh Khiêm'],
    ['Hòa Bình', 'xã Hoà Bình'],
    ['Hoà Bình', 'xã Hòa Bình'.normalize('NFD')],
    ['hoa binh', 'XÃ HOÀ BÌNH'],
    ['hẻm 12', 'ngõ 12 Lạch Tray'],
    ['ngõ 12/5', 'hẻm 12/5 Tô Hiệu'],
    ['ngo so 193', 'Ngõ 193 Dư Hàng'],
    ['ngõ 193', 'Hẻm số 193 Dư Hàng'],
    ['phuong may chai', 'UBND P.Máy Chai'],
    ['p. may chai', 'phường Máy Chai'],
    ['TP Hải Phòng', 'thành phố Hải Phòng'],
    ['ủy ban nhân dân', 'UBND phường Lê Chân'],
    ['15/2025/ND-CP', 'theo Nghị định 15/2025/NĐ-CP'],
    ['lê ch', 'quận Lê Chân'],
    ['ng', 'Nguyễn'],
    ['31t 12345', 'xe 31T-12345'],
  ])('for %s finds %s', (query, text) => {
    expect(finds(query, text)).toBe(true);
  });

  test.each([
    ['hai phong', 'có hai căn phòng trống'],
    ['le chan', 'lê thị chân'],
    ['ngõ 12', 'ngõ 120'],
    ['hem', 'ngoài đường'],
  ])('for %s does not find %s', (query, text) => {
    const isFinished = /\d$/.test(query);
    expect(isFinished ? finds(`${query} `, text) : finds(query, text)).toBe(false);
  });

  test('ranks by the marks that were typed', () => {
    expect(searchQuery('Hải phong')?.exact).toBe("'=hải'");
    expect(searchQuery('hai phong')?.exact).toBeNull();
    expect(searchTerms('Hải Phòng')).toEqual(
      expect.arrayContaining(['hai', 'phong', 'hai phong', '=hải', '=phòng']),
    );
  });

  test('asks nothing when nothing searchable was typed', () => {
    expect(searchQuery(' … !')).toBeNull();
  });

  test('finds any text by itself', () => {
    const words = fc.array(
      fc.constantFrom('hải', 'phòng', 'hẻm', 'số', '12', 'P.', 'máy', 'UBND', 'đ.', "l'eau", '15A'),
      { minLength: 1 },
    );
    fc.assert(
      fc.property(words, (parts) => {
        const text = parts.join(' ');
        expect(searchQuery(text) === null || finds(text, text)).toBe(true);
      }),
    );
  });

  test('takes words that are names of properties as words', () => {
    expect(searchTerms('constructor __proto__ toString')).toEqual(
      expect.arrayContaining(['constructor', 'proto', 'tostring']),
    );
  });

  test('keeps operators of the query language inside quotes', () => {
    expect(searchQuery("a' | b:*")?.match).toBe("'a b'");
  });
});
