// The form in which an artifact of the provider is kept: its value only as a hash, what would be usable if read only sealed.
import { createHash, hkdfSync } from 'node:crypto';
import type { AdapterPayload } from 'oidc-provider';
import { type KeyRing, open, seal } from '../people/sealing.ts';

export type Payload = AdapterPayload;

/** Kinds that live for days; all others live for minutes. */
const lasting = new Set(['Session', 'Grant', 'RefreshToken']);
export type ArtifactTable = 'oidc_brief' | 'oidc_lasting';
export const tableOf = (kind: string): ArtifactTable => (lasting.has(kind) ? 'oidc_lasting' : 'oidc_brief');

/** Kinds that end with the grant they hang on. */
const grantable = new Set([
  'AccessToken',
  'AuthorizationCode',
  'RefreshToken',
  'DeviceCode',
  'BackchannelAuthenticationRequest',
  'PreAuthorizedCode',
]);

/** Fields that are themselves values somebody could present. */
const presentable = ['jti', 'userCode', 'deviceCode', 'parJti'] as const;
/** Kinds that are also found by another value than their own, and must give their own back. */
const foundOtherwise = new Set(['DeviceCode', 'BackchannelAuthenticationRequest']);

export interface Artifact {
  readonly kind: string;
  readonly idHash: Buffer;
  readonly bucket: string;
  readonly grantHash: Buffer | null;
  readonly uidHash: Buffer | null;
  readonly codeHash: Buffer | null;
  readonly personId: string | null;
  readonly payload: Record<string, unknown>;
  readonly sealed: Buffer | null;
  readonly expiresAt: Date;
}

/** SHA-256 over kind and value: a random value of 128 bits and more cannot be guessed back. */
export function hashId(kind: string, id: string): Buffer {
  return createHash('sha256').update(`${kind}|${id}`).digest();
}
export const hashGrant = (grantId: string): Buffer => hashId('Grant', grantId);
/** What a person types has few bits: hashed with a key, so that the table alone does not give it away. */
export function hashUserCode(key: Buffer, code: string): Buffer {
  return createHash('sha256').update(key).update(`user code|${code}`).digest();
}

/** The key for what must come back in clear, derived from the newest data key of the settings. */
export function artifactKey(ring: KeyRing, version: number): Buffer {
  const key = ring.keys.get(version);
  if (!key) throw new Error(`data key version ${version} is not configured`);
  return Buffer.from(hkdfSync('sha256', key, '', 'identity.oidc artifact', 32));
}

const day = (at: Date): string => at.toISOString().slice(0, 10);

/** The partition an artifact goes to: the day it expires, for lasting ones the Monday of that week. */
export function bucketOf(kind: string, expiresAt: Date): string {
  if (!lasting.has(kind)) return day(expiresAt);
  const back = (expiresAt.getUTCDay() + 6) % 7;
  return day(new Date(expiresAt.getTime() - back * 86_400_000));
}

/** The partitions in which a living artifact of a kind can be: longest life is a day, for lasting ones five weeks. */
export function bucketsNow(kind: string, now: Date): { readonly from: string; readonly to: string } {
  const far = lasting.has(kind) ? 35 : 2;
  const near = lasting.has(kind) ? 7 : 1;
  return {
    from: day(new Date(now.getTime() - near * 86_400_000)),
    to: day(new Date(now.getTime() + far * 86_400_000)),
  };
}

export interface ArtifactKeys {
  readonly ring: KeyRing;
}

export function toArtifact(
  keys: ArtifactKeys,
  kind: string,
  id: string,
  payload: Payload,
  expiresAt: Date,
): Artifact {
  const { current } = keys.ring;
  const key = artifactKey(keys.ring, current);
  const idHash = hashId(kind, id);
  const open: Record<string, unknown> = { ...payload };
  const secret: Record<string, unknown> = {};
  for (const name of presentable) {
    if (open[name] === undefined) continue;
    if (name !== 'jti' || foundOtherwise.has(kind)) secret[name] = open[name];
    delete open[name];
  }
  const sealed =
    Object.keys(secret).length === 0
      ? null
      : Buffer.concat([Buffer.from([current]), seal(key, JSON.stringify(secret), place(idHash))]);
  return {
    kind,
    idHash,
    bucket: bucketOf(kind, expiresAt),
    grantHash: grantable.has(kind) && payload.grantId ? hashGrant(payload.grantId) : null,
    uidHash: kind === 'Session' && payload.uid ? hashId('uid', payload.uid) : null,
    codeHash: payload.userCode ? hashUserCode(key, payload.userCode) : null,
    personId: payload.accountId ?? null,
    payload: open,
    sealed,
    expiresAt,
  };
}

export interface StoredArtifact {
  readonly idHash: Buffer;
  readonly payload: Record<string, unknown>;
  readonly sealed: Buffer | null;
  readonly consumedAt: Date | null;
}

/** The payload as the provider gave it. `id` is what was presented; null when it was found by something else. */
export function fromArtifact(keys: ArtifactKeys, stored: StoredArtifact, id: string | null): Payload {
  const secret =
    stored.sealed === null
      ? {}
      : (JSON.parse(
          open(
            artifactKey(keys.ring, stored.sealed[0] ?? 0),
            stored.sealed.subarray(1),
            place(stored.idHash),
          ),
        ) as object);
  return {
    ...stored.payload,
    ...(id === null ? {} : { jti: id }),
    ...secret,
    ...(stored.consumedAt ? { consumed: Math.floor(stored.consumedAt.getTime() / 1000) } : {}),
  } as Payload;
}

const place = (idHash: Buffer) => `identity.oidc|sealed|${idHash.toString('base64url')}`;
