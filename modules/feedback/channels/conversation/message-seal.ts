// Messages as they came, and what somebody has begun to say, sealed under a data key of each row.
import type { Seals } from '@city/kernel/seals';

export interface ClearMessage {
  readonly sender: string;
  readonly words: string;
  readonly hints: Readonly<Record<string, unknown>>;
}

export const messagePlace = 'feedback.message_in';
export const conversationPlace = 'feedback.conversation';

interface KeptMessage {
  readonly message_id: string;
  readonly sender: string | null;
  readonly words: string | null;
  readonly hints: Readonly<Record<string, unknown>>;
  readonly data_key: Buffer | null;
  readonly sealed: Buffer | null;
}

/** A row in either form, as for contacts. */
export function openMessage(seals: Seals, row: KeptMessage): ClearMessage {
  const opened = seals.open<ClearMessage>(messagePlace, row.message_id, row);
  return opened ?? { sender: row.sender ?? '', words: row.words ?? '', hints: row.hints };
}

/** What a conversation belongs to: its channel and the mark of its sender, in hexadecimal. */
export const conversationId = (channel: string, mark: string): string => `${channel} ${mark}`;
