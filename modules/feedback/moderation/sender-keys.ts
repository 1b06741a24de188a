// Recognises a sender that comes again without keeping who it is: keyed hashes of person, device, phone and network.
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Actor } from '@city/kernel/access';
import type { Config } from '@city/kernel/config';
import { isId } from '@city/kernel/database';
import { callerKey, type RequestContext } from '@city/kernel/http';
import { keySecret } from '../settings.ts';
import type { SenderKind } from './sender-kinds.ts';

/** Each key as 64 hexadecimal digits. */
export type SenderKeySet = Readonly<Record<SenderKind, string | null>>;

type Caller = Pick<RequestContext, 'actor' | 'address' | 'cookie' | 'setCookie'> & {
  readonly request: { readonly headers: Readonly<Record<string, unknown>> };
};

export interface SenderKeys {
  keyOf(kind: SenderKind, value: string): string;
  /**
   * The keys of a caller; `phone` in its international form. A browser without our cookie has no device: else the many
   * phones behind one network would be one.
   */
  of(caller: Caller, phone: string | null): SenderKeySet;
  /** The device of a caller for counting it once: the cookie it got from us, else what its network and browser say of it. */
  deviceOf(caller: Caller): string;
  /** The network of a caller, for weighing voices. */
  addressOf(caller: Caller): string;
  /** Gives the browser the cookie by which it is known again, unless it has one. */
  mark<C extends Caller>(caller: C): C;
}

const yearSeconds = 31_536_000;

/** @param secure whether the city is reached by https: then the cookie is bound to exactly our host. */
export function senderKeys(config: Config, secure: boolean): SenderKeys {
  const secret = config.get(keySecret);
  const cookieName = secure ? '__Host-device' : 'device';
  const hash = (words: string) => createHmac('sha256', secret).update(words).digest();
  const keyOf = (kind: SenderKind, value: string) => hash(`sender ${kind} ${value}`).toString('hex');
  const signOf = (id: string) => hash(`device cookie ${id}`).subarray(0, 16).toString('base64url');
  /** The random id of our own cookie; one that we did not make counts as none. */
  const cookieId = (caller: Caller): string | null => {
    const [id = '', sign = ''] = (caller.cookie(cookieName) ?? '').split('.');
    if (id.length !== 22 || sign.length !== 22) return null;
    return timingSafeEqual(Buffer.from(sign.padEnd(22), 'latin1'), Buffer.from(signOf(id), 'latin1'))
      ? id
      : null;
  };
  const personKey = (actor: Actor): string | null => {
    const id = personId(actor);
    return id === null ? null : keyOf('person', id);
  };
  const knownDevice = (caller: Caller): string | null => {
    const id = cookieId(caller);
    return id === null ? null : keyOf('device', id);
  };
  const deviceOf = (caller: Caller): string => {
    const agent = String(caller.request.headers['user-agent'] ?? '').slice(0, 400);
    return knownDevice(caller) ?? keyOf('device', `${callerKey(caller.address)} ${agent}`);
  };
  const addressOf = (caller: Caller): string => keyOf('address', callerKey(caller.address));
  return {
    keyOf,
    deviceOf,
    addressOf,
    of: (caller, phone) => ({
      person: personKey(caller.actor),
      device: knownDevice(caller),
      phone: phone === null ? null : keyOf('phone', phone),
      address: isThisMachine(caller.address) ? null : addressOf(caller),
    }),
    mark: (caller) => {
      if (cookieId(caller) !== null) return caller;
      const id = randomBytes(16).toString('base64url');
      caller.setCookie(cookieName, `${id}.${signOf(id)}`, { maxAgeSeconds: yearSeconds });
      return caller;
    },
  };
}

/** Behind a proxy that does not say who calls, everyone comes from here: such an address tells nothing of a sender. */
const isThisMachine = (address: string): boolean =>
  callerKey(address).startsWith('127.') || address === '::1';

export function personId(actor: Actor): string | null {
  const isPerson = actor.kind === 'citizen' || actor.kind === 'officer';
  return isPerson && actor.id !== null && isId(actor.id) ? actor.id : null;
}
