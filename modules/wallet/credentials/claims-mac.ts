// A keyed digest of claims: tells that they changed, not what they are.
import { createHmac } from 'node:crypto';

export function claimsMac(key: Buffer, claims: Readonly<Record<string, unknown>>): Buffer {
  const sorted = Object.entries(claims).sort(([a], [b]) => (a < b ? -1 : 1));
  return createHmac('sha256', key)
    .update(`claims|${JSON.stringify(sorted)}`)
    .digest();
}
