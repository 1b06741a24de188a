// Who acts, what they may do and why: default deny, one place that decides.
import { AppError, type Bilingual } from '@city/kernel/errors';
import type { OnBehalfOf, Representation } from './representation.ts';
import { hasRole, isServiceWith, isSignedIn, isSystem } from './attributes.ts';
import { policy } from './conditions.ts';

export { asTaken, type OnBehalfOf, type Representation } from './representation.ts';
export { type Condition, type Explained, policy } from './conditions.ts';
export { isUseStopped, offerRestrictions, type RestrictionKeeper } from './restriction.ts';
export {
  acrOf,
  all,
  any,
  atLevel,
  between,
  condition,
  forPurpose,
  hasRole,
  inDeputyScope,
  isOwner,
  isServiceWith,
  isSignedIn,
  isSystem,
  not,
  ofOwnBody,
  ofOwnUnit,
  onceKnown,
  related,
} from './attributes.ts';

/** An official's post at a body (agency), the only source of an officer's rights. */
export interface Post {
  readonly id: string;
  /** Code of the body, such as `ubnd-11383`. */
  readonly body: string;
  /** Code of the administrative unit the post is bound to, when it is bound to one. */
  readonly unit: string | null;
  readonly role: string;
  readonly title: string;
  /** Set when whoever acts stands in for the post's holder: by which naming, for what, until which day (YYYY-MM-DD). */
  readonly deputy?: { readonly id: string; readonly scope: readonly string[]; readonly until: string };
}

export interface Actor {
  readonly kind: 'anonymous' | 'citizen' | 'officer' | 'service' | 'system';
  /** UUID of the person; the client's name for `service`, the part's for `system`; null when anonymous. */
  readonly id: string | null;
  readonly name: string | null;
  /** Level of authentication of this session (NĐ 69/2024/NĐ-CP). */
  readonly level?: number;
  readonly post?: Post | null;
  readonly posts?: readonly Post[];
  /** Why personal data is being read, as chosen by the officer. */
  readonly purpose?: string;
  /** Of a `service`, a program that acts for nobody: what its token was given for. It may do nothing else. */
  readonly scopes?: readonly string[];
  /** Set when they act for another: a child, somebody who gave them power of attorney, an organisation. */
  readonly onBehalfOf?: OnBehalfOf;
}

export const anonymous: Actor = Object.freeze({ kind: 'anonymous', id: null, name: null });

/** The city's own hand: jobs, subscribers, importers. `name` says which. */
export function system(name: string): Actor {
  return Object.freeze({ kind: 'system', id: name, name });
}

export interface Decision {
  readonly allow: boolean;
  /** Said to the person who asks why, and kept on the trail. */
  readonly reason: string;
  /** The conditions in the order asked, each with what it found: what a policy tester shows. */
  readonly findings?: readonly Finding[];
  /** Signing in more strongly would help: the levels that would do, as OpenID Connect names them (RFC 9470). */
  readonly acrValues?: readonly string[];
}

/** What one condition found. */
export interface Finding {
  readonly condition: string;
  readonly holds: boolean;
  readonly says: Bilingual;
}

/** What a decision hangs on beside the actor and the resource. */
export interface AccessContext {
  readonly now?: Date;
  /** Which door was knocked at, such as `GET /api/desk/reports`, and the request's name in the log. */
  readonly route?: string;
  readonly requestId?: string;
  /** Units that have become others: whether work of the unit `former` belongs to `present` on the day of `now`. */
  readonly inherits?: (present: string, former: string) => boolean;
}

export const allowed = (reason: string): Decision => ({ allow: true, reason });
export const refused = (reason: string): Decision => ({ allow: false, reason });

/**
 * Decides for an actor and, where the right depends on it, a resource. Called without a resource at the door of a route.
 * Pure: the same question has the same answer.
 */
export type Policy = (actor: Actor, resource?: unknown, context?: AccessContext) => Decision;

export interface Permission {
  readonly describe: Bilingual;
  readonly who: Policy;
  /** What its routes make of people who act for another, unless a route says otherwise. */
  readonly representation?: Representation;
  /** It opens personal data of others: what is allowed is kept in the log of decisions too, not only what is refused. */
  readonly personalData?: boolean;
}

/** One decision as those hear it who keep the log. */
export interface Decided {
  readonly actor: Actor;
  readonly permission: string;
  readonly resource: unknown;
  readonly context: AccessContext;
  readonly decision: Decision;
  readonly personalData: boolean;
}

/** Anyone signed in with their own identity. */
export const signedIn: Policy = policy(isSignedIn);

/** Officers whose active post has one of the roles. */
export const officerWith = (...roles: readonly string[]): Policy => policy(hasRole(...roles));

/** Programs of others that act for nobody, with a token for this. */
export const serviceWith = (scope: string): Policy => policy(isServiceWith(scope));

/** The city's own services only. */
export const systemOnly: Policy = policy(isSystem);

/** All permissions of the composed city. */
export class Access {
  readonly #permissions = new Map<string, Permission>();
  readonly #listeners = new Set<(decided: Decided) => void>();

  add(name: string, permission: Permission): void {
    if (this.#permissions.has(name)) throw new Error(`Permission ${name} is declared twice`);
    this.#permissions.set(name, permission);
  }

  has(name: string): boolean {
    return this.#permissions.has(name);
  }

  representationOf(name: string): Representation | undefined {
    return this.#permissions.get(name)?.representation;
  }

  list(): readonly (readonly [string, Permission])[] {
    return [...this.#permissions].sort(([a], [b]) => a.localeCompare(b));
  }

  /** Hears of every decision on a declared permission, in this process, at once; must be quick and must not throw. */
  listen(listener: (decided: Decided) => void): void {
    this.#listeners.add(listener);
  }

  get(name: string): Permission | undefined {
    return this.#permissions.get(name);
  }

  /** What would be decided, without anybody hearing of it: for questions about others. An undeclared permission is refused. */
  explain(actor: Actor, name: string, resource?: unknown, context: AccessContext = {}): Decision {
    const permission = this.#permissions.get(name);
    return permission
      ? permission.who(actor, resource, context)
      : refused(`permission ${name} is not declared`);
  }

  /** Decides; an undeclared permission is refused. */
  decide(actor: Actor, name: string, resource?: unknown, context: AccessContext = {}): Decision {
    if (name.startsWith('public: ')) return allowed(name.slice('public: '.length));
    const decision = this.explain(actor, name, resource, context);
    const personalData = this.#permissions.get(name)?.personalData ?? false;
    const decided = { actor, permission: name, resource, context, decision, personalData };
    for (const listener of this.#listeners) listener(decided);
    return decision;
  }

  /**
   * Lets pass or throws.
   * @throws AppError `sign_in_needed` (401) for anonymous callers, `forbidden` (403) for others.
   */
  require(actor: Actor, name: string, resource?: unknown, context: AccessContext = {}): Decision {
    const decision = this.decide(actor, name, resource, context);
    if (decision.allow) return decision;
    throw new AppError(actor.kind === 'anonymous' ? 'sign_in_needed' : 'forbidden', {
      cause: decision.reason,
    });
  }
}
