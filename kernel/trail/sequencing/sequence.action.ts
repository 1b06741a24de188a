// Appends waiting entries to the log and signs how long it is: each step is one transaction under the lock of the log's row.
import { randomBytes } from 'node:crypto';
import type { Tx } from '@city/kernel/database';
import { encodeCheckpoint } from '../log/checkpoint.ts';
import { canonicalText, commitmentOf } from '../log/commitment.ts';
import { Edge } from '../log/edge.ts';
import { encodeNote, type SignerKey, signNote } from '../log/note.ts';
import { tileKey, tileWidth } from '../log/tiles.ts';
import {
  holdLog,
  lastCheckpoint,
  lockLog,
  type LogState,
  openTiles,
  readTiles,
  readWaiting,
  writeCheckpoint,
  writeLeaves,
  writeTiles,
} from './log.store.ts';

const saltBytes = 32;

export interface Holder {
  /** Of this process, and of this start of it. */
  readonly name: string;
  /** The epoch it got; null before it first held the log, and after it lost it. */
  epoch: string | null;
}

/** How long a process that went silent keeps others waiting. */
const leaseSeconds = 15;

/** Takes or keeps the log; null while another process holds it. */
async function hold(tx: Tx, holder: Holder): Promise<LogState | null> {
  const state = await lockLog(tx);
  const isMine = state.holder === holder.name && state.epoch === holder.epoch;
  if (!isMine && state.isLeased && state.holder !== holder.name) {
    holder.epoch = null;
    return null;
  }
  await holdLog(tx, holder.name, { isNew: !isMine, seconds: leaseSeconds });
  const epoch = isMine ? state.epoch : String(BigInt(state.epoch) + 1n);
  return { ...state, holder: holder.name, epoch };
}

async function edgeOf(tx: Tx, size: number): Promise<Edge> {
  const tiles = await readTiles(tx, openTiles(size));
  const open: Buffer[] = [];
  for (let level = 0; tileWidth ** level <= size; level++) {
    const index = Math.floor(size / tileWidth ** (level + 1));
    open[level] = tiles.get(tileKey({ level, index })) ?? Buffer.alloc(0);
  }
  return Edge.of(size, open);
}

export interface Sequenced {
  readonly epoch: string;
  readonly size: number;
  readonly appended: number;
}

/** Appends one batch. Null while another process holds the log. */
export async function sequenceBatch(tx: Tx, holder: Holder, most: number): Promise<Sequenced | null> {
  const state = await hold(tx, holder);
  if (!state) return null;
  const waiting = await readWaiting(tx, state, most);
  const last = waiting.at(-1);
  if (!last) return { epoch: state.epoch, size: state.size, appended: 0 };
  const edge = await edgeOf(tx, state.size);
  const salts = randomBytes(saltBytes * waiting.length);
  const leaves = waiting.map((entry, at) => {
    const salt = salts.subarray(at * saltBytes, (at + 1) * saltBytes);
    return { entryId: entry.entry_id, salt, commitment: commitmentOf(canonicalText(entry), salt) };
  });
  const grown = edge.append(leaves.map(({ commitment }) => commitment));
  await writeLeaves(tx, state.size, leaves, last);
  await writeTiles(tx, grown);
  return { epoch: state.epoch, size: edge.size, appended: leaves.length };
}

/** Signs the log as long as it is now, unless that has been done. Null while another process holds the log. */
export async function signLog(tx: Tx, holder: Holder, key: SignerKey): Promise<Sequenced | null> {
  const state = await hold(tx, holder);
  if (!state) return null;
  const last = await lastCheckpoint(tx);
  const done = { epoch: state.epoch, size: state.size, appended: 0 };
  if (last?.size === state.size) return done;
  const { root } = await edgeOf(tx, state.size);
  const text = encodeCheckpoint({ origin: key.name, size: state.size, root });
  const note = encodeNote({ text, signatures: [signNote(text, key, tx.now)] });
  await writeCheckpoint(tx, { size: state.size, root, note, signed_at: tx.now, epoch: state.epoch });
  return done;
}
