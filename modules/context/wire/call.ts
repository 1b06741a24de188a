// One request of this interface as its endpoints see it, and what they answer.
import type { IncomingHttpHeaders } from 'node:http';
import type { Actor } from '@city/kernel/access';
import type { Tx } from '@city/kernel/database';
import type { Broker } from '../broker.ts';
import type { Tables } from '../tables.ts';
import type { TermMap } from '../terms/term-map.ts';
import type { Accepted } from './media.ts';

export interface Call {
  readonly broker: Broker;
  readonly actor: Actor;
  readonly headers: IncomingHttpHeaders;
  /** Parts of the path by name, decoded. */
  readonly path: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** The address asked for, without the query. */
  readonly url: string;
  /** The body, parsed; undefined where the endpoint has none. */
  readonly body: unknown;
  readonly isLd: boolean;
  /** The context of the request: from the body, the Link header, or the core. */
  readonly terms: TermMap;
  readonly accept: Accepted;
  readonly tenant: string;
  readonly now: Date;
  transaction<T>(fn: (tx: Tx<Tables>) => Promise<T>, options?: { readOnly?: boolean }): Promise<T>;
}

export interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  /** JSON; absent for an empty answer. */
  readonly body?: unknown;
  readonly type?: string;
}

export interface Endpoint {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Such as `/entities/:id/attrs/:attr`. */
  readonly path: string;
  /** Query parameters it knows; another one is refused (§6.3.20). */
  readonly params: readonly string[];
  /** What it does to the tenant: `create` brings an unknown one into being. */
  readonly does: 'read' | 'create' | 'write';
  readonly geoJson?: boolean;
  /** No tenant plays a part (contexts, identity of the source). */
  readonly anyTenant?: boolean;
  /** The body has no context of its own to be read here: each element of a batch has its own. */
  readonly ownContexts?: boolean;
  /** A body that is no list or object of NGSI-LD: the context it carries is what it is about. */
  readonly rawBody?: boolean;
  readonly handle: (call: Call) => Promise<Reply>;
}

export const noContent: Reply = { status: 204 };
