// Routes as modules declare them: address, permission, schemas, and one function that answers.
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FastifyRequest } from 'fastify';
import type { Static, TSchema } from 'typebox';
import type { Actor, Decision, Representation } from '@city/kernel/access';
import type { Group, Tx } from '@city/kernel/database';
import type { Bilingual } from '@city/kernel/errors';

export type Language = 'vi' | 'en';
export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'OPTIONS';

export interface Upload {
  readonly field: string;
  readonly filename: string;
  readonly contentType: string;
  readonly data: Buffer;
}

/** What a handler gets: the checked parts of the request, who asks, and the one transaction it may open. */
export interface RequestContext<B = unknown, Q = unknown, P = unknown, DB = unknown> {
  readonly body: B;
  readonly query: Q;
  readonly params: P;
  /** Files of a multipart form, held in memory within the limits of the route. */
  readonly uploads: readonly Upload[];
  readonly actor: Actor;
  readonly lang: Language;
  readonly t: (message: string, values?: Record<string, unknown>) => string;
  readonly now: Date;
  /** Address of the caller, after trusted proxies. */
  readonly address: string;
  /** Path and query as asked for. */
  readonly path: string;
  readonly request: FastifyRequest;
  /** A transaction of the route's module, as the actor, under the request's Idempotency-Key when there is one. */
  transaction<T>(
    fn: (tx: Tx<DB>) => Promise<T>,
    options?: { shard?: string; readOnly?: boolean },
  ): Promise<T>;
  /** In place of a transaction of its own: joins a group commit, as the actor and under the request's Idempotency-Key. */
  join<I, R, T>(group: Group<I, R>, input: I, answer: (result: R) => T): Promise<T>;
  /** Decides on a permission for a resource without throwing. */
  decide(permission: string, resource?: unknown): Decision;
  /** @throws AppError `sign_in_needed` or `forbidden`. */
  require(permission: string, resource?: unknown): void;
  cookie(name: string): string | undefined;
  setCookie(name: string, value: string, options?: { maxAgeSeconds?: number; path?: string }): void;
}

/** An answer with a status, headers and a body that is not simply 200 and JSON. */
export class Answer {
  readonly status: number;
  readonly body: unknown;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}) {
    this.status = status;
    this.body = body;
    this.headers = headers;
  }
}

export const created = (location: string, body: unknown): Answer => new Answer(201, body, { location });
export const noContent = (): Answer => new Answer(204, undefined);
/** Sends a browser on after a form (303 See Other). `location` must be a path of this site or an address we made. */
export const redirect = (location: string): Answer => new Answer(303, undefined, { location });

/** What a page route answers: its content, which the server sets into the people's layout. */
export class View {
  readonly title: string;
  readonly content: unknown;
  readonly options: ViewOptions;

  constructor(title: string, content: unknown, options: ViewOptions = {}) {
    this.title = title;
    this.content = content;
    this.options = options;
  }
}

export interface ViewOptions {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly description?: string;
  readonly breadcrumbs?: readonly { readonly href?: string; readonly name: string }[];
  /** Names of islands the page may load. */
  readonly islands?: readonly string[];
  /** Origins to which a form of this page may lead in the end, beside our own. */
  readonly formTargets?: readonly string[];
  /** A layout other than the people's: the content is the whole document. */
  readonly bare?: boolean;
  /** More for the layout of the people's pages (`PeoplePageProps` of the design system): a step's bar, problems, notices. */
  readonly page?: object;
}

export const view = (title: string, content: unknown, options: ViewOptions = {}): View =>
  new View(title, content, options);

