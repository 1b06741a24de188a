// Whom a rate limit counts as one caller: an IPv4 address, or the /64 network that one IPv6 line is given (RFC 6177).
import { isIPv4 } from 'node:net';

const networkGroups = 4;
const allGroups = 8;
/** An IPv4 caller on a socket that serves both families (RFC 4291, 2.5.5.2). */
const mapped = /^::ffff:(?=[\d.]+$)/i;

export function callerKey(address: string): string {
  const plain = address.replace(mapped, '');
  if (isIPv4(plain) || !plain.includes(':')) return plain;
  return groupsOf(plain.toLowerCase().split('%')[0] as string)
    .slice(0, networkGroups)
    .join(':');
}

/** The eight groups of an IPv6 address, written without leading zeros. */
function groupsOf(address: string): string[] {
  const [head = '', tail] = address.split('::');
  const split = (part: string) => (part === '' ? [] : part.split(':'));
  const before = split(head);
  const after = tail === undefined ? [] : split(tail);
  const missing = tail === undefined ? 0 : Math.max(0, allGroups - before.length - after.length);
  return [...before, ...Array<string>(missing).fill('0'), ...after].map((group) =>
    group.replace(/^0+(?=.)/, ''),
  );
}
