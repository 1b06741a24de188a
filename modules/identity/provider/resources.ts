// Parts of the city that take the provider's access tokens under an address of their own (RFC 8707), and clients known by dated data: both defined by other modules through the contract.
import type { Actor } from '@city/kernel/access';
import type { Bilingual } from '@city/kernel/errors';
import type { CityClient } from './clients.ts';

/** One object of `authorization_details` (RFC 9396). */
export interface AuthorizationDetail {
  readonly type: string;
  readonly [name: string]: unknown;
}

/** What was asked, for whom: known once the person has signed in. */
export interface AskedOfResource {
  /** With the posts they hold, where the sign-in was strong enough for posts; acting from none. */
  readonly holder: Actor;
  /** The authorization request's parameter that the resource defined (`state`). */
  readonly state: string | undefined;
}

export interface ProtectedResource {
  /** Audience of its tokens: an absolute address without query and fragment. */
  readonly address: string;
  /** What may be asked of it, in words for whoever is asked to agree. */
  readonly scopes: () => ReadonlyMap<string, Bilingual>;
  /** Only clients that are registered for this purpose reach it. */
  readonly purpose: string;
  readonly tokenSeconds: number;
  /** The type of authorization details that it understands. */
  readonly details?: {
    readonly type: string;
    /** What a detail stands for in words; null when it is not understood. */
    readonly words: (detail: AuthorizationDetail) => Bilingual | null;
    /** The details as they are granted. */
    readonly granted: (
      details: readonly AuthorizationDetail[],
      asked: AskedOfResource,
    ) => Promise<readonly AuthorizationDetail[]>;
  };
  /** A parameter of authorization requests that leads back to something the resource began. */
  readonly state?: {
    readonly parameter: string;
    readonly isKnown: (value: string) => Promise<boolean>;
    /** Takes it up for the person who signed in; false when it is another's. */
    readonly takeUp: (value: string, personId: string) => Promise<boolean>;
  };
}

/** What an access token of a resource says, once it was found to hold. Whether its key was proved is the resource's to check. */
export interface ResourceToken {
  /** As in `AskedOfResource`. */
  readonly holder: Actor;
  readonly clientId: string;
  readonly scopes: readonly string[];
  readonly details: readonly AuthorizationDetail[];
  /** Thumbprint of the key to which the token is bound; null for a bearer token. */
  readonly thumbprint: string | null;
  readonly expiresAt: Date;
}

interface City {
  readonly database: object;
}
type ReadResourceToken = (token: string, address: string) => Promise<ResourceToken | null>;

interface Known {
  readonly resources: Map<string, ProtectedResource>;
  readonly clients: Map<string, (day: string) => CityClient | null>;
  read: ReadResourceToken | null;
}
const cities = new WeakMap<object, Known>();

function knownOf({ database }: City): Known {
  const known = cities.get(database) ?? { resources: new Map(), clients: new Map(), read: null };
  cities.set(database, known);
  return known;
}

/** Makes a resource known to the provider; called from a module's `routes`. @throws Error when the address is taken or no plain one */
export function defineResource(city: City, resource: ProtectedResource): void {
  const { resources } = knownOf(city);
  const url = URL.parse(resource.address);
  if (!url || url.search || url.hash)
    throw new Error(`Resource ${resource.address}: a plain address is needed`);
  if (resources.has(resource.address)) throw new Error(`Resource ${resource.address} is defined twice`);
  resources.set(resource.address, resource);
}

/** Makes a client known that stands in a module's dated data; the function answers it as it is on a day, or null. @throws Error when the id is taken */
export function defineClient(city: City, clientId: string, on: (day: string) => CityClient | null): void {
  const { clients } = knownOf(city);
  if (clients.has(clientId)) throw new Error(`Client ${clientId} is defined twice`);
  clients.set(clientId, on);
}

export const resourcesOf = (city: City): readonly ProtectedResource[] => [
  ...knownOf(city).resources.values(),
];

export const definedClient = (city: City, clientId: string, day: string): CityClient | null =>
  knownOf(city).clients.get(clientId)?.(day) ?? null;

/** Set by the identity module itself. */
export function provideTokenReader(city: City, read: ReadResourceToken): void {
  knownOf(city).read = read;
}

/** Whose token it is and for what; null when it is malformed, run out, of another audience, or what it came from has ended. */
export async function readResourceToken(
  city: City,
  token: string,
  address: string,
): Promise<ResourceToken | null> {
  return (await knownOf(city).read?.(token, address)) ?? null;
}
