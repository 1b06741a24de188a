// From packets to messages.
import type { IConnectPacket, IPublishPacket } from 'mqtt-packet';
import { MQTT } from './limits.ts';
import type { Message, Outgoing } from './session.ts';

type Published = Pick<IPublishPacket, 'topic' | 'payload' | 'qos' | 'retain' | 'properties'>;

export function messageOf({ topic, payload, qos, retain, properties }: Published, from: string): Message {
  const { topicAlias: _, messageExpiryInterval, subscriptionIdentifier: __, ...kept } = properties ?? {};
  return {
    topic,
    qos,
    retain,
    from,
    payload: typeof payload === 'string' ? Buffer.from(payload) : payload,
    properties: kept,
    expiresAt: messageExpiryInterval === undefined ? null : performance.now() + messageExpiryInterval * 1000,
  };
}

export function willOf({ will }: IConnectPacket, from: string): Message | null {
  if (!will) return null;
  const { willDelayInterval: _, ...properties } = will.properties ?? {};
  return messageOf({ ...will, qos: will.qos ?? 0, retain: will.retain ?? false, properties }, from);
}

/** Properties of a message on its way out (MQTT 5). */
export function propertiesOf({ message, identifiers }: Outgoing): IPublishPacket['properties'] {
  const left = message.expiresAt === null ? null : Math.ceil((message.expiresAt - performance.now()) / 1000);
  return {
    ...message.properties,
    ...(identifiers.length > 0 ? { subscriptionIdentifier: [...identifiers] } : {}),
    ...(left === null ? {} : { messageExpiryInterval: Math.max(0, left) }),
  };
}

/** How long the session shall outlive the connection. */
export function sessionSeconds({ protocolVersion, properties, clean }: IConnectPacket): number {
  if (protocolVersion === 5) return Math.min(properties?.sessionExpiryInterval ?? 0, MQTT.sessionSeconds);
  return clean === false ? MQTT.sessionSeconds : 0;
}
