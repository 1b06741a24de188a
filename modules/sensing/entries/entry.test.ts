// The rules of an entry.
import { expect, test } from 'vitest';
import { entryName } from './entry.ts';

test('a name is kept in one form, whatever the keyboard made of it', () => {
  expect(entryName('  Nhà   văn hoá ')).toBe('Nhà văn hoá');
  expect(entryName('Phường'.normalize('NFD'))).toBe('Phường'.normalize('NFC'));
});

test('a name of spaces is refused, naming the field', () => {
  expect(() => entryName(' \t ')).toThrow(
    expect.objectContaining({ code: 'sensing_name_empty', status: 400 }),
  );
});
