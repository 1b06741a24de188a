// Chains that lead to an anchor, and those that only look like it.
import { beforeAll, expect, test } from 'vitest';
import { makeAnchor, makeLeaf, type MadeCertificate } from './certificate.ts';
import { followChain } from './chain.ts';

const issuer = 'https://city.example/wallet';
const day = (date: string) => new Date(`${date}T00:00:00Z`);
const at = day('2026-06-01');
const span = { from: day('2026-01-01'), to: day('2027-01-01') };
const base64 = ({ certificate }: MadeCertificate) => certificate.toString('base64');

let anchor: MadeCertificate;
let leaf: MadeCertificate;
beforeAll(async () => {
  anchor = await makeAnchor('anchor', span);
  leaf = await makeLeaf({ name: 'leaf', issuer, span, anchor });
});

test('a leaf leads to the anchor that certified it, and says in whose name it signs', async () => {
  const found = await followChain([base64(leaf)], [anchor.certificate], at);
  expect(found?.anchor).toEqual(anchor.certificate);
  expect(found?.certificate.toString('pem')).toContain('CERTIFICATE');
});

test('another anchor of the same name vouches for nothing', async () => {
  const namesake = await makeAnchor('anchor', span);
  expect(await followChain([base64(leaf)], [namesake.certificate], at)).toBeNull();
});

test('before and after its days a certificate does not count', async () => {
  for (const moment of [day('2025-12-31'), day('2027-01-02')])
    expect(await followChain([base64(leaf)], [anchor.certificate], moment)).toBeNull();
});

test('a leaf cannot certify, an anchor cannot sign credentials', async () => {
  const forged = await makeLeaf({ name: 'forged', issuer, span, anchor: leaf });
  expect(await followChain([base64(forged), base64(leaf)], [anchor.certificate], at)).toBeNull();
  expect(await followChain([base64(anchor)], [anchor.certificate], at)).toBeNull();
});

test('nothing, too much and nonsense lead nowhere', async () => {
  for (const chain of [[], ['bm9uc2Vuc2U='], Array.from({ length: 5 }, () => base64(leaf))])
    expect(await followChain(chain, [anchor.certificate], at)).toBeNull();
});
