// SUBSCRIBE and UNSUBSCRIBE: what is granted, and what is retained for it.
import type { ISubscribePacket, IUnsubscribePacket } from 'mqtt-packet';
import type { Broker } from './broker.ts';
import type { Client } from './gate.ts';
import { MQTT } from './limits.ts';
import { reason } from './reason-codes.ts';
import type { Session } from './session.ts';
import { isFilter } from './topics.ts';

interface Asking {
  readonly client: Client;
  readonly session: Session;
  readonly broker: Broker;
  readonly version: 3 | 4 | 5;
}

/** The codes for SUBACK, and what to send after it. */
export function subscribe(
  { subscriptions, properties }: ISubscribePacket,
  { client, session, broker, version }: Asking,
): { readonly granted: number[]; readonly after: () => void } {
  const identifier = properties?.subscriptionIdentifier ?? null;
  const retained: (() => void)[] = [];
  const granted = subscriptions.map(({ topic, qos, nl, rap, rh = 0 }) => {
    const isNew = !session.subscriptions.has(topic);
    const refusal = refusalOf(topic, client, isNew && session.subscriptions.size >= MQTT.subscriptions);
    if (refusal !== null) return version === 5 ? refusal : reason.unspecified;
    const given = { filter: topic, qos, noLocal: nl ?? false, retainAsPublished: rap ?? false, identifier };
    broker.subscribe(session, given);
    if (rh === 0 || (rh === 1 && isNew)) retained.push(() => broker.sendRetained(session, given));
    return qos;
  });
  return { granted, after: () => retained.forEach((send) => send()) };
}

function refusalOf(topic: string, client: Client, isFull: boolean): number | null {
  if (topic.startsWith('$share/')) return reason.sharedNotSupported;
  if (!isFilter(topic)) return reason.filterInvalid;
  if (!client.maySubscribe(topic)) return reason.notAuthorised;
  return isFull ? reason.quota : null;
}

/** The codes for UNSUBACK: 0, or 0x11 for what was not subscribed. */
export const unsubscribe = (
  { unsubscriptions }: IUnsubscribePacket,
  session: Session,
  broker: Broker,
): number[] => unsubscriptions.map((filter) => (broker.unsubscribe(session, filter) ? 0 : 0x11));
