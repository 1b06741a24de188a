// The thread in which scripts of devices run, one after the other.
import { parentPort } from 'node:worker_threads';
import { getQuickJS } from 'quickjs-emscripten';
import { evaluate, type Uplink } from './evaluate.ts';

const quickjs = await getQuickJS();
parentPort?.on('message', ({ script, uplink }: { script: string; uplink: Uplink }) => {
  parentPort?.postMessage(evaluate(quickjs, script, uplink));
});
parentPort?.postMessage('ready');
