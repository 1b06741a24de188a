// The sandbox: a good decoder decodes; one that loops, hoards, recurses or reaches out is stopped, and the city goes on.
import { expect, test } from 'vitest';
import { decodeUplink } from './sandbox.ts';

const uplink = { bytes: [0x01, 0x67, 0x01, 0x10, 0x02, 0x68, 0x7d], fPort: 2 };

test('a decoder of two channels answers its values', async () => {
  const script = `
    function decodeUplink(input) {
      const b = input.bytes;
      return { data: { temperature: ((b[2] << 8) | b[3]) / 10, humidity: b[6] / 2, port: input.fPort }, warnings: ['low'] };
    }`;
  expect(await decodeUplink(script, uplink)).toEqual({
    data: { temperature: 27.2, humidity: 62.5, port: 2 },
    warnings: ['low'],
  });
});

test.each([
  ['loops for ever', 'function decodeUplink() { for (;;) {} }', /interrupted/],
  ['loops before it is called', 'for (;;) {}', /interrupted/],
  [
    'hoards memory',
    'function decodeUplink() { const a = []; for (;;) a.push(new Array(1e5).fill(1)); }',
    /memory|interrupted/,
  ],
  ['holds the engine', 'function decodeUplink() { new Array(1e9).join("x"); }', /interrupted/],
  [
    'is caught in a regular expression',
    'function decodeUplink() { /(a+)+$/.test("a".repeat(40) + "b"); }',
    /interrupted/,
  ],
  [
    'recurses without end',
    'function decodeUplink() { return decodeUplink(); }',
    /stack|overflow|interrupted/i,
  ],
  ['has no decodeUplink', 'var x = 1;', /not defined/],
  ['is no JavaScript', 'function (', /SyntaxError/],
  ['throws', "function decodeUplink() { throw new Error('too short'); }", /too short/],
  ['says errors', "function decodeUplink() { return { errors: ['wrong port'] }; }", /wrong port/],
  ['answers nothing', 'function decodeUplink() {}', /nothing|data/],
  ['answers a list', 'function decodeUplink() { return { data: [1] }; }', /data/],
  [
    'reaches for the process',
    'function decodeUplink() { return { data: { a: process.pid } }; }',
    /not defined/,
  ],
  ['reaches for the network', "function decodeUplink() { fetch('http://localhost'); }", /not defined/],
  [
    'reaches out through constructors',
    "function decodeUplink() { return { data: { a: (0).constructor.constructor('return process')().pid } }; }",
    /not defined/,
  ],
])('a script that %s is refused', async (_, script, why) => {
  const refusal = await decodeUplink(script, uplink).catch((error: unknown) => error);
  expect(refusal).toMatchObject({ code: 'sensing_codec_failed' });
  expect((refusal as { errors: { message: { en: string } }[] }).errors[0]?.message.en).toMatch(why);
});

test('what one script leaves behind, the next does not find', async () => {
  await decodeUplink('globalThis.left = 7; function decodeUplink() { return { data: { a: 1 } }; }', uplink);
  const found = await decodeUplink(
    'function decodeUplink() { return { data: { a: typeof left } }; }',
    uplink,
  );
  expect(found.data).toEqual({ a: 'undefined' });
});
