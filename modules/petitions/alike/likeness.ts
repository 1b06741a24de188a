// How alike two petitions are, 0 to 1: the words of title and request, titles counting more; the same place and topic help. Pure.
import { bigrams, fold, syllables } from '@city/kernel/text';

export interface Compared {
  readonly title: string;
  readonly ask: string;
  readonly topic: string;
  /** Null: the whole city. */
  readonly unit: string | null;
}

const weights = { title: 0.5, ask: 0.35, topic: 0.05, unit: 0.1 } as const;
/** Words too common in petitions to say anything. */
const empty = new Set(
  fold(
    'kiến nghị đề nghị thành phố phường xã chúng tôi người dân mong muốn cần phải cho của và ở tại các những một có được để là với này',
  ).split(' '),
);

export function likeness(one: Compared, other: Compared): number {
  return (
    weights.title * overlap(wordsOf(one.title), wordsOf(other.title)) +
    weights.ask * overlap(wordsOf(one.ask), wordsOf(other.ask)) +
    weights.topic * Number(one.topic === other.topic) +
    weights.unit * Number(one.unit === other.unit)
  );
}

/** The words of a text as they are compared: folded syllables that say something, and pairs of neighbours. */
function wordsOf(text: string): ReadonlySet<string> {
  const single = syllables(text)
    .map(fold)
    .filter((word) => !empty.has(word));
  return new Set([...single, ...bigrams(text)]);
}

/** Dice's coefficient. */
function overlap(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  if (one.size + other.size === 0) return 0;
  return (2 * [...one].filter((word) => other.has(word)).length) / (one.size + other.size);
}
