// What a check of the trail can find, each with the first entry that shows it.

export type FindingKind =
  /** The entry says something else than when it was logged. */
  | 'edited'
  /** A logged entry is gone, and no erasing accounts for it. */
  | 'deleted'
  /** An entry stands among logged ones and was never logged. */
  | 'inserted'
  /** The log's own leaf is not the one its tree was made of: entries were exchanged or moved. */
  | 'moved'
  /** A leaf in the middle of the log is missing. */
  | 'leaf_missing'
  /** Stored hashes do not follow from the leaves. */
  | 'tile_changed'
  /** The signature under the newest checkpoint does not hold. */
  | 'signature_wrong'
  /** The signed root does not follow from the leaves. */
  | 'root_differs'
  /** The witness has seen more entries than there are. */
  | 'rolled_back'
  /** The witness has seen other entries. */
  | 'forked'
  /** The witness could not be asked. */
  | 'witness_away';

export interface Finding {
  readonly kind: FindingKind;
  /** Place in the log of the first entry concerned; of a range, its beginning. */
  readonly leafIndex: number | null;
  /** Of a range that is all one can say: its end, not included. */
  readonly before?: number;
  readonly entryId: string | null;
  readonly at: string | null;
}

export interface Verdict {
  readonly size: number;
  readonly erased: number;
  /** How many leaves the witness has seen; null without a witness. */
  readonly witnessed: number | null;
  /** In the order of the log; the first is the first bad entry. */
  readonly findings: readonly Finding[];
}

/** Longest list kept: whoever bends a whole table is found out by the first. */
export const mostFindings = 100;
