// Tells a database that is away, a collision worth retrying, and a broken rule apart.
import { AppError } from '@city/kernel/errors';

const awayStates = new Set([
  '57P01',
  '57P02',
  '57P03',
  '08000',
  '08001',
  '08003',
  '08004',
  '08006',
  '53300',
  '25006',
]);
const awaySystem = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOENT',
  'EPIPE',
  'ETIMEDOUT',
  'EACCES',
  'ENOTFOUND',
]);
const awayWords =
  /Connection terminated|timeout exceeded when trying to connect|connection error and is not queryable|Client has encountered a connection error/;

/** SQLSTATE of an error from PostgreSQL, or the system's error code. */
export function stateOf(error: unknown): string | undefined {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' ? code : undefined;
}

/** The server is stopped, starting or unreachable: nothing wrong with what was asked. */
export function isAway(error: unknown): boolean {
  const state = stateOf(error);
  if (state && (awayStates.has(state) || (awaySystem.has(state) && !(error instanceof AppError))))
    return true;
  return error instanceof Error && awayWords.test(error.message);
}

/** Serialization failure or deadlock: the same transaction may succeed when begun again. */
export function isCollision(error: unknown): boolean {
  const state = stateOf(error);
  return state === '40001' || state === '40P01';
}

/** 23505 on the named constraint. */
export function isDuplicate(error: unknown, constraint?: string): boolean {
  if (stateOf(error) !== '23505') return false;
  return constraint === undefined || (error as { constraint?: string }).constraint === constraint;
}

/** What people are told when the database is away (503, Retry-After). */
export function away(cause: unknown): AppError {
  return new AppError('database_unavailable', { cause, retryAfterSeconds: 2 });
}
