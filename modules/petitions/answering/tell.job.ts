// Tells those who signed a petition that it was answered, batch by batch: each person once, however often a batch is begun again.
import { system } from '@city/kernel/access';
import type { Job, ModuleContext } from '@city/kernel/module';
import { queueNotification } from '@city/kernel/notify';
import { sql } from 'kysely';
import { accessPersonsToTell, type Part } from '../cases/person.access.ts';
import { type PetitionTx, petitionSelection } from '../cases/petition.store.ts';
import type { PetitionRow, PetitionTables } from '../cases/tables.ts';
import { limits } from '../limits.ts';
import { type PetitionCity, petitionCity } from '../module-city.ts';
import { petitionNotification, type Told } from './notification.ts';
import { tellJob } from './tell.task.ts';

const actor = system('petitions.tell');

export const tellAnswerJob: Job<PetitionTables> = {
  job: tellJob,
  run: (m, payload) => tellBatch(m, payload),
};

interface Batch {
  readonly petitionId: string;
  readonly part: Part;
  readonly after: string;
}

/** Tells one batch and leaves the next one to a job of its own. */
export async function tellBatch(m: ModuleContext<PetitionTables>, batch: Batch): Promise<void> {
  const city = petitionCity(m);
  await m.db.transaction(actor, async (tx) => {
    const petition = await petitionById(tx, batch.petitionId);
    if (!petition) return;
    const persons = await accessPersonsToTell(tx, batch.petitionId, { ...batch, limit: limits.toldPerJob });
    for (const person of persons) await tellPerson(tx, city, petition, { person, what: 'answered' });
    const last = persons.at(-1);
    if (last !== undefined && persons.length === limits.toldPerJob)
      tx.enqueue(tellJob, { ...batch, after: last });
  });
}

/** Queues one message; the same news of the same petition reaches a person once, whether they began or signed it. */
export async function tellPerson(
  tx: PetitionTx,
  city: PetitionCity,
  petition: PetitionRow,
  { person, what }: { readonly person: string; readonly what: Told },
): Promise<void> {
  await queueNotification(tx, {
    to: { person },
    template: petitionNotification,
    params: {
      title: petition.title,
      what,
      body: city.bodyRegister.show(petition.body_code).name,
      dueAt: petition.due_at?.toISOString() ?? null,
      path: `/petitions/${petition.code}`,
    },
    key: `petition:${petition.petition_id}:${what}:${petition.appealed_n}`,
  });
}

export async function petitionById(tx: PetitionTx, petitionId: string): Promise<PetitionRow | undefined> {
  const found = await sql<PetitionRow>`
    select ${petitionSelection} from petitions.petition p where petition_id = ${petitionId}`.execute(tx.db);
  return found.rows[0];
}
