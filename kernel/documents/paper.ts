// What a printed document of the city consists of: a title, blocks in reading order, and the address where it can be checked.
import type { Lang } from '@city/kernel/text';

/** Set one below the other; long ones go on over the page. */
export type Block =
  | { readonly kind: 'heading'; readonly level: 2 | 3; readonly text: string }
  /** Running words; `quiet` for what explains. */
  | { readonly kind: 'text'; readonly text: string; readonly tone?: 'quiet' }
  /** Names with their values. */
  | { readonly kind: 'facts'; readonly rows: readonly { readonly name: string; readonly value: string }[] }
  /** What happened, in the order in which it is to be read. */
  | {
      readonly kind: 'story';
      readonly items: readonly { readonly time: string; readonly title: string; readonly text?: string }[];
    };

export interface Paper {
  readonly lang: Lang;
  readonly title: string;
  readonly sub?: string;
  /** When it was made; it stands at the foot of each page. */
  readonly madeAt: Date;
  readonly blocks: readonly Block[];
  /** Where whoever holds the paper sees whether it still says what the city says. */
  readonly check: { readonly url: string; readonly words: string };
}
