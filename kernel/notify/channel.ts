// What every channel to the outside looks like: one message in, one outcome out, never an exception for a refusal.
import type { Lang, Translate } from '@city/kernel/text';
import type { Rendered } from './template.ts';

export interface PushTarget {
  readonly endpointHash: string;
  readonly endpoint: string;
  readonly p256dh: string;
  readonly auth: string;
}

/** One message for one channel. */
export interface Outgoing {
  readonly messageId: string;
  /** The same until the other side has answered no; lets it recognise a repeated request. */
  readonly requestId: string;
  readonly lang: Lang;
  readonly t: Translate;
  readonly words: Rendered;
  /** Absolute address of what the message is about; null when it leads nowhere. */
  readonly link: string | null;
  readonly email: string | null;
  readonly phone: string | null;
  readonly subscriptions: readonly PushTarget[];
}

export type Outcome =
  | { readonly status: 'sent'; readonly reference: string | null; readonly goneEndpoints?: readonly string[] }
  | {
      readonly status: 'retry';
      readonly reason: string;
      /** The other side answered: the next try is a new request. False when it may have been accepted unheard. */
      readonly isAnswered: boolean;
      readonly afterSeconds?: number;
      readonly goneEndpoints?: readonly string[];
    }
  | {
      readonly status: 'failed' | 'skipped';
      readonly reason: string;
      readonly goneEndpoints?: readonly string[];
    };

export interface ChannelAdapter {
  readonly channel: 'email' | 'sms' | 'push';
  /** Reasons are codes in words without addresses, such as `no e-mail address`. Throws only on programming errors. */
  send(outgoing: Outgoing): Promise<Outcome>;
  close(): void;
}

/** Stands in for a channel that the operator has not set up. */
export function notConfigured(channel: ChannelAdapter['channel']): ChannelAdapter {
  return {
    channel,
    send: async () => ({ status: 'skipped', reason: 'channel not configured' }),
    close: () => {},
  };
}
