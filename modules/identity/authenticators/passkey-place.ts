// What signing in with a passkey and adding one have in common: where the browser is, and how a credential is found.
import { createHash } from 'node:crypto';

/** Where the browser is: WebAuthn binds a passkey to the host. */
export interface Place {
  readonly origin: string;
}

export const hostOf = ({ origin }: Place): string => new URL(origin).hostname;
export const bytes = (text: string): Buffer => Buffer.from(text, 'base64url');
export const credentialHandle = (credentialId: Buffer): Buffer =>
  createHash('sha256').update('passkey\0').update(credentialId).digest();
