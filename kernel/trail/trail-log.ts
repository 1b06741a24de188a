// The log over the trail as one service: appends and signs, has it witnessed, and answers with checkpoints, tiles and proofs.
import { hostname } from 'node:os';
import { system } from '@city/kernel/access';
import { newId, type Tx } from '@city/kernel/database';
import { outsideFetcher } from '@city/kernel/fetch';
import type { City } from '@city/kernel/module';
import { encodeVerifierKey } from './log/note.ts';
import { readTrailSettings } from './settings.ts';
import { type Holder, type Sequenced, sequenceBatch, signLog } from './sequencing/sequence.action.ts';
import { cosign } from './witnessing/cosign.action.ts';
import { type LogHealth, readHealth } from './witnessing/witness.store.ts';
import { askHeads } from './witnessing/witness.client.ts';
import type { Verdict } from './verifying/finding.ts';
import { dumpTrail } from './verifying/dump-trail.ts';
import { verifyTrail } from './verifying/verify-trail.ts';
import * as published from './publishing/published.store.ts';
import type { TilePath } from './log/tiles.ts';

export { commitmentOf as leafCommitment } from './log/commitment.ts';
export { readTilePath } from './log/tiles.ts';
export type { Finding, FindingKind, Verdict } from './verifying/finding.ts';
export type { ProvenEntry, PublishedCheckpoint } from './publishing/published.store.ts';

export interface TrailLog {
  readonly origin: string;
  /** The verifier keys under which checkpoints hold. */
  readonly keys: { readonly log: string; readonly witness: string | null };
  /** Appends all that waits, signs and has it witnessed. False when another process does. */
  readonly advance: () => Promise<boolean>;
  /** The newest checkpoint with what witnesses have said about it. Null before the first. */
  readonly checkpoint: () => Promise<published.PublishedCheckpoint | null>;
  /** The bytes of a tile or a bundle of entries; null when there is none in the signed log. */
  readonly tile: (path: TilePath) => Promise<Buffer | null>;
  /** Checks every entry against the log, and the log against its witness. */
  readonly verify: (progress?: (done: number, of: number) => void) => Promise<Verdict>;
  /** When the present key signed for the first time; null before that. */
  readonly keySince: () => Promise<Date | null>;
  /** How long the log is, when it was signed and witnessed last, and what the witness has cried. */
  readonly health: () => Promise<LogHealth>;
  /** Every row of the trail as a line of JSON, in the order of the log, those in no leaf at the end. */
  readonly dump: (line: (text: string) => void) => Promise<void>;
  /** The proof of an entry that the transaction's actor may read; null when it may not, or none is logged. */
  readonly prove: (tx: Tx, entryId: string) => Promise<published.ProvenEntry | null>;
}

/** Entries of one transaction of the sequencer. */
const batchEntries = 2048;
const hand = system('trail-log');

export function createTrailLog(
  city: Pick<City, 'config' | 'database' | 'publicUrl' | 'now' | 'log'>,
  options: { readonly batchEntries?: number } = {},
): TrailLog {
  const { key, witness } = readTrailSettings(city.config, city.publicUrl);
  const db = city.database.module('kernel');
  const holder: Holder = { name: `${hostname()}/${process.pid}/${newId()}`, epoch: null };
  const fetch = witness ? outsideFetcher(city.config, [new URL(witness.url).host]) : null;
  const most = options.batchEntries ?? batchEntries;

  async function step(work: (tx: Tx) => Promise<Sequenced | null>): Promise<Sequenced | null> {
    const done = await db.transaction(hand, work);
    holder.epoch = done?.epoch ?? null;
    return done;
  }

  return {
    origin: key.name,
    keys: { log: encodeVerifierKey(key), witness: witness ? encodeVerifierKey(witness.key) : null },
    advance: async () => {
      for (;;) {
        const done = await step((tx) => sequenceBatch(tx, holder, most));
        if (!done) return false;
        if (done.appended < most) break;
      }
      if (!(await step((tx) => signLog(tx, holder, key)))) return false;
      if (witness && fetch) await cosign({ db, hand, fetch, witness, log: city.log });
      return true;
    },
    checkpoint: () => db.transaction(hand, published.checkpoint, { readOnly: true }),
    tile: (path) => db.transaction(hand, (tx) => published.tile(tx, path), { readOnly: true }),
    verify: async (progress) =>
      verifyTrail({
        logKey: key,
        heads: witness && fetch ? await askHeads(fetch, witness, key.name) : null,
        read: (work) => db.transaction(hand, work, { readOnly: true }),
        ...(progress ? { progress } : {}),
      }),
    dump: (line) => dumpTrail((work) => db.transaction(hand, work, { readOnly: true }), line),
    keySince: () => db.transaction(hand, (tx) => published.signedSince(tx, key), { readOnly: true }),
    health: () => db.transaction(hand, readHealth, { readOnly: true }),
    prove: published.prove,
  };
}
