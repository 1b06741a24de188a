// The thread of the scripts: made when first needed, ended and made anew when a script does not stop by itself.
import { Worker } from 'node:worker_threads';
import type { Evaluated, Uplink } from './evaluate.ts';
import { CODEC } from './limits.ts';

let current: Promise<Worker> | null = null;
let turn: Promise<unknown> = Promise.resolve();

/** Runs a script; one that holds the thread is answered with `why`. */
export function runInThread(script: string, uplink: Uplink): Promise<Evaluated> {
  const next = turn.then(() => runNow(script, uplink));
  turn = next.catch(() => {});
  return next;
}

async function runNow(script: string, uplink: Uplink): Promise<Evaluated> {
  current ??= startThread();
  const worker = await current;
  return new Promise<Evaluated>((resolve) => {
    const end = (answer: Evaluated): void => {
      clearTimeout(timer);
      worker.off('message', end).off('error', broken).off('exit', broken);
      resolve(answer);
    };
    const broken = (): void => {
      current = null;
      end({ why: 'InternalError: the engine broke' });
    };
    // Built-in functions of the engine cannot be interrupted: only ending the thread ends them.
    const timer = setTimeout(() => {
      current = null;
      end({ why: `InternalError: interrupted after ${CODEC.threadMilliseconds} ms` });
      void worker.terminate();
    }, CODEC.threadMilliseconds);
    worker.once('message', end);
    worker.once('error', broken);
    worker.once('exit', broken);
    worker.postMessage({ script, uplink });
  });
}

async function startThread(): Promise<Worker> {
  // The file runs as it is written: Node strips its types, also where the server itself is bundled.
  const worker = new Worker(new URL('./codec.worker.ts', import.meta.url), {
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: 64 },
  });
  worker.unref();
  await new Promise<void>((resolve, reject) => {
    worker.once('error', reject);
    worker.once('message', () => {
      worker.off('error', reject);
      resolve();
    });
  });
  return worker;
}
