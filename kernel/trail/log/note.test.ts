// Signed notes against the published example of the Go library, and cosignatures against the example of the specification.
import { describe, expect, test } from 'vitest';
import {
  encodeNote,
  encodeVerifierKey,
  readNote,
  readVerifierKey,
  signerKey,
  signNote,
  verifierKey,
  verifyNote,
} from './note.ts';

// golang.org/x/mod, sumdb/note: the key pair and the note of the package's documentation.
const peter = {
  verifier: 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW',
  secret: 'AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz',
  text: "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n",
  line: '— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n',
};
const at = new Date('2026-09-08T02:30:00.400Z');

describe('the published note', () => {
  const seed = Buffer.from(peter.secret, 'base64').subarray(1);
  const key = signerKey('PeterNeumann', 'signature', seed);

  test('is made byte for byte', () => {
    expect(encodeVerifierKey(key)).toBe(peter.verifier);
    const signatures = [signNote(peter.text, key, at)];
    expect(encodeNote({ text: peter.text, signatures })).toBe(`${peter.text}\n${peter.line}`);
  });

  test('holds for its key, is refused once bent, and says nothing about other keys', () => {
    const note = readNote(`${peter.text}\n${peter.line}`);
    expect(verifyNote(note, readVerifierKey(peter.verifier))).toEqual({ at: null });
    expect(() => verifyNote({ ...note, text: note.text.replace('think', 'Think') }, key)).toThrow(
      'does not fit',
    );
    expect(verifyNote(note, signerKey('PeterNeumann', 'signature', Buffer.alloc(32, 7)))).toBeNull();
  });
});

test('the example checkpoint of the specification carries a witness’s line with its time', () => {
  const example = [
    'example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n',
    '— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n',
    '— witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==\n',
  ];
  const note = readNote(`${example[0]}\n${example[1]}${example[2]}`);
  expect(note.signatures.map(({ signature }) => signature.length)).toEqual([64, 72]);
  expect(note.signatures[1]?.signature.readBigUInt64BE()).toBe(1_679_315_147n);
  expect(encodeNote(note)).toBe(`${example[0]}\n${example[1]}${example[2]}`);
});

describe('cosignatures', () => {
  const witness = signerKey('witness.example/w1', 'cosignature', Buffer.alloc(32, 3));
  const text = 'a.example/log\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n';

  test('say when they were given, in whole seconds', () => {
    const note = { text, signatures: [signNote(text, witness, at)] };
    expect(verifyNote(note, readVerifierKey(encodeVerifierKey(witness)))).toEqual({
      at: new Date('2026-09-08T02:30:00Z'),
    });
  });

  test('do not hold with another time, nor as a signature of the log', () => {
    const made = signNote(text, witness, at);
    const later = Buffer.from(made.signature);
    later.writeBigUInt64BE(later.readBigUInt64BE() + 1n);
    expect(() => verifyNote({ text, signatures: [{ ...made, signature: later }] }, witness)).toThrow();
    const asLog = verifierKey(witness.name, 'signature', witness.publicKey);
    expect(verifyNote({ text, signatures: [made] }, asLog)).toBeNull();
  });
});

test('what is no note and no key is refused', () => {
  for (const bad of [
    '',
    'a\n',
    'a\n\n',
    'a\n\n— b\n',
    'a\n\n— b AAAA\n',
    'a\r\n\n— b AAAAAAAA\n',
    'a\n\n— b AAAAAAAA',
  ])
    expect(() => readNote(bad), JSON.stringify(bad)).toThrow();
  for (const bad of [peter.verifier.replace('c74f', 'c74e'), peter.verifier.slice(0, -4), 'x'])
    expect(() => readVerifierKey(bad), bad).toThrow();
  expect(() => signerKey('two words', 'signature', Buffer.alloc(32))).toThrow();
});
