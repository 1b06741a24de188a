// Who calls the góp ý interface: the key of a partner, as HTTP Basic (any name, the key as password), Bearer, or X-API-Key.
import { AppError } from '@city/kernel/errors';
import type { FeedbackTx } from '../../cases/report.store.ts';
import { findKey, type Open311Key } from '../../open311/key.store.ts';

type Headers = Readonly<Record<string, string | string[] | undefined>>;

export function keyIn(headers: Headers): string | null {
  const own = headers['x-api-key'];
  if (typeof own === 'string' && own.trim() !== '') return own.trim();
  const [scheme = '', given = ''] = String(headers['authorization'] ?? '').split(/\s+/, 2);
  if (scheme.toLowerCase() === 'bearer') return given || null;
  if (scheme.toLowerCase() !== 'basic') return null;
  const pair = Buffer.from(given, 'base64').toString('utf8');
  const colon = pair.indexOf(':');
  return colon < 0 ? null : pair.slice(colon + 1) || null;
}

/** @throws AppError `gopy_key_needed` without a key that holds. */
export async function partnerOf(tx: FeedbackTx, headers: Headers): Promise<Open311Key> {
  const given = keyIn(headers);
  const key = given === null ? undefined : await findKey(tx, given);
  if (!key) throw new AppError('gopy_key_needed');
  return key;
}
