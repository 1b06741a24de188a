// Keys of the survey: the one in the link, and the hash by which one person is asked about a matter once.
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Config } from '@city/kernel/config';
import type { Recipient } from '@city/kernel/notify';
import { keySecret } from '../settings.ts';

export interface SurveyKeys {
  /** 128 bits, base64url; opens the survey of one report and nothing else. */
  keyOf(reportId: string): string;
  fits(reportId: string, key: string | undefined): boolean;
  /** 32 bytes that are the same for one account or address, and other ones for each matter. */
  recipientOf(aboutId: string, to: Recipient): Buffer;
}

export function surveyKeys(config: Config): SurveyKeys {
  const secret = config.get(keySecret);
  const mac = (text: string): Buffer => createHmac('sha256', secret).update(text).digest();
  const keyOf = (reportId: string): string => mac(`survey ${reportId}`).subarray(0, 16).toString('base64url');
  return {
    keyOf,
    fits: (reportId, key) => {
      const right = Buffer.from(keyOf(reportId));
      const given = Buffer.from(key ?? '', 'utf8');
      return given.length === right.length && timingSafeEqual(given, right);
    },
    recipientOf: (aboutId, to) => mac(`survey recipient ${aboutId} ${addressOf(to)}`),
  };
}

/** Who is meant: the account, else the telephone, else the mailbox. */
function addressOf(to: Recipient): string {
  if ('person' in to) return `person ${to.person}`;
  if ('post' in to) return `post ${to.post}`;
  return to.phone === undefined ? `email ${to.email?.toLowerCase() ?? ''}` : `phone ${to.phone}`;
}
