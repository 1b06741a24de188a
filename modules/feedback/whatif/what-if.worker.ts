// The thread in which a question is answered, so that the server goes on serving meanwhile.
import { parentPort, workerData } from 'node:worker_threads';
import { answer, type Question } from './question.ts';

/** Futures between two messages of progress. */
const every = 10;

const result = answer(workerData as Question, (done) => {
  if (done % every === 0) parentPort?.postMessage({ done });
});
parentPort?.postMessage({ answer: result });
