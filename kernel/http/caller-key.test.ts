// One caller for a rate limit: every spelling of an address is the same, and a whole /64 is one line.
import { expect, test } from 'vitest';
import { callerKey } from './caller-key.ts';

test.each([
  ['203.0.113.7', '203.0.113.7'],
  ['::ffff:203.0.113.7', '203.0.113.7'],
  ['::FFFF:203.0.113.7', '203.0.113.7'],
  ['::1', '0:0:0:0'],
  ['2001:db8:0:1::5', '2001:db8:0:1'],
  ['2001:0DB8:0000:0001:0000:0000:0000:0009', '2001:db8:0:1'],
  ['2001:db8::1:2:3:4:5', '2001:db8:0:1'],
  ['fe80::1%eth0', 'fe80:0:0:0'],
])('%s is counted as %s', (address, key) => {
  expect(callerKey(address)).toBe(key);
});

test('neighbours in other networks are counted apart', () => {
  expect(callerKey('2001:db8:0:1::5')).not.toBe(callerKey('2001:db8:0:2::5'));
});
