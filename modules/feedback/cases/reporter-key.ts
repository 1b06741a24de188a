// The reporter's key: follows from the report and the city's secret, so that every message can carry it and nothing keeps it.
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Config } from '@city/kernel/config';
import { keySecret } from '../settings.ts';

export interface ReporterKeys {
  /** 128 bits, base64url, 22 letters. */
  keyOf(reportId: string): string;
  fits(reportId: string, key: string | undefined): boolean;
}

export function reporterKeys(config: Config): ReporterKeys {
  const secret = config.get(keySecret);
  const keyOf = (reportId: string): string =>
    createHmac('sha256', secret)
      .update(`reporter ${reportId}`)
      .digest()
      .subarray(0, 16)
      .toString('base64url');
  return {
    keyOf,
    fits: (reportId, key) => {
      if (key === undefined || key.length !== 22) return false;
      return timingSafeEqual(
        Buffer.from(keyOf(reportId)),
        Buffer.from(key.padEnd(22).slice(0, 22), 'latin1'),
      );
    },
  };
}
