// The signature of a text message that an aggregator posts: HMAC-SHA256, in hex, over `id.timestamp.from.text`.
import { createHmac, timingSafeEqual } from 'node:crypto';

export interface SignedSms {
  readonly id: string;
  /** Seconds since 1970. */
  readonly timestamp: number;
  readonly from: string;
  readonly text: string;
}

/** Neither id, time nor number may hold a dot, so the parts cannot be shifted against each other. */
function signatureOf(secret: string, { id, timestamp, from, text }: SignedSms): string {
  return createHmac('sha256', secret).update(`${id}.${timestamp}.${from}.${text}`).digest('hex');
}

const toleranceSeconds = 300;

export function isGenuine(secret: string, message: SignedSms, signature: string, now: Date): boolean {
  const wanted = Buffer.from(signatureOf(secret, message));
  const given = Buffer.from(
    signature
      .trim()
      .toLowerCase()
      .replace(/^sha256=/, ''),
  );
  const age = Math.abs(now.getTime() / 1000 - message.timestamp);
  return given.length === wanted.length && timingSafeEqual(given, wanted) && age <= toleranceSeconds;
}
