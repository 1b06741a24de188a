// How much two texts share: the words of each that say something, folded, and pairs of neighbours; then Dice's coefficient. Pure.
import { fold } from './fold.ts';
import { bigrams, syllables } from './search.ts';

/**
 * The words of a text as they are compared: folded syllables that say something, and pairs of neighbours, each once.
 * @param empty folded words too common in such texts to say anything.
 */
export function tellingWords(text: string, empty: ReadonlySet<string>): readonly string[] {
  const single = syllables(text)
    .map(fold)
    .filter((word) => !empty.has(word));
  return [...new Set([...single, ...bigrams(text)])];
}

/** Dice's coefficient of two lists of different words, 0 to 1; null when one of them is empty and nothing can be said. */
export function sharedShare(one: readonly string[], other: readonly string[]): number | null {
  if (one.length === 0 || other.length === 0) return null;
  const known = new Set(other);
  return (2 * one.filter((word) => known.has(word)).length) / (one.length + other.length);
}
