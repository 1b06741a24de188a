// The table of closed addresses, by examples and by chance.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AllowList, isMapped, isPublicAddress } from './addresses.ts';
import { checkAddress } from './judge.ts';

describe('public addresses', () => {
  it('are open', () => {
    for (const address of [
      '1.1.1.1',
      '8.8.8.8',
      '203.162.0.1',
      '172.15.0.1',
      '172.32.0.1',
      '100.63.0.1',
      '2606:4700:4700::1111',
      '2a00:1450::1',
      '2400:6540::1',
    ]) {
      expect(isPublicAddress(address), address).toBe(true);
    }
  });

  it('are not texts that are no address', () => {
    for (const text of ['', 'localhost', '1.2.3', 'fe80::1%eth0', '1.1.1.1/32', '0x7f000001'])
      expect(isPublicAddress(text), text).toBe(false);
  });
});

describe('closed ranges', () => {
  const spellings = (bytes: readonly number[]): string[] => {
    const [a, b, c, d] = bytes as [number, number, number, number];
    const whole = ((a * 256 + b) * 256 + c) * 256 + d;
    const hex = (n: number) => `0x${n.toString(16)}`;
    const octal = (n: number) => `0${n.toString(8)}`;
    return [
      bytes.join('.'),
      String(whole),
      hex(whole),
      octal(whole),
      [hex(a), octal(b), String(c), hex(d)].join('.'),
      `${a}.${(b * 256 + c) * 256 + d}`,
      `${hex(a)}.${b}.${octal(c * 256 + d)}`,
      `[::ffff:${bytes.join('.')}]`,
    ];
  };
  const byte = fc.integer({ min: 0, max: 255 });
  const inside = fc.oneof(
    fc.tuple(fc.constantFrom(0, 10, 127), byte, byte, byte),
    fc.tuple(fc.constant(172), fc.integer({ min: 16, max: 31 }), byte, byte),
    fc.tuple(fc.constant(192), fc.constant(168), byte, byte),
    fc.tuple(fc.constant(169), fc.constant(254), byte, byte),
    fc.tuple(fc.constant(100), fc.integer({ min: 64, max: 127 }), byte, byte),
    fc.tuple(fc.integer({ min: 224, max: 255 }), byte, byte, byte),
  );

  it('stay closed in every spelling the URL parser takes', () => {
    const rules = { allow: new AllowList([]), secureOnly: false };
    fc.assert(
      fc.property(inside, (bytes) => {
        for (const spelling of spellings(bytes))
          expect(() => checkAddress(`http://${spelling}/`, rules), spelling).toThrow(/may not be called/);
      }),
    );
  });

  it('contain every IPv6 address outside global unicast', () => {
    const group = fc.integer({ min: 0, max: 0xffff }).map((n) => n.toString(16));
    const first = fc
      .integer({ min: 0, max: 0xffff })
      .filter((n) => n >> 13 !== 1)
      .map((n) => n.toString(16));
    fc.assert(
      fc.property(
        first,
        fc.array(group, { minLength: 7, maxLength: 7 }),
        (head, rest) => !isPublicAddress([head, ...rest].join(':')),
      ),
    );
  });
});

describe('the list of the operator', () => {
  it('opens hosts, hosts with a port, addresses and networks', () => {
    const allow = new AllowList([
      'gateway.city',
      'Simulator.city:4000',
      '10.1.0.0/16',
      '127.0.0.1:5000',
      '[::1]:6000',
      'fd00:1::/32',
    ]);
    expect(allow.hasHost('gateway.city', 443)).toBe(true);
    expect(allow.hasHost('simulator.city', 4000)).toBe(true);
    expect(allow.hasHost('simulator.city', 4001)).toBe(false);
    expect(allow.hasAddress('10.1.2.3', 80)).toBe(true);
    expect(allow.hasAddress('10.2.2.3', 80)).toBe(false);
    expect(allow.hasAddress('127.0.0.1', 5000)).toBe(true);
    expect(allow.hasAddress('127.0.0.1', 5001)).toBe(false);
    expect(allow.hasAddress('::1', 6000)).toBe(true);
    expect(allow.hasAddress('fd00:1::9', 1)).toBe(true);
  });

  it('never opens a mapped address', () => {
    expect(isMapped('::ffff:127.0.0.1')).toBe(true);
    expect(new AllowList(['127.0.0.0/8']).hasAddress('::ffff:127.0.0.1', 80)).toBe(false);
  });

  it('refuses an entry that is none of these, by name', () => {
    for (const entry of ['http://x/', '10.0.0.0/40', 'a b', '*.example.com', '10.0.0/8'])
      expect(() => new AllowList([entry]), entry).toThrow(entry);
  });
});
