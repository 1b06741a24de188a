// Structured logs: JSON lines with pino, readable lines on a terminal; never personal data.
import { type DestinationStream, pino, type Logger, type LoggerOptions } from 'pino';

export type Log = Logger;

/** Keys whose values never reach a log, wherever they stand. */
const secret = [
  'authorization',
  'cookie',
  'password',
  'token',
  'phone',
  'email',
  'personalNumber',
  'contact',
];

/** @param options.to where lines go instead of the standard output. */
export function createLog(options: { level?: string; name?: string; to?: DestinationStream } = {}): Log {
  const paths = secret.flatMap((key) => [key, `*.${key}`, `*.*.${key}`]);
  const settings: LoggerOptions = {
    level: options.level ?? 'info',
    base: options.name ? { name: options.name } : null,
    redact: { paths: [...paths, 'req.headers.authorization', 'req.headers.cookie'], censor: '[đã che]' },
    formatters: { level: (label) => ({ level: label }) },
    timestamp: pino.stdTimeFunctions.isoTime,
  };
  return options.to ? pino(settings, options.to) : pino(settings);
}

/** A log that keeps silent, for tests. */
export function silentLog(): Log {
  return pino({ level: 'silent' });
}
