// How a kept credential stands now (Token Status List): its bits, read from the issuer's signed list.
import { base64url, decodeProtectedHeader, jwtVerify } from 'jose';
import type { Kept } from './keep.ts';
import { leafOf, readSdJwt } from './sd.ts';

export type Standing = 'valid' | 'revoked' | 'expired' | 'unknown';

interface Reference {
  readonly status_list: { readonly idx: number; readonly uri: string };
}

/** `unknown` when the list cannot be had, such as without a network. */
export async function standingOf(kept: Kept): Promise<Standing> {
  if (kept.expiresAt <= Date.now()) return 'expired';
  try {
    const { payload } = await readSdJwt(kept.copies[0]?.sdJwt ?? '');
    const { idx, uri } = (payload['status'] as Reference).status_list;
    if (new URL(uri).origin !== location.origin) return 'unknown';
    // The holder sees a revocation at once; what the browser cached for others' sake would be minutes old.
    const answer = await fetch(uri, {
      headers: { accept: 'application/statuslist+jwt' },
      cache: 'no-cache',
    });
    if (!answer.ok) return 'unknown';
    const token = await answer.text();
    const { key } = await leafOf(decodeProtectedHeader(token));
    const read = await jwtVerify(token, key, { algorithms: ['ES256'], typ: 'statuslist+jwt', subject: uri });
    const { bits, lst } = read.payload['status_list'] as { bits: number; lst: string };
    const packed = new Blob([base64url.decode(lst) as Uint8Array<ArrayBuffer>]).stream();
    const plain = packed.pipeThrough(new DecompressionStream('deflate'));
    const list = new Uint8Array(await new Response(plain).arrayBuffer());
    const perByte = 8 / bits;
    const byte = list[Math.floor(idx / perByte)];
    if (byte === undefined) return 'unknown';
    return ((byte >> ((idx % perByte) * bits)) & ((1 << bits) - 1)) === 0 ? 'valid' : 'revoked';
  } catch {
    return 'unknown';
  }
}
