// Tells those who follow warnings for a unit that is concerned, batch by batch: each person once, however often a batch is begun again.
import { system } from '@city/kernel/access';
import type { Job, ModuleContext } from '@city/kernel/module';
import { queueNotification } from '@city/kernel/notify';
import { sql } from 'kysely';
import { limits } from '../limits.ts';
import type { OperationsTables } from '../tables.ts';
import { warningNotification } from './notification.ts';
import { tellWarningJob } from './tell.task.ts';
import { findWarning } from './warning.store.ts';

const actor = system('operations.tell');

export const tellJob: Job<OperationsTables> = {
  job: tellWarningJob,
  run: (m, payload) => tellBatch(m, payload),
};

/** Tells one batch and leaves the next one to a job of its own. */
export async function tellBatch(
  m: ModuleContext<OperationsTables>,
  batch: { readonly warningId: string; readonly after: string },
): Promise<void> {
  await m.db.transaction(actor, async (tx) => {
    const row = await findWarning(tx, batch.warningId);
    if (!row || row.sent_at === null || row.status !== 'Actual') return;
    const found = await sql<{ person_id: string }>`
      select person_id from operations.follower
       where person_id > ${batch.after}::uuid
         and (cardinality(areas) = 0 or cardinality(${row.areas}::text[]) = 0 or areas && ${row.areas}::text[])
       order by person_id limit ${limits.toldPerJob}`.execute(tx.db);
    for (const { person_id: person } of found.rows)
      await queueNotification(tx, {
        to: { person },
        template: warningNotification,
        params: {
          headline: { vi: row.headline_vi, en: row.headline_en },
          description: { vi: row.description_vi, en: row.description_en },
          instruction: { vi: row.instruction_vi, en: row.instruction_en },
          isOver: row.msg_type === 'Cancel',
          path: '/warnings',
        },
        key: `warning:${row.warning_id}`,
      });
    const last = found.rows.at(-1);
    if (last && found.rows.length === limits.toldPerJob)
      tx.enqueue(tellWarningJob, { ...batch, after: last.person_id });
  });
}
