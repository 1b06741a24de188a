// The thread in which a run is worked out, so that the server goes on serving meanwhile.
import { parentPort, workerData } from 'node:worker_threads';
import { type RunCase, runCase } from './run-case.ts';

/** Per cent of progress between two messages. */
const every = 2;
let told = 0;

const result = await runCase(workerData as RunCase, (share) => {
  const percent = Math.floor(share * 100);
  if (percent < told + every) return;
  told = percent;
  parentPort?.postMessage({ percent });
});
parentPort?.postMessage({ result });
