// The conditions that policies are made of: role, body, unit, level of authentication, purpose, relation, deputy scope, time.
import { all, any, type Condition, condition, not, onceKnown } from './conditions.ts';

export { all, any, condition, not, onceKnown };

/** Authentication levels of NĐ 69/2024/NĐ-CP as OpenID Connect names them. */
export const acrOf = (level: number): string => `urn:vn:nd69:xacthuc:${level}`;

/** Somebody who has signed in. */
export const isSignedIn: Condition = condition(
  'signed in',
  { vi: 'đã đăng nhập', en: 'has signed in' },
  ({ actor }) =>
    actor.kind === 'citizen' || actor.kind === 'officer'
      ? { holds: true, reason: 'signed in' }
      : { holds: false, reason: 'not signed in' },
);

/** Acting from a post in one of the roles. */
export function hasRole(...roles: readonly string[]): Condition {
  const list = roles.join(', ');
  return condition(
    'role',
    { vi: `làm việc ở vị trí có vai trò ${list}`, en: `acts from a post with the role ${list}` },
    ({ actor }) => {
      if (actor.kind !== 'officer' || !actor.post) return { holds: false, reason: 'not acting from a post' };
      return roles.includes(actor.post.role)
        ? { holds: true, reason: `role ${actor.post.role}` }
        : { holds: false, reason: `role ${actor.post.role} is none of ${list}` };
    },
  );
}

/** A service that acts for nobody, with a token for this scope. */
export function isServiceWith(scope: string): Condition {
  return condition(
    'service',
    { vi: `là dịch vụ có token cho ${scope}`, en: `is a service with a token for ${scope}` },
    ({ actor }) => {
      if (actor.kind !== 'service') return { holds: false, reason: 'not a service' };
      return actor.scopes?.includes(scope)
        ? { holds: true, reason: `service with ${scope}` }
        : { holds: false, reason: `service without ${scope}` };
    },
  );
}

/** The thing belongs to the body of the post: its attribute `body`. */
export const ofOwnBody: Condition = onceKnown(
  condition(
    'body',
    { vi: 'việc thuộc cơ quan của vị trí', en: 'it belongs to the body of the post' },
    ({ actor, resource }) => {
      const body = actor.post?.body;
      return body !== undefined && resource['body'] === body
        ? { holds: true, reason: `body ${body}` }
        : { holds: false, reason: `belongs to ${textOf(resource['body'])}, not to ${body ?? 'a post'}` };
    },
  ),
);

/** The thing lies in the unit of the post, or in a unit from which that one was made: its attribute `unit`. */
export const ofOwnUnit: Condition = onceKnown(
  condition(
    'unit',
    {
      vi: 'việc thuộc đơn vị hành chính của vị trí hoặc đơn vị tiền thân',
      en: 'it lies in the unit of the post, or in one that this was made of',
    },
    ({ actor, resource, context }) => {
      const unit = actor.post?.unit ?? null;
      const its = resource['unit'];
      if (unit === null || typeof its !== 'string')
        return { holds: false, reason: `unit ${textOf(its)} is not that of the post (${unit ?? 'none'})` };
      if (its === unit) return { holds: true, reason: `unit ${unit}` };
      return context.inherits?.(unit, its)
        ? { holds: true, reason: `unit ${its} has become ${unit}` }
        : { holds: false, reason: `unit ${its} is not ${unit}` };
    },
  ),
);

/** Signed in at least so strongly; a refusal says which sign-in would do. */
export function atLevel(level: number): Condition {
  return condition(
    `level ${level}`,
    {
      vi: `đăng nhập ở mức xác thực ${level} trở lên`,
      en: `signed in at authentication level ${level} or above`,
    },
    ({ actor }) =>
      (actor.level ?? 0) >= level
        ? { holds: true, reason: `level ${actor.level}` }
        : { holds: false, reason: `level ${actor.level ?? 0} is below ${level}`, acrValues: [acrOf(level)] },
  );
}

/** A purpose has been stated: any, or one of those given. */
export function forPurpose(...purposes: readonly string[]): Condition {
  const list = purposes.join(', ');
  return condition(
    'purpose',
    purposes.length === 0
      ? { vi: 'nêu mục đích', en: 'states a purpose' }
      : { vi: `nêu mục đích: ${list}`, en: `states as purpose: ${list}` },
    ({ actor }) => {
      const purpose = actor.purpose?.trim() ?? '';
      if (purpose === '') return { holds: false, reason: 'no purpose stated' };
      return purposes.length === 0 || purposes.includes(purpose)
        ? { holds: true, reason: `purpose ${purpose}` }
        : { holds: false, reason: `purpose ${purpose} is none of ${list}` };
    },
  );
}

/** The person stands in this relation to the thing: its attribute of that name holds the person's id, or a list with it. */
export function related(relation: string, says: { readonly vi: string; readonly en: string }): Condition {
  return onceKnown(
    condition(`is ${relation}`, says, ({ actor, resource }) => {
      const holders = [resource[relation]].flat();
      return actor.id !== null && actor.kind !== 'system' && holders.includes(actor.id)
        ? { holds: true, reason: `is ${relation}` }
        : { holds: false, reason: `is not ${relation}` };
    }),
  );
}

/** The person whose thing it is. */
export const isOwner: Condition = related('owner', {
  vi: 'là người có việc này',
  en: 'is the person whose it is',
});

/** Whoever stands in for a post may do this; holders of the post may always. */
export function inDeputyScope(scope: string): Condition {
  return condition(
    `deputy scope ${scope}`,
    { vi: `nếu làm thay thì được giao việc “${scope}”`, en: `where standing in, for “${scope}”` },
    ({ actor }) => {
      const deputy = actor.post?.deputy;
      if (!deputy) return { holds: true, reason: 'own post' };
      return deputy.scope.includes(scope)
        ? { holds: true, reason: `stands in for ${scope}` }
        : { holds: false, reason: `stands in for ${deputy.scope.join(', ')}, not for ${scope}` };
    },
  );
}

/** From a moment on, and before another; without a clock in the question it fails. */
export function between(from: Date | null, to: Date | null): Condition {
  const [first, last] = [from?.toISOString() ?? '…', to?.toISOString() ?? '…'];
  return condition(
    'time',
    { vi: `trong thời gian ${first} – ${last}`, en: `within ${first} – ${last}` },
    ({ context }) => {
      const now = context.now;
      if (!now) return { holds: false, reason: 'no time given' };
      const isIn = (from === null || now >= from) && (to === null || now < to);
      return {
        holds: isIn,
        reason: `${now.toISOString()} is ${isIn ? 'within' : 'outside'} ${first} – ${last}`,
      };
    },
  );
}

/** The city's own services. */
export const isSystem: Condition = condition(
  'system',
  { vi: 'là dịch vụ của thành phố', en: 'is a service of the city' },
  ({ actor }) =>
    actor.kind === 'system' ? { holds: true, reason: 'system' } : { holds: false, reason: 'not the system' },
);

const textOf = (value: unknown): string => (typeof value === 'string' ? value : 'nobody');
