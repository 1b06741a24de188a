// Credentials per second on one thread: issuing, showing and checking an SD-JWT VC with five claims, beside the bare signature.
import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
  verify,
} from 'node:crypto';
import { SDJwtVcInstance } from '@sd-jwt/sd-jwt-vc';
import { officialBadge } from '../modules/wallet/credentials/badge.ts';
import { hasher, type HolderJwk, issueSdJwt } from '../modules/wallet/credentials/sd-jwt.ts';
import { type SigningKey, signJws } from '../modules/wallet/keys/authority.ts';
import { makeAnchor, makeLeaf } from '../modules/wallet/keys/certificate.ts';
import { compressStatuses, packStatuses } from '../modules/wallet/status/bitmap.ts';
import { checkCredential } from '../modules/wallet/verifying/check-credential.ts';
import { type Measurement, median } from './table.ts';

const rounds = 5;
const times = 300;
const issuer = 'https://city.example/wallet';
const vct = `${issuer}/types/official-badge`;
const clientId = 'x509_hash:bench';
const nonce = 'a nonce of the bench';

const es256 = (data: Buffer, key: KeyObject) => sign('sha256', data, { key, dsaEncoding: 'ieee-p1363' });

async function perSecond(work: () => unknown): Promise<number> {
  const found: number[] = [];
  for (let round = 0; round <= rounds; round++) {
    const from = performance.now();
    for (let time = 0; time < times; time++) await work();
    if (round > 0) found.push(times / ((performance.now() - from) / 1000));
  }
  return median(found);
}

async function issuingKey(now: Date): Promise<{ key: SigningKey; anchor: Buffer }> {
  const span = { from: new Date(now.getTime() - 1000), to: new Date(now.getTime() + 86_400_000) };
  const anchor = await makeAnchor('bench', span);
  const leaf = await makeLeaf({ name: 'bench issuing', issuer, span, anchor });
  const privateKey = createPrivateKey({ key: leaf.privateKey, format: 'der', type: 'pkcs8' });
  const publicJwk = createPublicKey(privateKey).export({ format: 'jwk' }) as SigningKey['publicJwk'];
  const hash = createHash('sha256').update(leaf.certificate).digest('base64url');
  const x5c = [leaf.certificate.toString('base64')];
  return { key: { kid: hash, privateKey, publicJwk, x5c, hash }, anchor: anchor.certificate };
}

/** A list of a million places of which one in a hundred is revoked: how large it is, and how soon it is made anew after a change. */
function listOfAMillion(key: SigningKey): readonly Measurement[] {
  const size = 1_048_576;
  const changes = Array.from({ length: size / 100 }, () => ({
    idx: Math.floor(Math.random() * size),
    value: 1,
  }));
  const compressed = compressStatuses(packStatuses(1, size, changes));
  const timed = (work: () => unknown): number => {
    const found: number[] = [];
    for (let round = 0; round < rounds; round++) {
      const from = performance.now();
      work();
      found.push(performance.now() - from);
    }
    return median(found);
  };
  const bytes = packStatuses(1, size, changes);
  const made = timed(() => {
    const lst = compressStatuses(packStatuses(1, size, changes));
    signJws(key, 'statuslist+jwt', { status_list: { bits: 1, lst } });
  });
  const kilobytes = Buffer.from(compressed, 'base64url').length / 1000;
  return [
    {
      name: 'status list of 1 M, 1 % revoked: size',
      unit: 'kB',
      ours: kilobytes,
      peer: bytes.length / 1000,
      peerName: 'uncompressed',
      better: 'lower',
      limit: '≤ 25 kB',
      isMet: kilobytes <= 25,
    },
    {
      name: 'status list of 1 M: made anew after a revocation',
      unit: 'ms',
      ours: made,
      peer: timed(() => compressStatuses(bytes)),
      peerName: 'zlib level 9 alone',
      better: 'lower',
      limit: '≤ 1000 ms',
      isMet: made <= 1000,
    },
  ];
}

export async function bench(): Promise<readonly Measurement[]> {
  const now = new Date();
  const { key, anchor } = await issuingKey(now);
  const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const holder = pair.publicKey.export({ format: 'jwk' }) as HolderJwk;
  const definition = officialBadge((body) => body);
  const claims = {
    name: 'Ngô Thị Hạnh',
    title: 'Chuyên viên',
    body: 'Sở Xây dựng',
    body_code: 'so-xay-dung',
    role: 'officer',
  };
  const content = {
    issuer,
    vct,
    holder,
    claims,
    status: { idx: 7, uri: `${issuer}/status/7` },
    issuedAt: now,
    expiresAt: new Date(now.getTime() + 86_400_000),
  };
  const issue = () => issueSdJwt(key, definition, content);
  const credential = await issue();
  const wallet = new SDJwtVcInstance({
    hasher,
    kbSignAlg: 'ES256',
    kbSigner: (data) => es256(Buffer.from(data), pair.privateKey).toString('base64url'),
  });
  const frame = { name: true, title: true, body: true };
  const iat = Math.floor(now.getTime() / 1000);
  const show = () =>
    wallet.present(credential, frame as never, { kb: { payload: { aud: clientId, nonce, iat } } });
  const shown = await show();
  const expected = {
    anchors: [anchor],
    now,
    clientId,
    nonce,
    vct,
    keyBindingSeconds: 3600,
    clockSkewSeconds: 60,
    statusOf: async () => 0,
  };
  const check = () => checkCredential(shown, expected);
  await check();
  const data = Buffer.from(credential);
  const signature = es256(data, key.privateKey);
  const publicKey = createPublicKey(key.privateKey);
  const signs = await perSecond(() => es256(data, key.privateKey));
  const verifies = await perSecond(() =>
    verify('sha256', data, { key: publicKey, dsaEncoding: 'ieee-p1363' }, signature),
  );
  const row = (name: string, ours: number, peer: number, peerName: string, least: number): Measurement => ({
    name,
    unit: 'per second',
    ours,
    peer,
    peerName,
    better: 'higher',
    limit: `≥ ${least}/s`,
    isMet: ours >= least,
  });
  return [
    row('credential: issue', await perSecond(issue), signs, 'one bare ES256 signature', 500),
    row('credential: show with key binding', await perSecond(show), signs, 'one bare ES256 signature', 400),
    row(
      'credential: check, chain to status',
      await perSecond(check),
      verifies / 4,
      'four bare ES256 checks',
      200,
    ),
    ...listOfAMillion(key),
  ];
}
