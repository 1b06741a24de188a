// Who acts, what they may do and why: default deny, one place that decides.
import { AppError, type Bilingual } from '@city/kernel/errors';
import type { OnBehalfOf, Representation } from './representation.ts';

export { asTaken, type OnBehalfOf, type Representation } from './representation.ts';

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
  readonly kind: 'anonymous' | 'citizen' | 'officer' | 'system';
  /** UUID of the person; the service's name for `system`; null when anonymous. */
  readonly id: string | null;
  readonly name: string | null;
  /** Level of authentication of this session (NĐ 69/2024/NĐ-CP). */
  readonly level?: number;
  readonly post?: Post | null;
  readonly posts?: readonly Post[];
  /** Why personal data is being read, as chosen by the officer. */
  readonly purpose?: string;
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
}

export const allowed = (reason: string): Decision => ({ allow: true, reason });
export const refused = (reason: string): Decision => ({ allow: false, reason });

/** Decides for an actor and, where the right depends on it, a resource. Called without a resource at the door of a route. */
export type Policy = (actor: Actor, resource?: unknown) => Decision;

export interface Permission {
  readonly describe: Bilingual;
  readonly who: Policy;
  /** What its routes make of people who act for another, unless a route says otherwise. */
  readonly representation?: Representation;
}

/** Anyone signed in with their own identity. */
export const signedIn: Policy = (actor) =>
  actor.kind === 'citizen' || actor.kind === 'officer' ? allowed('signed in') : refused('not signed in');

/** Officers whose active post has one of the roles. */
export function officerWith(...roles: readonly string[]): Policy {
  return (actor) => {
    if (actor.kind !== 'officer' || !actor.post) return refused('not acting from a post');
    return roles.includes(actor.post.role)
      ? allowed(`role ${actor.post.role}`)
      : refused(`role ${actor.post.role} is none of ${roles.join(', ')}`);
  };
}

/** The city's own services only. */
export const systemOnly: Policy = (actor) =>
  actor.kind === 'system' ? allowed('system') : refused('not the system');

/** All permissions of the composed city. */
export class Access {
  readonly #permissions = new Map<string, Permission>();

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

  /** Decides; an undeclared permission is refused. */
  decide(actor: Actor, name: string, resource?: unknown): Decision {
    if (name.startsWith('public: ')) return allowed(name.slice('public: '.length));
    const permission = this.#permissions.get(name);
    return permission ? permission.who(actor, resource) : refused(`permission ${name} is not declared`);
  }

  /**
   * Lets pass or throws.
   * @throws AppError `sign_in_needed` (401) for anonymous callers, `forbidden` (403) for others.
   */
  require(actor: Actor, name: string, resource?: unknown): Decision {
    const decision = this.decide(actor, name, resource);
    if (decision.allow) return decision;
    throw new AppError(actor.kind === 'anonymous' ? 'sign_in_needed' : 'forbidden', {
      cause: decision.reason,
    });
  }
}
