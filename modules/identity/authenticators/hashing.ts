// Password hashes: argon2id as OWASP advises, few at a time. A hash costs a core 16 ms; a flood of them must not take the city down.
import { randomBytes } from 'node:crypto';
import { AppError } from '@city/kernel/errors';
import { hash, verify } from '@node-rs/argon2';
import '../errors.ts';
import { LIMITS } from '../limits.ts';

/** argon2id, the library's default, with 19 MiB, two passes, one lane (OWASP Password Storage Cheat Sheet). */
export const ARGON2 = {
  memoryCost: 19_456,
  timeCost: 2,
  parallelism: 1,
} as const;

let running = 0;
const waiting: (() => void)[] = [];

/** Waits for a turn, in order. @throws AppError `hashing_busy` (429) when too many wait already */
async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= LIMITS.hashesAtOnce) {
    if (waiting.length >= LIMITS.hashesWaiting) throw new AppError('hashing_busy', { retryAfterSeconds: 2 });
    await new Promise<void>((go) => waiting.push(go));
  } else running += 1;
  try {
    return await work();
  } finally {
    const next = waiting.shift();
    // The turn is handed on, so that nobody slips in between.
    if (next) next();
    else running -= 1;
  }
}

/** @throws AppError `hashing_busy` */
export function hashSecret(secret: string): Promise<string> {
  return inTurn(() => hash(secret.normalize('NFKC'), ARGON2));
}

const nobodys = hash(randomBytes(16).toString('base64url'), ARGON2);

/** Compares; takes as long when there is nothing to compare with. @throws AppError `hashing_busy` */
export async function isSecret(hashed: string | null, typed: string): Promise<boolean> {
  const isSame = await inTurn(async () => verify(hashed ?? (await nobodys), typed.normalize('NFKC')));
  return isSame && hashed !== null;
}
