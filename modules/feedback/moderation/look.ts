// Why a moderator should look at a report, and which reports come first.

/** `photo`: pictures nobody has looked at; `flag`: people object; `words`: personal data was masked; `place`: the place is in doubt. */
export const lookReasons = ['flag', 'photo', 'words', 'place'] as const;
export type LookReason = (typeof lookReasons)[number];

/** First of all come reports that so many people object to that it cannot wait. */
export const pressingRank = 0;
const ranks: Readonly<Record<LookReason, number>> = { flag: 1, photo: 2, words: 3, place: 4 };

/** The place in the queue: the most pressing reason counts. */
export function rankOf(reasons: readonly LookReason[]): number {
  return Math.min(...reasons.map((reason) => ranks[reason]));
}
