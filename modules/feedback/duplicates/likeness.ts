// How alike two reports are, 0 to 1: place, words, time, matter, and pictures where both have one. Pure.
import { distanceMetres, type Point } from '@city/kernel/geo';
import { fold, sharedShare, tellingWords } from '@city/kernel/text';

/** What is compared of a report. */
export interface Compared extends Point {
  readonly service: string;
  readonly filedAt: Date;
  readonly words: readonly string[];
  /** Difference hashes of its pictures, 16 hexadecimal digits each. */
  readonly hashes: readonly string[];
}

/** Two days apart two reports of one matter are still likely to be about the same thing. */
const halfLifeMs = 2 * 86_400_000;
const weights = { place: 0.55, words: 0.25, time: 0.1, matter: 0.1 } as const;
/** Pictures count this much when both reports have one; the rest shrinks to make room. */
const pictureWeight = 0.2;
/** How alike two texts count of which one says nothing. */
const withoutWords = 0.5;
/** Words too common in reports to say anything. */
const empty = new Set(
  fold(
    'bị có ở tại trước sau gần cạnh này đây đó rồi và thì là các những nhiều quá lắm mong xin nhờ xử lý giúp ạ',
  ).split(' '),
);

/** The words of a report as they are compared. */
export const wordsOf = (text: string): readonly string[] => tellingWords(text, empty);

/**
 * The likeness of a report to an earlier one.
 * @param metres how far apart two reports of this matter may lie; at that distance the place says nothing any more.
 */
export function likeness(one: Compared, other: Compared, metres: number): number {
  const apart = distanceMetres(one, other);
  if (apart > metres) return 0;
  // Close by counts nearly whole, because pins and people stray by some houses; towards the reach it falls faster and faster.
  const place = 1 - (apart / metres) ** 2;
  const time = 0.5 ** (Math.abs(one.filedAt.getTime() - other.filedAt.getTime()) / halfLifeMs);
  const base =
    weights.place * place +
    weights.words * (sharedShare(one.words, other.words) ?? withoutWords) +
    weights.time * time +
    weights.matter * (one.service === other.service ? 1 : 0.3);
  const picture = pictures(one.hashes, other.hashes);
  return picture === null ? base : base * (1 - pictureWeight) + picture * pictureWeight;
}

/** The likeness of the most alike pair of pictures; null unless both reports have one. */
function pictures(one: readonly string[], other: readonly string[]): number | null {
  if (one.length === 0 || other.length === 0) return null;
  const distances = one.flatMap((hash) => other.map((known) => bitsApart(hash, known)));
  // Unrelated pictures differ in about half of their 64 bits.
  return Math.max(0, 1 - Math.min(...distances) / 24);
}

function bitsApart(one: string, other: string): number {
  let bits = BigInt(`0x${one}`) ^ BigInt(`0x${other}`);
  let count = 0;
  for (; bits > 0n; bits &= bits - 1n) count += 1;
  return count;
}
