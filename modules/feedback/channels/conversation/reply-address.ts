// The address at which an answer by mail finds its report and proves that it comes from whoever was told: mailbox+CODE.PROOF@domain.
import { createHash, timingSafeEqual } from 'node:crypto';
import type { ReporterKeys } from '../../cases/reporter-key.ts';

const proofLetters = 20;

interface Post {
  readonly mailbox: string | null;
  readonly keys: ReporterKeys;
}

/** 80 bits in small letters: mail servers may fold the case of an address. Made of the reporter's key, and does not give it away. */
function proofOf(keys: ReporterKeys, reportId: string): string {
  return createHash('sha256')
    .update(`mail ${keys.keyOf(reportId)}`)
    .digest('hex')
    .slice(0, proofLetters);
}

/** Null when the city takes no mail. */
export function replyAddress(
  { mailbox, keys }: Post,
  report: { readonly report_id: string; readonly tracking_code: string },
): string | null {
  if (mailbox === null) return null;
  const [local = '', domain = ''] = mailbox.split('@');
  return `${local}+${report.tracking_code.toLowerCase()}.${proofOf(keys, report.report_id)}@${domain}`;
}

/** What the part behind the plus says: a code and its proof. */
export function readReplyAddress(mailbox: string, address: string): { code: string; proof: string } | null {
  const [local = '', domain = ''] = mailbox.toLowerCase().split('@');
  const small = address.trim().toLowerCase();
  if (!small.startsWith(`${local}+`) || !small.endsWith(`@${domain}`)) return null;
  const tag = small.slice(local.length + 1, small.length - domain.length - 1);
  const found = /^([a-z0-9-]{5,40})\.([0-9a-f]{20})$/.exec(tag);
  return found ? { code: found[1]!.toUpperCase(), proof: found[2]! } : null;
}

export function isProof(keys: ReporterKeys, reportId: string, proof: string): boolean {
  const wanted = Buffer.from(proofOf(keys, reportId));
  const given = Buffer.from(proof);
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}
