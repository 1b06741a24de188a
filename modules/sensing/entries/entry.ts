// The rules of an entry: data in, decision out.
import { AppError } from '@city/kernel/errors';
import '../errors.ts';

/**
 * The name as it is kept: one form of each letter (NFC), no space at its ends, single spaces within.
 * @throws AppError `sensing_name_empty` when nothing is left.
 */
export function entryName(given: string): string {
  const name = given.normalize('NFC').replaceAll(/\s+/g, ' ').trim();
  if (name === '') throw new AppError('sensing_name_empty', { field: 'name' });
  return name;
}
