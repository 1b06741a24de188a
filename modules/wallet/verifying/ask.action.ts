// Asking: a request for one wallet, for a registered purpose, bound to the browser that asks.
import { createHash, generateKeyPairSync, randomBytes } from 'node:crypto';
import { AppError } from '@city/kernel/errors';
import { newId, type Tx } from '@city/kernel/database';
import '../errors.ts';
import type { PresentationMode, Tables } from '../tables.ts';
import type { Wallet } from '../wallet.ts';
import { insertPresentation } from './presentation.store.ts';
import { mayAsk, type Purpose, registeredOn } from './purposes.ts';
import { type ClientPrefix, clientIdOf } from './request-object.ts';

export interface Ask {
  readonly purpose: string;
  readonly sameDevice: boolean;
  readonly mode?: PresentationMode;
  readonly prefix?: ClientPrefix;
  /** Secret in the asking browser's cookie. */
  readonly session: string | null;
}

export interface Asked {
  readonly id: string;
  readonly clientId: string;
  readonly expiresAt: Date;
}

export const hashOf = (text: string): Buffer => createHash('sha256').update(text).digest();
const random = (): string => randomBytes(32).toString('base64url');

/** @throws AppError `wallet_purpose_unknown`, `wallet_purpose_not_yours` */
export async function ask(tx: Tx<Tables>, wallet: Wallet, given: Ask): Promise<Asked> {
  const purpose = purposeOf(wallet, given.purpose);
  if (!mayAsk(purpose, tx.actor)) throw new AppError('wallet_purpose_not_yours');
  const mode = given.mode ?? 'direct_post.jwt';
  const id = newId(tx.now);
  const clientId = clientIdOf(
    given.prefix ?? 'x509_hash',
    await wallet.authority.current('verifying'),
    wallet.origin,
  );
  const expiresAt = new Date(tx.now.getTime() + wallet.rulesNow().request.seconds * 1000);
  await insertPresentation(tx, {
    id,
    asked_by: tx.actor.id as string,
    body: tx.actor.post?.body ?? null,
    purpose: purpose.code,
    client_id: clientId,
    mode,
    same_device: given.sameDevice,
    nonce: random(),
    state: random(),
    enc_key: mode === 'direct_post.jwt' ? wallet.secrets.answers.seal(id, encryptionKey()) : null,
    session_hash: given.session === null ? null : hashOf(given.session),
    expires_at: expiresAt,
  });
  tx.trail({
    action: 'presentation.asked',
    object: { type: 'wallet.presentation', id },
    purpose: purpose.code,
    detail: { type: purpose.type, claims: purpose.claims.map((path) => path.join('.')) },
  });
  return { id, clientId, expiresAt };
}

/** A key for this one request: what is sent to it can be read by nobody once it is forgotten. */
function encryptionKey(): Buffer {
  return Buffer.from(
    JSON.stringify(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' })),
  );
}

/** @throws AppError `wallet_purpose_unknown` */
export function purposeOf(wallet: Wallet, code: string): Purpose {
  const purpose = registeredOn(wallet, wallet.today()).find((one) => one.code === code);
  if (!purpose) throw new AppError('wallet_purpose_unknown', { field: 'purpose' });
  return purpose;
}
