// Codes of an authenticator app (TOTP, RFC 6238): the usual six digits every thirty seconds, each good for once.
import { generateSecret, generateURI, verifySync } from 'otplib';

const ISSUER = 'Hải Phòng';

/** 160 random bits in base32. */
export const makeTotpSecret = (): string => generateSecret();

/** What the QR code holds. */
export const totpAddress = (secret: string, name: string): string =>
  generateURI({ issuer: ISSUER, label: name, secret });

/**
 * The time step of a right code, to be remembered; null when it is wrong, too old, or was used already.
 * One step to either side is allowed for clocks that run apart.
 */
export function totpStep(secret: string, typed: string, now: Date, lastStep: number | null): number | null {
  const token = typed.normalize('NFKC').replace(/\D/g, '');
  if (token.length !== 6) return null;
  const result = verifySync({
    secret,
    token,
    epoch: Math.floor(now.getTime() / 1000),
    epochTolerance: 30,
    ...(lastStep === null ? {} : { afterTimeStep: lastStep }),
  });
  return result.valid && 'timeStep' in result ? result.timeStep : null;
}
