// Answers a question in a thread and writes down how far it is; done again after a crash it comes to the same answer.
import { system } from '@city/kernel/access';
import type { Job, ModuleContext } from '@city/kernel/module';
import type { FeedbackTables } from '../cases/tables.ts';
import type { FeedbackError } from '../errors.ts';
import { limits } from '../limits.ts';
import { answerTask } from './answer.task.ts';
import { ask, hashOf } from './ask-question.ts';
import { historyOf } from './office.ts';
import { answerInThread, TookTooLong } from './run-in-thread.ts';
import { findWhatIf, finishWhatIf, tellDone } from './what-if.store.ts';
import { answerView } from './what-if-view.ts';

const actor = system('feedback.what-if');

export const answerJob: Job<FeedbackTables> = {
  job: answerTask,
  run: (m, payload: { id: string }) => answerWhatIf(m, payload.id),
};

/** Answers the question of a number, unless it has been answered. */
export async function answerWhatIf(m: ModuleContext<FeedbackTables>, id: string): Promise<void> {
  const read = await m.db.transaction(
    actor,
    async (tx) => {
      const row = await findWhatIf(tx, id);
      if (!row || row.finished_at) return null;
      const bodies = [row.body_code, ...(row.other_body === null ? [] : [row.other_body])];
      return { row, visits: await historyOf(tx, bodies, row.asked_at) };
    },
    { readOnly: true },
  );
  if (!read) return;
  const question = ask(read.row, read.visits, m.calendar);
  let telling = Promise.resolve();
  const tell = (done: number): void => {
    telling = telling.then(() => m.db.transaction(actor, (tx) => tellDone(tx, id, done)));
    telling.catch(() => {});
  };
  const bounds = { limitMs: limits.whatIfSeconds * 1000, memoryMb: limits.whatIfMemoryMb, tell };
  const found = await answerInThread(question, bounds).then(
    (answer) => ({ answer: answerView(answer), problem: null }),
    (error: unknown) => {
      m.log.warn({ err: error, run: id }, 'a question to the simulation found no answer');
      return { answer: null, problem: problemOf(error) };
    },
  );
  // A progress that could not be told is no reason to lose the answer.
  await telling.catch(() => {});
  const end = {
    ...found,
    hash: hashOf(question),
    done: found.answer ? question.replications : read.row.done_n,
  };
  await m.db.transaction(actor, (tx) => finishWhatIf(tx, id, end));
}

function problemOf(error: unknown): FeedbackError {
  return error instanceof TookTooLong ? 'what_if_too_long' : 'what_if_failed';
}
