// Works a run out in a thread of its own, within limits of time and memory, and stops it when it is no longer wanted.
import { Worker } from 'node:worker_threads';
import type { RunResult } from './result.ts';
import type { RunCase } from './run-case.ts';

/** The limit of time was over before the result was there. */
export class TookTooLong extends Error {}
/** Somebody called the run off. */
export class CalledOff extends Error {}

type Message = { readonly percent: number } | { readonly result: RunResult };

export interface ThreadOptions {
  readonly limitSeconds: number;
  readonly memoryMb: number;
  readonly tell: (percent: number) => void;
  readonly off: AbortSignal;
}

/** @throws TookTooLong, CalledOff, or what the engine throws */
export function runInThread(given: RunCase, options: ThreadOptions): Promise<RunResult> {
  // The file runs as it is written: Node strips its types, also where the server itself is bundled.
  const worker = new Worker(new URL('./run.worker.ts', import.meta.url), {
    workerData: given,
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: options.memoryMb },
  });
  return new Promise<RunResult>((resolve, reject) => {
    const end = (error: Error): void => {
      reject(error);
      void worker.terminate();
    };
    const timer = setTimeout(
      () => end(new TookTooLong(`no result within ${options.limitSeconds} s`)),
      options.limitSeconds * 1_000,
    );
    const calledOff = () => end(new CalledOff());
    options.off.addEventListener('abort', calledOff, { once: true });
    if (options.off.aborted) calledOff();
    worker.on('message', (message: Message) => {
      if ('result' in message) resolve(message.result);
      else options.tell(message.percent);
    });
    worker.on('error', reject);
    worker.on('exit', (code) => {
      clearTimeout(timer);
      options.off.removeEventListener('abort', calledOff);
      reject(new Error(`the thread ended with ${code}`));
    });
  });
}
