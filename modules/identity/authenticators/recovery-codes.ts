// Recovery codes: twelve signs that cannot be misread, each works once. The first sign says which of the stored hashes to compare with.
import { randomInt } from 'node:crypto';

/** Crockford's base 32: no I, L, O, U. */
const SIGNS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const SECRET_SIGNS = 11;

export interface RecoveryCode {
  readonly slot: number;
  /** `7K3F-9XQ2-MTA8`: the slot's sign and 55 random bits. */
  readonly shown: string;
}

export function drawRecoveryCodes(count: number): readonly RecoveryCode[] {
  return Array.from({ length: count }, (_, slot) => {
    const rest = Array.from({ length: SECRET_SIGNS }, () => SIGNS[randomInt(SIGNS.length)]);
    const code = [SIGNS[slot], ...rest].join('');
    return { slot, shown: code.match(/.{4}/g)?.join('-') ?? code };
  });
}

/** Reads a code as people type it: small letters, O for 0, I or L for 1, any spaces. Null when it cannot be one. */
export function readRecoveryCode(typed: string): { readonly slot: number; readonly secret: string } | null {
  const code = typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s.-]/g, '')
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1');
  if (code.length !== SECRET_SIGNS + 1 || [...code].some((sign) => !SIGNS.includes(sign))) return null;
  return { slot: SIGNS.indexOf(code.charAt(0)), secret: code };
}