export interface RouteDefinition<B extends TSchema, Q extends TSchema, P extends TSchema> {
  readonly method: Method;
  readonly url: string;
  /** Name of a declared permission, or `public: ` and the reason why anyone may. */
  readonly permission: string;
  /** Whether it takes people who act for another: as themselves, or in the other's name with this power. Else it is closed to them. */
  readonly representation?: Representation;
  readonly summary: Bilingual;
  readonly body?: B;
  readonly query?: Q;
  readonly params?: P;
  /** Schemas of the answers by status; problem documents are added. Undeclared fields never leave. */
  readonly response?: Readonly<Record<number, TSchema>>;
  /** Kinds of body taken. Default: json. A `jwt` (application/jwt) arrives as its text. */
  readonly accepts?: readonly ('json' | 'form' | 'multipart' | 'jwt')[];
  /** Honours `Idempotency-Key`: the handler must answer what its one transaction returned. */
  readonly idempotent?: boolean;
  /** Requests per caller; `per` in seconds. */
  readonly limit?: { readonly max: number; readonly perSeconds: number };
  /** Largest body in bytes. */
  readonly bodyLimit?: number;
  /** The answer is no JSON: a picture, a stream of events. Says of which media type. */
  readonly streams?: string;
  /**
   * Answered also when a page of another site asks, because the protocol behind it means other sites and guards itself
   * (OAuth's endpoints). Mounts only.
   */
  readonly anyOrigin?: boolean;
  /** Also taken with an access token of the city's provider that carries this scope; else only with a session. */
  readonly scope?: string;
  /** Left out of the OpenAPI document: forms and pages. */
  readonly hidden?: boolean;
  readonly tags?: readonly string[];
}

export interface Route {
  readonly kind: 'api' | 'page' | 'stream' | 'mount';
  readonly definition: RouteDefinition<TSchema, TSchema, TSchema>;
  readonly handle: (context: RequestContext<never, never, never, never>) => Promise<unknown>;
}

type Infer<S extends TSchema> = TSchema extends S ? undefined : Static<S>;

/** An interface for programs. The handler answers a value (200) or an `Answer`. */
export function route<
  DB = unknown,
  B extends TSchema = TSchema,
  Q extends TSchema = TSchema,
  P extends TSchema = TSchema,
>(
  definition: RouteDefinition<B, Q, P>,
  handle: (c: RequestContext<Infer<B>, Infer<Q>, Infer<P>, DB>) => Promise<unknown>,
): Route {
  return { kind: 'api', definition: definition as never, handle: handle as never };
}

/** A page for people, or the form behind it. The handler answers a `View`, or `redirect(…)` after a form. */
export function page<
  DB = unknown,
  B extends TSchema = TSchema,
  Q extends TSchema = TSchema,
  P extends TSchema = TSchema,
>(
  definition: Omit<RouteDefinition<B, Q, P>, 'method' | 'hidden' | 'response'> & {
    readonly method?: 'GET' | 'POST';
  },
  handle: (c: RequestContext<Infer<B>, Infer<Q>, Infer<P>, DB>) => Promise<View | Answer>,
): Route {
  const accepts = definition.accepts ?? ['form', 'multipart'];
  return {
    kind: 'page',
    definition: { ...definition, method: definition.method ?? 'GET', hidden: true, accepts } as never,
    handle: handle as never,
  };
}

/** What a mounted program gets: Node's own request with its body unread, and the response it must end. */
export interface MountContext {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** Address of the caller, after trusted proxies. */
  readonly address: string;
  readonly actor: Actor;
  readonly lang: Language;
  readonly t: (message: string, values?: Record<string, unknown>) => string;
}

/**
 * Hands requests to another program that speaks a protocol of its own (an OpenID provider). Its body is not read, its answer
 * not changed; headers of security and rate limits are ours. It decides on access itself, so its permission is public.
 * A view that it answers instead of ending the response is set into our layout.
 */
export function mount(
  definition: Pick<
    RouteDefinition<TSchema, TSchema, TSchema>,
    'method' | 'url' | 'permission' | 'summary' | 'limit' | 'anyOrigin'
  > & {
    /** Media types of its answers, for the reader. */
    readonly streams: string;
  },
  handle: (c: MountContext) => Promise<View | undefined>,
): Route {
  if (!definition.permission.startsWith('public: '))
    throw new Error(`${definition.method} ${definition.url}: a mount decides itself, say why (public: …)`);
  return { kind: 'mount', definition: { ...definition, hidden: true } as never, handle: handle as never };
}
