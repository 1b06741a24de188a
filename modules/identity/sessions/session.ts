// The rules of a session, without a database: its token, when it ends, who its holder is at this moment.
import { createHash, randomBytes } from 'node:crypto';
import type { Actor, OnBehalfOf, Post } from '@city/kernel/access';
import { type Mandate, powersAt } from '../mandates/mandate.ts';
import type { RulesOn } from '../mandates/powers.ts';
import type { AuthenticationLevel, IdentityLevel } from '../people/levels.ts';
import type { HeldPost } from '../posts/post.store.ts';
import { type SignInRules, sessionLength } from '../rules.ts';

export interface Session {
  readonly id: string;
  readonly personId: string;
  readonly name: string;
  readonly identityLevel: IdentityLevel;
  readonly authenticationLevel: AuthenticationLevel;
  /** When the person last proved to be themselves. */
  readonly authenticatedAt: Date;
  /** What proved it: `vneid`, or kinds of authenticators. */
  readonly amr: readonly string[];
  /** The post chosen last; it counts only while it is among `posts`. */
  readonly postId: string | null;
  /** Posts valid today. */
  readonly posts: readonly HeldPost[];
  /** The mandate by which they act for another, whatever it still gives; null when they act for themselves. */
  readonly actingFor: Mandate | null;
  readonly createdAt: Date;
  readonly seenAt: Date;
}

/** 256 random bits in base64url: 43 characters. */
export function makeSessionToken(): string {
  return randomBytes(32).toString('base64url');
}

/** What is kept of a token. Plain SHA-256 suffices: a random 256-bit value cannot be guessed back. */
export function hashToken(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

/** Whether a cookie's value has the form of a token, before anything is asked of the database. */
export function isTokenShaped(value: string | undefined): value is string {
  return value !== undefined && /^[A-Za-z0-9_-]{43}$/.test(value);
}

/** `__Host-` binds the cookie to exactly our host over https (ASVS 5.0, 3.3.1). */
export function cookieName(publicUrl: string, name: 'city_session' | 'city_sign_in' | 'city_proof'): string {
  return publicUrl.startsWith('https:') ? `__Host-${name}` : name;
}

/** The post one acts from now: chosen, still held, and proved strongly enough for a post. */
export function activePost(session: Session, rules: SignInRules): HeldPost | null {
  if (session.authenticationLevel < rules.postsNeedAuthenticationLevel) return null;
  return session.posts.find((post) => post.id === session.postId) ?? null;
}

/** When the session ends by itself: at the latest, and when nothing more happens. */
export function endsAt(
  session: Session,
  rules: SignInRules,
): { readonly absolute: Date; readonly idle: Date } {
  const length = sessionLength(rules, activePost(session, rules)?.role ?? null);
  return {
    absolute: new Date(session.createdAt.getTime() + length.absoluteMinutes * 60_000),
    idle: new Date(session.seenAt.getTime() + length.idleMinutes * 60_000),
  };
}

export function isOver(session: Session, rules: SignInRules, now: Date): boolean {
  const { absolute, idle } = endsAt(session, rules);
  return now >= absolute || now >= idle;
}

/**
 * For whom the session acts at an instant. A mandate that has ended leaves them acting for the other without any power,
 * not silently as themselves: what they do next would else be done in the wrong name.
 */
export function onBehalfOf(session: Session, mandateRulesOn: RulesOn, at: Date): OnBehalfOf | null {
  const mandate = session.actingFor;
  if (!mandate) return null;
  const { kind, id, name } = mandate.principal;
  const powers = mandate.agent.id === session.personId ? powersAt(mandate, mandateRulesOn, at) : [];
  return { kind, id, name, mandate: mandate.id, powers };
}

/** Who this session makes its holder for the rest of the city, at an instant. */
export function actorOf(session: Session, rules: SignInRules, mandateRulesOn: RulesOn, at: Date): Actor {
  const behalf = onBehalfOf(session, mandateRulesOn, at);
  // Two hats are never worn at once: whoever acts for another acts from no post.
  const post = behalf ? null : activePost(session, rules);
  return {
    kind: post ? 'officer' : 'citizen',
    id: session.personId,
    name: session.name,
    level: session.authenticationLevel,
    post: post ? forAccess(post) : null,
    posts: session.posts.map(forAccess),
    ...(behalf ? { onBehalfOf: behalf } : {}),
  };
}

export function forAccess(post: HeldPost): Post {
  const { id, body, unit, role, title, deputy } = post;
  return { id, body, unit, role, title: title.vi, ...(deputy ? { deputy } : {}) };
}
