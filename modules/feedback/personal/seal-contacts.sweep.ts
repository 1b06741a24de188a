// Seals contacts and messages that were kept in clear before: row by row from the start on, going on where a stopped process was.
import { sql } from 'kysely';
import { system } from '@city/kernel/access';
import type { Sweep } from '@city/kernel/jobs';
import type { ModuleContext } from '@city/kernel/module';
import { markOf, sealContact } from '../cases/contact-seal.ts';
import type { FeedbackTx } from '../cases/report.store.ts';
import type { FeedbackTables, ReporterRow } from '../cases/tables.ts';
import { conversationId, conversationPlace, messagePlace } from '../channels/conversation/message-seal.ts';
import { sealWords } from '../cases/original-words.access.ts';
import { sealNote, sealRating } from '../handling/sealed-words.ts';
import { limits } from '../limits.ts';

const actor = { ...system('feedback.seal-contacts'), purpose: 'seal what stands in clear' };

export function sealContactsSweep(m: ModuleContext<FeedbackTables>): Sweep {
  return {
    name: 'feedback.seal-contacts',
    // What is new is sealed as it is written; only a restored copy of old days can bring more.
    everyMilliseconds: 3_600_000,
    run: async () => {
      for (const batch of [
        sealReporters,
        sealMessages,
        sealConversations,
        sealOriginals,
        sealNotes,
        sealRatings,
      ])
        while ((await m.db.transaction(actor, batch)) === limits.sealBatch);
      return null;
    },
  };
}

/** One batch; answers how many rows it sealed. */
export async function sealReporters(tx: FeedbackTx): Promise<number> {
  const found = await sql<ReporterRow>`
    select report_id, name, phone, email from feedback.reporter
     where name is not null or phone is not null or email is not null order by report_id limit ${limits.sealBatch}`.execute(
    tx.db,
  );
  for (const row of found.rows) {
    const sealed = sealContact(tx.seals, row.report_id, row);
    await sql`select feedback.seal_reporter(${row.report_id}, ${sealed.data_key}, ${sealed.sealed}, ${sealed.phone_mark}, ${sealed.email_mark})`.execute(
      tx.db,
    );
  }
  return found.rows.length;
}

export async function sealMessages(tx: FeedbackTx): Promise<number> {
  const found = await sql<{ message_id: string; sender: string; words: string; hints: object }>`
    select message_id, sender, words, hints from feedback.message_in where sender is not null
     order by message_id limit ${limits.sealBatch}`.execute(tx.db);
  for (const { message_id: id, sender, words, hints } of found.rows) {
    const { data_key: key, sealed } = tx.seals.seal(messagePlace, id, { sender, words, hints });
    await sql`select feedback.seal_message(${id}, ${markOf(tx.seals, sender)}, ${key}, ${sealed})`.execute(
      tx.db,
    );
  }
  return found.rows.length;
}

export async function sealConversations(tx: FeedbackTx): Promise<number> {
  const found = await sql<{ channel: string; sender: string; pending: unknown }>`
    select channel, sender, pending from feedback.conversation where pending is not null
     order by channel, sender limit ${limits.sealBatch} for update`.execute(tx.db);
  for (const { channel, sender, pending } of found.rows) {
    const mark = markOf(tx.seals, sender).toString('hex');
    const { data_key: key, sealed } = tx.seals.seal(
      conversationPlace,
      conversationId(channel, mark),
      pending,
    );
    // Whoever has written again meanwhile has begun anew: that counts.
    await sql`
      with old as (delete from feedback.conversation where channel = ${channel} and sender = ${sender} returning expires_at)
      insert into feedback.conversation (channel, sender, data_key, sealed, expires_at)
      select ${channel}, ${mark}, ${key}, ${sealed}, expires_at from old on conflict do nothing`.execute(
      tx.db,
    );
  }
  return found.rows.length;
}

/** Notes from before; a dash stands where a person was erased. */
export async function sealNotes(tx: FeedbackTx): Promise<number> {
  const found = await sql<{ report_id: string; note_id: string; words: string }>`
    select report_id, note_id, words from feedback.note where words is not null and words <> '—'
     order by report_id, note_id limit ${limits.sealBatch}`.execute(tx.db);
  for (const row of found.rows) {
    const { data_key: key, sealed } = sealNote(tx.seals, row);
    await sql`select feedback.seal_note(${row.report_id}, ${row.note_id}, ${key}, ${sealed})`.execute(tx.db);
  }
  return found.rows.length;
}

export async function sealRatings(tx: FeedbackTx): Promise<number> {
  const found = await sql<{ report_id: string; round: number; words: string }>`
    select report_id, round, words from feedback.rating where words is not null
     order by report_id, round limit ${limits.sealBatch}`.execute(tx.db);
  for (const row of found.rows) {
    const { data_key: key, sealed } = sealRating(tx.seals, row);
    await sql`select feedback.seal_rating(${row.report_id}, ${row.round}::smallint, ${key}, ${sealed})`.execute(
      tx.db,
    );
  }
  return found.rows.length;
}

/** Words in clear that the public does not see: from before they were sealed, or since a moderator made the public ones shorter. */
export async function sealOriginals(tx: FeedbackTx): Promise<number> {
  const found = await sql<{ report_id: string; words: string; words_public: string; filed_at: Date }>`
    select report_id, words, words_public, filed_at from feedback.report where words <> words_public
     order by report_id limit ${limits.sealBatch} for update`.execute(tx.db);
  for (const report of found.rows) {
    const row = sealWords(tx.seals, report);
    if (row)
      await sql`insert into feedback.original_words (report_id, data_key, sealed, added_at)
        values (${report.report_id}, ${row.data_key}, ${row.sealed}, ${report.filed_at}) on conflict do nothing`.execute(
        tx.db,
      );
    await sql`update feedback.report set words = words_public where report_id = ${report.report_id}`.execute(
      tx.db,
    );
  }
  return found.rows.length;
}
