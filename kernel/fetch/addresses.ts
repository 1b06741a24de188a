// Which network addresses the city may be sent to by outside text: the public internet, and what the operator lists.
import { BlockList, isIP } from 'node:net';
import { networkInterfaces } from 'node:os';

/** IPv4 ranges that are not the public internet (IANA Special-Purpose Address Registry, RFC 6890 and successors). */
const closedIPv4: readonly (readonly [string, number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
];

/** Within IPv6 global unicast (2000::/3, all that is open at all): tunnels that hide an IPv4 address, and documentation. */
const closedIPv6: readonly (readonly [string, number])[] = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
];

const closed = new BlockList();
for (const [network, prefix] of closedIPv4) closed.addSubnet(network, prefix, 'ipv4');
for (const [network, prefix] of closedIPv6) closed.addSubnet(network, prefix, 'ipv6');

const globalUnicast = new BlockList();
globalUnicast.addSubnet('2000::', 3, 'ipv6');

const mapped = new BlockList();
mapped.addSubnet('::ffff:0:0', 96, 'ipv6');

/** True for an address on the public internet that is not this machine's own. */
export function isPublicAddress(address: string): boolean {
  const family = familyOf(address);
  if (!family || isOwnAddress(address)) return false;
  if (family === 'ipv4') return !closed.check(address, 'ipv4');
  return globalUnicast.check(address, 'ipv6') && !isMapped(address) && !closed.check(address, 'ipv6');
}

/** An IPv6 address that means an IPv4 one (`::ffff:127.0.0.1`): refused even where the IPv4 address is listed. */
export function isMapped(address: string): boolean {
  return familyOf(address) === 'ipv6' && mapped.check(address, 'ipv6');
}

function familyOf(address: string): 'ipv4' | 'ipv6' | null {
  if (address.includes('%')) return null;
  const version = isIP(address);
  return version === 4 ? 'ipv4' : version === 6 ? 'ipv6' : null;
}

function isOwnAddress(address: string): boolean {
  return Object.values(networkInterfaces()).some((list) => list?.some((own) => own.address === address));
}

interface Opening {
  readonly host: string | null;
  readonly network: BlockList | null;
  readonly port: number | null;
}

/** Hosts and networks inside the operator's own walls that may be reached all the same. */
export class AllowList {
  readonly #openings: readonly Opening[];

  /**
   * @param entries `host`, `host:port`, an address, `address:port`, `[v6]:port` or a network such as `10.1.0.0/16`.
   * @throws Error that names an entry which is none of these.
   */
  constructor(entries: readonly string[]) {
    this.#openings = entries.map(readOpening);
  }

  /** True when the host itself is listed for this port. */
  hasHost(host: string, port: number): boolean {
    return this.#openings.some((opening) => opening.host === host.toLowerCase() && portFits(opening, port));
  }

  /** True when the address lies in a listed network. */
  hasAddress(address: string, port: number): boolean {
    const family = familyOf(address);
    if (!family || isMapped(address)) return false;
    return this.#openings.some(
      (opening) => opening.network?.check(address, family) && portFits(opening, port),
    );
  }
}

function portFits(opening: Opening, port: number): boolean {
  return opening.port === null || opening.port === port;
}

function readOpening(entry: string): Opening {
  const network = /^([0-9a-f.:]+)\/(\d{1,3})$/i.exec(entry);
  if (network)
    return { host: null, network: subnet(entry, network[1] as string, Number(network[2])), port: null };
  if (familyOf(entry))
    return { host: null, network: subnet(entry, entry, familyOf(entry) === 'ipv4' ? 32 : 128), port: null };
  const parts = /^(\[[0-9a-f:.]+\]|[a-z0-9_.-]+)(?::(\d{1,5}))?$/i.exec(entry);
  if (!parts) throw new Error(`"${entry}" is neither a host, a host with a port, nor a network`);
  const host = (parts[1] as string).replace(/^\[|\]$/g, '').toLowerCase();
  const port = parts[2] === undefined ? null : Number(parts[2]);
  const family = familyOf(host);
  if (family) return { host: null, network: subnet(entry, host, family === 'ipv4' ? 32 : 128), port };
  return { host, network: null, port };
}

function subnet(entry: string, network: string, prefix: number): BlockList {
  const family = familyOf(network);
  if (!family || prefix > (family === 'ipv4' ? 32 : 128)) throw new Error(`"${entry}" is no network`);
  const list = new BlockList();
  list.addSubnet(network, prefix, family);
  return list;
}
