// What the parts of the wallet in the browser share: its words, what it keeps, and how it speaks.
import type { Keep } from './keep.ts';
import type { OwnWords } from './words.ts';

export interface Scene {
  readonly words: OwnWords;
  readonly keep: Keep;
  readonly say: (text: string, isBad?: boolean) => void;
  /** Draws everything anew from what is kept. */
  readonly draw: () => Promise<void>;
}
