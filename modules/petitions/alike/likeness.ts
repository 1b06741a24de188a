// How alike two petitions are, 0 to 1: the words of title and request, titles counting more; the same place and topic help. Pure.
import { fold, sharedShare, tellingWords } from '@city/kernel/text';

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
    weights.title * shared(one.title, other.title) +
    weights.ask * shared(one.ask, other.ask) +
    weights.topic * Number(one.topic === other.topic) +
    weights.unit * Number(one.unit === other.unit)
  );
}

/** Texts without words share nothing. */
const shared = (one: string, other: string): number =>
  sharedShare(tellingWords(one, empty), tellingWords(other, empty)) ?? 0;
