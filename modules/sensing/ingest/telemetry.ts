// What devices write in JSON: values by name, one set or many, with or without a time. The form is ThingsBoard's, which many devices speak.
import { AppError } from '@city/kernel/errors';
import { LIMITS } from '../limits.ts';
import type { Reading } from './ingest.ts';

const wrong = (): AppError => new AppError('sensing_message_wrong');

/** Reads a message's bytes. @throws AppError `sensing_message_wrong` */
export function readTelemetry(payload: Buffer): Reading[] {
  let given: unknown;
  try {
    given = JSON.parse(payload.toString('utf8'));
  } catch {
    throw wrong();
  }
  return telemetryOf(given);
}

/** `{"pm25": 12}`, `{"ts": 1700000000000, "values": {"pm25": 12}}`, or a list of either. @throws AppError `sensing_message_wrong` */
export function telemetryOf(given: unknown): Reading[] {
  const sets = Array.isArray(given) ? given : [given];
  const readings = sets.flatMap(readingsOf);
  if (readings.length === 0 || readings.length > LIMITS.valuesPerMessage) throw wrong();
  return readings;
}

function readingsOf(set: unknown): Reading[] {
  if (typeof set !== 'object' || set === null || Array.isArray(set)) throw wrong();
  const { ts, values } = set as { ts?: unknown; values?: unknown };
  if (values === undefined) return valuesOf(set as Record<string, unknown>, null);
  if (typeof values !== 'object' || values === null || Array.isArray(values)) throw wrong();
  return valuesOf(values as Record<string, unknown>, ts === undefined ? null : timeOf(ts));
}

/** Milliseconds since 1970, or an ISO 8601 time. @throws AppError `sensing_message_wrong` */
export function timeOf(ts: unknown): number {
  const at = typeof ts === 'string' ? Date.parse(ts) : ts;
  if (typeof at !== 'number' || !Number.isFinite(at) || Math.abs(at) > 8.64e15) throw wrong();
  return Math.trunc(at);
}

/** Numbers and truth values; words are no measurement and are passed over. */
export function valuesOf(values: Readonly<Record<string, unknown>>, ts: number | null): Reading[] {
  return Object.entries(values).flatMap(([metric, value]) => {
    if (typeof value === 'number') return [{ metric, ts, v: value }];
    if (typeof value === 'boolean') return [{ metric, ts, v: value ? 1 : 0 }];
    return [];
  });
}
