import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findPersonalData, maskPersonalData } from './mask.ts';

const mask = (text: string) => maskPersonalData(text).text;

describe('masking hides', () => {
  test.each([
    '0912345678',
    '0912 345 678',
    '091 234 5678',
    '0912.345.678',
    '0912-345-678',
    '+84912345678',
    '+84 912 345 678',
    '84912345678',
    '0084 912 345 678',
    '(0912) 345678',
    '+84 (0)912 345 678',
    '0225 3822 822',
    '02253822822',
    '0225.3.822.822',
    '(0225) 3822822',
    '024 3822 8228',
    '０９１２３４５６７８',
    '0912\u00a0345\u00a0678',
    '0912\u200b345678',
  ])('the phone number %s', (phone) => {
    expect(mask(`Gọi ${phone} gấp.`)).toBe('Gọi [đã che số điện thoại] gấp.');
    expect(mask(`gọi:${phone},nhé`)).toBe('gọi:[đã che số điện thoại],nhé');
  });

  test.each(['031099001234', '031 099 001 234', '0310 9900 1234', '123456789012'])(
    'the personal number %s',
    (number) => {
      expect(mask(`Tôi là ${number}, ở Lê Chân`)).toBe('Tôi là [đã che số giấy tờ], ở Lê Chân');
    },
  );

  test('old papers behind their name', () => {
    expect(mask('CMND số 030123456 cấp 2010')).toBe('CMND số [đã che số giấy tờ] cấp 2010');
    expect(mask('hộ chiếu: C1234567')).toBe('hộ chiếu: [đã che số giấy tờ]');
  });

  test.each([
    '15A-123.45',
    '15A-12345',
    '15A 12345',
    '15A12345',
    '15a-123.45',
    '15B1-234.56',
    '29-H1 1234',
    '31T-12345',
    '15LD-012.34',
    '80A-999.99',
    '15AA-123.45',
  ])('the plate %s', (plate) => {
    expect(mask(`Xe ${plate} đỗ sai`)).toBe('Xe [đã che biển số] đỗ sai');
  });

  test.each(['an.nguyen@gmail.com', 'an+viec@haiphong.gov.vn', 'An @ gmail.com'])(
    'the e-mail %s',
    (address) => {
      expect(mask(`thư ${address} nhé`)).toBe('thư [đã che e-mail] nhé');
    },
  );

  test('a bank account behind its name', () => {
    expect(mask('chuyển vào STK 0123 4567 8901 Vietcombank')).toBe(
      'chuyển vào STK [đã che số tài khoản] Vietcombank',
    );
  });

  test('several things, and says which, in order', () => {
    const { text, hidden } = maskPersonalData('15A-123.45 gọi 0912345678 hoặc a@b.vn', 'en');
    expect(text).toBe('[number plate hidden] gọi [phone number hidden] hoặc [e-mail hidden]');
    expect(hidden).toEqual(['plate', 'phone', 'email']);
  });

  test('a decomposed text as well', () => {
    expect(mask('số tài khoản 123456789'.normalize('NFD'))).toBe('số tài khoản [đã che số tài khoản]');
  });
});

describe('masking leaves', () => {
  test.each([
    'Gọi 1022 hoặc 113, tổng đài 1900 1234, 18001234',
    'ngày 08-04-2022 16:00 đến 09.05.2022 10:30',
    'ngày 8/4/2022',
    'phạt 1.240.000.000 đ, khoản 0,912345678',
    'toạ độ 20.856112, 106.682209123456',
    'HP-2609-00417',
    'Nghị định 15/2025/NĐ-CP, QĐ 255/2025/QĐ-UBND',
    'số 45A ngõ 193/24 Dư Hàng',
    'hồ sơ 000.00.15.H24-220408-0001',
    'rộng 12m 2000 người',
    'từ 7:30–11:30, 13:30–17:30',
    'năm 2021-2022, 2.000.000 người',
    'QL10 km 15+200',
  ])('%s', (text) => {
    expect(maskPersonalData(text)).toEqual({ text: text.normalize('NFC'), hidden: [] });
  });
});

test('masking twice hides nothing more', () => {
  const parts = fc.array(
    fc.constantFrom(
      '0912345678',
      ' ',
      '15A-123.45',
      'a@b.vn',
      '031099001234',
      '.',
      '-',
      '7',
      'gọi',
      '(',
      ')',
      '0',
      '@',
    ),
  );
  fc.assert(
    fc.property(parts, (chosen) => {
      const once = mask(chosen.join(''));
      expect(mask(once)).toBe(once);
    }),
  );
});

test('masking a hostile text of 200,000 characters takes linear time', () => {
  const from = performance.now();
  for (const piece of ['0', '09 ', '1.', 'a@', 'stk ', '15a', 'cmnd ', '.', '(0'])
    mask(piece.repeat(Math.ceil(200_000 / piece.length)));
  expect(performance.now() - from).toBeLessThan(3_000);
});

describe('finding', () => {
  test('says where each value stands and of which kind', () => {
    const { text, spans } = findPersonalData('Gọi 0912 345 678, xe 15A-123.45, số 215 Trần Nguyên Hãn');
    expect(spans.map(({ kind, from, to }) => [kind, text.slice(from, to)])).toEqual([
      ['phone', '0912 345 678'],
      ['plate', '15A-123.45'],
    ]);
  });

  test('is in order, without overlap, inside the text, and is what masking hides', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        '0912 345 678',
        '031099001234',
        '15A-123.45',
        'mai@vidu.vn',
        'STK 0123456789',
        ' ',
        ', ',
      ),
      fc.string({ maxLength: 8 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const given = pieces.join('');
        const { text, spans } = findPersonalData(given);
        spans.forEach((span, at) => {
          expect(span.from).toBeGreaterThanOrEqual(at === 0 ? 0 : spans[at - 1]!.to);
          expect(span.to).toBeGreaterThan(span.from);
          expect(span.to).toBeLessThanOrEqual(text.length);
        });
        expect(maskPersonalData(given).hidden).toEqual(spans.map(({ kind }) => kind));
      }),
    );
  });
});
