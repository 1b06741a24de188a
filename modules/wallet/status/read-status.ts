// The status of a credential that was shown: ours from our own lists, another issuer's from its signed list.
import { compactVerify, decodeProtectedHeader } from 'jose';
import { system } from '@city/kernel/access';
import { outsideFetcher } from '@city/kernel/fetch';
import { followChain } from '../keys/chain.ts';
import { LIMITS } from '../limits.ts';
import type { Wallet } from '../wallet.ts';
import { expandStatuses, readStatus, type StatusBits } from './bitmap.ts';
import { statusOfPlace } from './status.store.ts';

const reader = system('wallet.verifying');
const mediaType = 'application/statuslist+jwt';

/** @throws Error when the list is not there, not trusted, or the index lies outside */
export async function statusOf(
  wallet: Wallet,
  place: { readonly uri: string; readonly idx: number },
  anchors: readonly Buffer[],
): Promise<number> {
  const own = ownList(wallet, place.uri);
  if (own !== null) {
    const value = await wallet.m.db.transaction(
      reader,
      (tx) => statusOfPlace(tx, { listId: own, idx: place.idx }),
      { readOnly: true },
    );
    if (value === null) throw new Error('no such place in our lists');
    return value;
  }
  const fetchOutside = outsideFetcher(wallet.m.config);
  const answer = await fetchOutside(place.uri, {
    headers: { accept: mediaType },
    secureOnly: true,
    mostRedirects: 2,
    mostBytes: LIMITS.statusTokenBytes,
  });
  if (answer.status !== 200) throw new Error(`status list answered ${answer.status}`);
  return readStatusToken(answer.body.toString(), { ...place, anchors, now: wallet.m.now() });
}

function ownList(wallet: Wallet, uri: string): string | null {
  const prefix = wallet.statusLists.uriOf('');
  const id = uri.startsWith(prefix) ? uri.slice(prefix.length) : '';
  return /^[0-9a-f-]{36}$/.test(id) ? id : null;
}

export interface StatusTokenExpectation {
  readonly uri: string;
  readonly idx: number;
  readonly anchors: readonly Buffer[];
  readonly now: Date;
}

/** Reads one status from a signed list (draft-ietf-oauth-status-list §8.3). @throws Error */
export async function readStatusToken(token: string, expected: StatusTokenExpectation): Promise<number> {
  const header = decodeProtectedHeader(token);
  if (header.typ !== 'statuslist+jwt') throw new Error('no status list');
  const leaf = await followChain(header.x5c ?? [], expected.anchors, expected.now);
  if (!leaf) throw new Error('the status list is not signed by a trusted issuer');
  const key = await leaf.certificate.publicKey.export();
  const { payload } = await compactVerify(token, key, { algorithms: ['ES256'] });
  const claims = JSON.parse(Buffer.from(payload).toString()) as {
    sub?: unknown;
    exp?: unknown;
    status_list?: { bits?: unknown; lst?: unknown };
  };
  if (claims.sub !== expected.uri) throw new Error('the status list of another address');
  if (typeof claims.exp === 'number' && claims.exp * 1000 <= expected.now.getTime())
    throw new Error('an old status list');
  const { bits, lst } = claims.status_list ?? {};
  if (!isBits(bits) || typeof lst !== 'string') throw new Error('a malformed status list');
  return readStatus(bits, expandStatuses(lst, LIMITS.statusListBytes), expected.idx);
}

const isBits = (bits: unknown): bits is StatusBits => [1, 2, 4, 8].includes(bits as number);
