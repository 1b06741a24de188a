// What anyone may fetch of the log, and the proof of one entry for those who may read it.
import { sql } from 'kysely';
import type { Tx } from '@city/kernel/database';
import { readCheckpoint } from '../log/checkpoint.ts';
import { canonicalText, type LoggedEntry, loggedColumns } from '../log/commitment.ts';
import { hashBytes, inclusionRanges } from '../log/merkle.ts';
import { readNote } from '../log/note.ts';
import { encodeBundle, rangeHash, type TilePath, tilesFor, tileWidth, widthOf } from '../log/tiles.ts';
import { lastCheckpoint, readTiles } from '../sequencing/log.store.ts';
import { type Cosignature, cosignaturesOf } from '../witnessing/witness.store.ts';

export interface PublishedCheckpoint {
  /** The signed note with the lines of its witnesses. */
  readonly note: string;
  readonly size: number;
  readonly signedAt: Date;
  readonly cosignatures: readonly Cosignature[];
}

async function withCosignatures(
  tx: Tx,
  stored: { size: number; note: string; signed_at: Date },
): Promise<PublishedCheckpoint> {
  const cosignatures = await cosignaturesOf(tx, stored.size);
  const note = stored.note + cosignatures.map(({ line }) => line).join('');
  return { note, size: stored.size, signedAt: stored.signed_at, cosignatures };
}

export async function checkpoint(tx: Tx): Promise<PublishedCheckpoint | null> {
  const stored = await lastCheckpoint(tx);
  return stored && withCosignatures(tx, stored);
}

/** The oldest witnessed checkpoint that holds the leaf; without a witness's line the oldest signed one. */
async function checkpointOver(tx: Tx, index: number): Promise<PublishedCheckpoint | null> {
  const found = await sql<{ size: string; note: string; signed_at: Date }>`
    (select c.size::text as size, c.note, c.signed_at
       from trail.checkpoint c join trail.cosignature s on s.size = c.size
      where c.size > ${index} order by c.size limit 1)
    union all
    (select size::text, note, signed_at from trail.checkpoint where size > ${index} order by checkpoint.size limit 1)
    limit 1`.execute(tx.db);
  const row = found.rows[0];
  return row ? withCosignatures(tx, { ...row, size: Number(row.size) }) : null;
}

/** A tile as wide as asked; null when the signed log has no such tile or it is not as wide yet. */
export async function tile(tx: Tx, path: TilePath): Promise<Buffer | null> {
  const signed = await lastCheckpoint(tx);
  const level = path.level === 'entries' ? 0 : path.level;
  if (!signed || widthOf({ level, index: path.index }, signed.size) < path.width) return null;
  if (path.level === 'entries') {
    const first = path.index * tileWidth;
    const found = await sql<{ commitment: Buffer }>`
      select commitment from trail.leaf
       where leaf_index >= ${first} and leaf_index < ${first + path.width} order by leaf_index`.execute(
      tx.db,
    );
    return encodeBundle(found.rows.map(({ commitment }) => commitment));
  }
  const found = await sql<{ data: Buffer }>`
    select data from trail.tile where level = ${level} and index = ${path.index}`.execute(tx.db);
  return found.rows[0]?.data.subarray(0, path.width * hashBytes) ?? null;
}

export interface ProvenEntry {
  readonly leafIndex: number;
  /** The entry's one text, from which with the salt follows what stands in the log. */
  readonly canonical: string;
  readonly salt: Buffer;
  readonly proof: readonly Buffer[];
  readonly root: Buffer;
  readonly checkpoint: PublishedCheckpoint;
}

/** Read with the rights of the transaction's actor: the second wall decides whose entries there are. */
export async function prove(tx: Tx, entryId: string): Promise<ProvenEntry | null> {
  const found = await sql<LoggedEntry & { leaf_index: string; salt: Buffer }>`
    select l.leaf_index::text as leaf_index, s.salt, e.*
      from (select ${sql.raw(loggedColumns)} from trail.entry where entry_id = ${entryId}::uuid) e
      join trail.leaf l on l.entry_id = e.entry_id
      join trail.salt s on s.entry_id = e.entry_id`.execute(tx.db);
  const row = found.rows[0];
  if (!row) return null;
  const leafIndex = Number(row.leaf_index);
  const over = await checkpointOver(tx, leafIndex);
  if (!over) return null;
  const ranges = inclusionRanges(leafIndex, over.size);
  const tiles = await readTiles(tx, tilesFor(ranges));
  return {
    leafIndex,
    canonical: canonicalText(row),
    salt: row.salt,
    proof: ranges.map((range) => rangeHash(range, tiles)),
    root: readCheckpoint(readNote(over.note).text).root,
    checkpoint: over,
  };
}

/** When a key signed first. Five signs of its id suffice to tell it from the log's other keys: a log has a handful. */
export async function signedSince(
  tx: Tx,
  { name, id }: { readonly name: string; readonly id: Buffer },
): Promise<Date | null> {
  const line = `— ${name} ${id.toString('base64').slice(0, 5)}`;
  const found = await sql<{ at: Date | null }>`
    select min(signed_at) as at from trail.checkpoint where position(${line} in note) > 0`.execute(tx.db);
  return found.rows[0]?.at ?? null;
}
