import fc from 'fast-check';
import { types } from 'pg';
import { describe, expect, it } from 'vitest';
import { readInstant } from './instants.ts';

const driver = types.getTypeParser(types.builtins.TIMESTAMPTZ) as (text: string) => unknown;

describe('an instant from PostgreSQL', () => {
  it.each([
    '2026-11-28 00:31:26+00',
    '2026-11-28 00:31:26.1+00',
    '2026-11-28 00:31:26.12+00',
    '2026-11-28 00:31:26.123456+00',
    '1969-12-31 23:59:59.999+00',
    '2024-02-29 12:00:00+00',
    '2026-11-28 07:31:26+07',
    '0001-01-01 00:00:00+00 BC',
    '12026-11-28 00:31:26+00',
    '0099-01-01 00:00:00+00',
    'infinity',
    '-infinity',
  ])('%s is read as the driver reads it', (text) => {
    expect(readInstant(text)).toEqual(driver(text));
  });

  it('comes back as it was, to the millisecond', () => {
    const day = fc.date({
      min: new Date('1000-01-01T00:00:00Z'),
      max: new Date('9999-12-31T00:00:00Z'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(day, (date) => {
        const text = date.toISOString().replace('T', ' ').replace('Z', '+00');
        expect(readInstant(text)).toEqual(date);
      }),
    );
  });
});
