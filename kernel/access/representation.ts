// Acting for another: who it is, by which mandate, with which powers; and what a route makes of it. Default deny.
import { AppError } from '@city/kernel/errors';
import type { Actor } from './access.ts';

/** For whom somebody acts. The actor stays who they are; this says in whose name (RFC 8693: they are the `act`). */
export interface OnBehalfOf {
  readonly kind: 'person' | 'organisation';
  /** UUID of the principal. */
  readonly id: string;
  readonly name: string;
  /** The mandate by which they act. */
  readonly mandate: string;
  /** Codes of what they may do now; none when the mandate has ended meanwhile. */
  readonly powers: readonly string[];
}

/**
 * What a route says of those who act for another: it is about the one who acts, or needs a power of the mandate. A page that
 * anyone may read can let those without the power read it as themselves (`elseSelf`); what changes something never does.
 */
export type Representation = 'self' | { readonly power: string; readonly elseSelf?: boolean };

export interface Door {
  readonly method: string;
  readonly permission: string;
  readonly representation?: Representation | undefined;
}

/**
 * The actor as a route takes them. A route that needs a power gets actor and principal; one about oneself, and a public page
 * that is only read, gets the actor as themselves; every other is closed, so that nothing is done in the wrong name.
 * @throws AppError `power_missing`, `acts_for_another`
 */
export function asTaken(actor: Actor, door: Door): Actor {
  const { onBehalfOf, ...self } = actor;
  if (!onBehalfOf) return actor;
  const { representation } = door;
  const params = { name: onBehalfOf.name };
  if (representation === undefined) {
    if (door.method === 'GET' && door.permission.startsWith('public: ')) return self;
    throw new AppError('acts_for_another', { params, cause: 'the route takes nobody who acts for another' });
  }
  if (representation === 'self') return self;
  if (onBehalfOf.powers.includes(representation.power)) return actor;
  if (representation.elseSelf && door.method === 'GET') return self;
  throw new AppError('power_missing', { params, cause: `the mandate lacks ${representation.power}` });
}
