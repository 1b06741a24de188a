// Answers a question in a thread of its own, within a limit of time and memory.
import { Worker } from 'node:worker_threads';
import type { Answer, Question } from './question.ts';

/** The limit of time was over before the answer was there. */
export class TookTooLong extends Error {}

type Message = { readonly done: number } | { readonly answer: Answer };

/**
 * @param options.tell hears how many futures have been run
 * @throws TookTooLong; what the simulation throws
 */
export function answerInThread(
  question: Question,
  options: { limitMs: number; memoryMb: number; tell: (done: number) => void },
): Promise<Answer> {
  // The file runs as it is written: Node strips its types, also where the server itself is bundled.
  const worker = new Worker(new URL('./what-if.worker.ts', import.meta.url), {
    workerData: question,
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: options.memoryMb },
  });
  return new Promise<Answer>((resolve, reject) => {
    const timer = setTimeout(() => {
      reject(new TookTooLong(`no answer within ${options.limitMs} ms`));
      void worker.terminate();
    }, options.limitMs);
    worker.on('message', (message: Message) => {
      if ('answer' in message) resolve(message.answer);
      else options.tell(message.done);
    });
    worker.on('error', reject);
    worker.on('exit', (code) => {
      clearTimeout(timer);
      reject(new Error(`the simulation ended with ${code}`));
    });
  });
}
