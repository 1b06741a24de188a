// Has the newest checkpoint witnessed. A witness that has seen another log than ours raises an alarm that stays.
import type { Actor } from '@city/kernel/access';
import type { ModuleDatabase, Tx } from '@city/kernel/database';
import type { OutsideFetch } from '@city/kernel/fetch';
import type { Log } from '@city/kernel/log';
import { consistencyRanges } from '../log/merkle.ts';
import { encodeSignature } from '../log/note.ts';
import { rangeHash, tilesFor } from '../log/tiles.ts';
import { lastCheckpoint, readTiles, type StoredCheckpoint } from '../sequencing/log.store.ts';
import type { Witness } from '../settings.ts';
import { askWitness } from './witness.client.ts';
import { type Alarm, witnessedSize, writeAlarm, writeCosignature } from './witness.store.ts';

export interface Witnessing {
  readonly db: ModuleDatabase<unknown>;
  readonly hand: Actor;
  readonly fetch: OutsideFetch;
  readonly witness: Witness;
  readonly log: Log;
}

interface Ahead {
  readonly checkpoint: StoredCheckpoint;
  readonly old: number;
  readonly proof: readonly Buffer[];
}

/** @throws Error when the witness is away: the next look tries again. */
export async function cosign(given: Witnessing): Promise<void> {
  const name = given.witness.key.name;
  const ahead = await read(given, (tx) => prepare(tx, name, null));
  if (!ahead) return;
  // Our own rows remember a longer log than there is.
  if (ahead.old > ahead.checkpoint.size)
    return raise(given, {
      witness: name,
      what: 'rolled_back',
      size: ahead.checkpoint.size,
      seen: ahead.old,
    });
  let [{ checkpoint, old }, answer] = [ahead, await ask(given, ahead)];
  if (answer.kind === 'conflict') {
    // It has seen a size that we do not remember having shown it.
    const seen = answer.size;
    if (seen > checkpoint.size)
      return raise(given, { witness: name, what: 'rolled_back', size: checkpoint.size, seen });
    const again = await read(given, (tx) => prepare(tx, name, seen));
    if (!again) return;
    ({ checkpoint, old } = again);
    answer = await ask(given, again);
  }
  if (answer.kind === 'conflict') return;
  if (answer.kind === 'forked')
    return raise(given, { witness: name, what: 'forked', size: checkpoint.size, seen: old });
  const { signature, at } = answer;
  const line = encodeSignature(signature);
  await given.db.transaction(given.hand, (tx) =>
    writeCosignature(tx as Tx, { size: checkpoint.size, witness: name, line, cosigned_at: at }),
  );
}

const ask = (given: Witnessing, { old, proof, checkpoint }: Ahead) =>
  askWitness(given.fetch, given.witness, { old, proof, note: checkpoint.note });

const read = <T>({ db, hand }: Witnessing, work: (tx: Tx) => Promise<T>): Promise<T> =>
  db.transaction(hand, work, { readOnly: true });

/** What to show the witness next; null when it has cosigned the newest checkpoint. */
async function prepare(tx: Tx, witness: string, seen: number | null): Promise<Ahead | null> {
  const checkpoint = await lastCheckpoint(tx);
  const old = seen ?? (await witnessedSize(tx, witness));
  if (!checkpoint || (seen === null && old === checkpoint.size && old > 0)) return null;
  const ranges = old > checkpoint.size ? [] : consistencyRanges(old, checkpoint.size);
  const tiles = await readTiles(tx, tilesFor(ranges));
  return { checkpoint, old, proof: ranges.map((range) => rangeHash(range, tiles)) };
}

async function raise({ db, hand, log }: Witnessing, alarm: Alarm): Promise<void> {
  const isNew = await db.transaction(hand, (tx) => writeAlarm(tx, alarm));
  if (isNew) log.error({ alarm }, 'the witness has seen another log of the trail than ours');
}
