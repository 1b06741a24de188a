// Judges an address before anything is sent: its form first, then every network address its name stands for.
import { isIP } from 'node:net';
import { AppError } from '@city/kernel/errors';
import { type AllowList, isMapped, isPublicAddress } from './addresses.ts';
import './errors.ts';

export interface PinnedAddress {
  readonly address: string;
  readonly family: 4 | 6;
}

/** All addresses of a name. Rejects when there are none. */
export type Resolve = (host: string) => Promise<readonly PinnedAddress[]>;

const longestUrl = 2_048;
const mostAddresses = 32;

/**
 * Checks what can be said without asking the network: scheme, length, no credentials, ports, and an address written out.
 * The URL parser has by then turned `0x7f.1`, `2130706433` and the like into the address they mean.
 * @throws AppError `outside_address_refused`.
 */
export function checkAddress(url: string | URL, rules: { allow: AllowList; secureOnly: boolean }): URL {
  const given = String(url);
  const parsed = given.length <= longestUrl ? URL.parse(given) : null;
  if (!parsed) throw refused('not an address, or too long');
  const host = hostOf(parsed);
  const port = portOf(parsed);
  const isListed = rules.allow.hasHost(host, port) || rules.allow.hasAddress(host, port);
  const isSecureEnough =
    parsed.protocol === 'https:' || (parsed.protocol === 'http:' && (!rules.secureOnly || isListed));
  if (!isSecureEnough) throw refused(`scheme ${parsed.protocol}`);
  if (parsed.username || parsed.password) throw refused('credentials in the address');
  if (isIP(host)) judge(host, port, rules.allow);
  else if (!isListed) {
    if (port < 1024 && port !== 80 && port !== 443) throw refused(`port ${port}`);
    if (!host.includes('.') || /(^|\.)(localhost|local|internal|home\.arpa|lan|corp|intranet)\.?$/.test(host))
      throw refused('an inside name');
  }
  return parsed;
}

/**
 * Resolves the host once. Every address must be allowed: one bad address among good ones is an attack, not a choice.
 * @throws AppError `outside_address_refused`, `outside_unreachable` when the name has no address.
 */
export async function pin(url: URL, allow: AllowList, resolve: Resolve): Promise<readonly PinnedAddress[]> {
  const host = hostOf(url);
  const port = portOf(url);
  const version = isIP(host);
  if (version) {
    judge(host, port, allow);
    return [{ address: host, family: version === 6 ? 6 : 4 }];
  }
  const found = await resolve(host).catch((cause: unknown) => {
    throw new AppError('outside_unreachable', { cause });
  });
  if (found.length === 0) throw new AppError('outside_unreachable', { cause: `${host} has no address` });
  if (found.length > mostAddresses) throw refused(`${host} has too many addresses`);
  if (!allow.hasHost(host, port)) for (const { address } of found) judge(address, port, allow);
  return found;
}

function judge(address: string, port: number, allow: AllowList): void {
  if (isMapped(address)) throw refused(`mapped address ${address}`);
  if (allow.hasAddress(address, port)) return;
  if (!isPublicAddress(address)) throw refused(`address ${address}`);
  if (port < 1024 && port !== 80 && port !== 443) throw refused(`port ${port}`);
}

export function hostOf(url: URL): string {
  return url.hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
}

export function portOf(url: URL): number {
  return url.port ? Number(url.port) : url.protocol === 'https:' ? 443 : 80;
}

function refused(why: string): AppError {
  return new AppError('outside_address_refused', { cause: why });
}
