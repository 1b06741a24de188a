// The name of a scenario as it is kept.
import { AppError } from '@city/kernel/errors';
import '../errors.ts';

/** One form of each letter (NFC), single spaces. @throws AppError `twin_title_empty` */
export function titleOf(given: string): string {
  const title = given.normalize('NFC').replaceAll(/\s+/g, ' ').trim();
  if (title === '') throw new AppError('twin_title_empty', { field: 'title' });
  return title;
}
