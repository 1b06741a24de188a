// Checks the whole trail against its log, and the log against what its witness remembers; names the first bad entry.
import type { Tx } from '@city/kernel/database';
import { readCheckpoint } from '../log/checkpoint.ts';
import { canonicalText, commitmentOf } from '../log/commitment.ts';
import { Edge } from '../log/edge.ts';
import { hashBytes, leafHash } from '../log/merkle.ts';
import { readNote, type VerifierKey, verifyNote } from '../log/note.ts';
import { tileKey, tileWidth } from '../log/tiles.ts';
import { lastCheckpoint, readTiles } from '../sequencing/log.store.ts';
import { type Finding, type FindingKind, mostFindings, type Verdict } from './finding.ts';
import { readErased, readInserted, readLeaves, readSize, type WalkedLeaf } from './walk.store.ts';

/** A size and its root as somebody remembers them. */
export interface Head {
  readonly size: number;
  readonly root: Buffer;
}

interface RememberedHead extends Head {
  readonly kind: 'forked' | 'root_differs';
}

export interface Check {
  readonly logKey: VerifierKey;
  /** Heads of the witness, oldest first; null without a witness, `away` when it did not answer. */
  readonly heads: readonly Head[] | null | 'away';
  readonly read: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>;
  readonly progress?: (done: number, of: number) => void;
}

/** Leaves read at once: sixteen tiles. */
const stride = 16 * tileWidth;

export async function verifyTrail(check: Check): Promise<Verdict> {
  const { read } = check;
  const [size, erased, signed] = [await read(readSize), await read(readErased), await read(lastCheckpoint)];
  const heads = Array.isArray(check.heads) ? (check.heads as readonly Head[]) : [];
  const newest = heads.at(-1) ?? null;
  const findings: Finding[] = [];
  const found = (kind: FindingKind, more: Partial<Finding> = {}) => {
    if (findings.length < mostFindings)
      findings.push({ kind, leafIndex: null, entryId: null, at: null, ...more });
  };

  let own: Head | null = null;
  if (signed) {
    try {
      const note = readNote(signed.note);
      if (verifyNote(note, check.logKey) === null) throw new Error('not signed by the log');
      own = readCheckpoint(note.text);
    } catch {
      found('signature_wrong', { leafIndex: signed.size });
    }
  }
  const remembered: RememberedHead[] = heads.map((head) => ({ ...head, kind: 'forked' }));
  if (own) remembered.push({ ...own, kind: 'root_differs' });
  const walk = new Walk(found, erased, remembered);
  for (let from = 0; from < size && !walk.isBroken; from += stride) {
    const tileIds = Array.from({ length: stride / tileWidth }, (_, at) => ({
      level: 0,
      index: from / tileWidth + at,
    }));
    const [leaves, tiles] = await read(async (tx) => [
      await readLeaves(tx, from, Math.min(stride, size - from)),
      await readTiles(tx, tileIds),
    ]);
    walk.take(leaves, tiles);
    check.progress?.(Math.min(from + stride, size), size);
  }
  walk.end(size, own);
  for (const { entry_id, at } of await read((tx) => readInserted(tx, mostFindings)))
    found('inserted', { entryId: entry_id, at });
  const longest = Math.max(size, own?.size ?? 0);
  if (newest && newest.size > longest) found('rolled_back', { leafIndex: longest, before: newest.size });
  if (check.heads === 'away') found('witness_away');
  findings.sort((one, other) => (one.leafIndex ?? Infinity) - (other.leafIndex ?? Infinity));
  return { size, erased: walk.erased, witnessed: newest?.size ?? null, findings };
}

type Found = (kind: FindingKind, more?: Partial<Finding>) => void;

/** Goes along the leaves, grows the tree again, and compares it wherever somebody remembers a root. */
class Walk {
  readonly #found: Found;
  readonly #accounted: ReadonlySet<number>;
  readonly #heads: readonly RememberedHead[];
  readonly #edge = new Edge();
  /** Commitments that the tree has not grown by yet. */
  #pending: Buffer[] = [];
  #walked = 0;
  #nextHead = 0;
  #agreed = 0;
  #hasParted = false;
  #hasSeenBadRow = false;
  erased = 0;
  isBroken = false;

  constructor(found: Found, accounted: ReadonlySet<number>, heads: readonly RememberedHead[]) {
    this.#found = found;
    this.#accounted = accounted;
    this.#heads = [...heads].sort((one, other) => one.size - other.size);
  }

  take(leaves: readonly WalkedLeaf[], tiles: ReadonlyMap<string, Buffer>): void {
    this.#compareHeads();
    for (const leaf of leaves) {
      if (leaf.leafIndex !== this.#walked) {
        this.#bad('leaf_missing', this.#walked);
        this.isBroken = true;
        return;
      }
      this.#judge(leaf, tiles);
      this.#pending.push(leaf.commitment);
      this.#walked++;
      if (this.#walked === this.#heads[this.#nextHead]?.size) this.#compareHeads();
    }
    this.#grow();
  }

  end(size: number, own: Head | null): void {
    this.#compareHeads();
    if (this.isBroken) return;
    if (this.#walked < size) this.#bad('leaf_missing', this.#walked);
    else if (own && own.size > size) this.#bad('leaf_missing', size);
  }

  #grow(): void {
    this.#edge.append(this.#pending);
    this.#pending = [];
  }

  #bad(kind: FindingKind, leafIndex: number, more: Partial<Finding> = {}): void {
    this.#hasSeenBadRow = true;
    this.#found(kind, { leafIndex, ...more });
  }

  #judge(leaf: WalkedLeaf, tiles: ReadonlyMap<string, Buffer>): void {
    const { leafIndex, entryId, entry } = leaf;
    const more = { entryId, at: entry?.at ?? null };
    const tile = tiles.get(tileKey({ level: 0, index: Math.floor(leafIndex / tileWidth) }));
    const offset = (leafIndex % tileWidth) * hashBytes;
    const stored = tile?.subarray(offset, offset + hashBytes);
    const isInTree = stored?.equals(leafHash(leaf.commitment)) ?? false;
    if (!entry) {
      if (!this.#accounted.has(leafIndex)) this.#bad('deleted', leafIndex, more);
      else this.erased++;
      if (!isInTree) this.#bad('tile_changed', leafIndex, more);
      return;
    }
    const own = leaf.salt && commitmentOf(canonicalText(entry), leaf.salt);
    if (!own?.equals(leaf.commitment)) this.#bad(isInTree ? 'edited' : 'moved', leafIndex, more);
    else if (!isInTree) this.#bad(stored ? 'moved' : 'tile_changed', leafIndex, more);
  }

  /** Roots that somebody remembers at this size. Where a root differs and no row is bad, all one knows is the range. */
  #compareHeads(): void {
    this.#grow();
    for (;;) {
      const head = this.#heads[this.#nextHead];
      if (!head || head.size > this.#walked) return;
      this.#nextHead++;
      if (head.size !== this.#walked) continue;
      if (head.root.equals(this.#edge.root)) this.#agreed = head.size;
      else if (!this.#hasParted) {
        this.#hasParted = true;
        if (!this.#hasSeenBadRow) this.#found(head.kind, { leafIndex: this.#agreed, before: head.size });
      }
    }
  }
}
