// What has arrived: a bounded list in memory, newest first.
import { randomUUID } from 'node:crypto';

export type SimulatedChannel = 'email' | 'sms' | 'push';

export interface ReceivedMessage {
  readonly id: string;
  readonly channel: SimulatedChannel;
  readonly at: string;
  /** Mail address, phone number, or the id of a simulated browser. */
  readonly to: string;
  readonly from: string;
  readonly title: string;
  readonly text: string;
  readonly html: string | null;
  /** What only this channel has: mail headers, gateway request, push payload. */
  readonly details: Readonly<Record<string, unknown>>;
}

export interface MessageStore {
  add(message: Omit<ReceivedMessage, 'id' | 'at'>): ReceivedMessage;
  list(filter?: { to?: string | null; channel?: string | null }): ReceivedMessage[];
  find(id: string): ReceivedMessage | null;
  clear(): void;
}

const mostKept = 2_000;

export function makeStore(now: () => Date): MessageStore {
  let kept: ReceivedMessage[] = [];
  return {
    add: (message) => {
      const received = { id: randomUUID(), at: now().toISOString(), ...message };
      kept = [received, ...kept].slice(0, mostKept);
      return received;
    },
    list: ({ to, channel } = {}) =>
      kept.filter((m) => (!to || m.to === to) && (!channel || m.channel === channel)),
    find: (id) => kept.find((message) => message.id === id) ?? null,
    clear: () => {
      kept = [];
    },
  };
}
