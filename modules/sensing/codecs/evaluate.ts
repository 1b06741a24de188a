// One call of a script in a QuickJS of its own. Runs in a thread that may be ended at any time; imports nothing of the city.
import type { QuickJSWASMModule } from 'quickjs-emscripten';
import { CODEC } from './limits.ts';

export interface Uplink {
  readonly bytes: readonly number[];
  readonly fPort: number;
}

export type Evaluated = { readonly said: string } | { readonly why: string };

/** What the script's `decodeUplink` said, as JSON, or why it said nothing. */
export function evaluate(quickjs: QuickJSWASMModule, script: string, { bytes, fPort }: Uplink): Evaluated {
  const runtime = quickjs.newRuntime();
  const deadline = performance.now() + CODEC.milliseconds;
  runtime.setMemoryLimit(CODEC.memoryBytes);
  runtime.setMaxStackSize(CODEC.stackBytes);
  runtime.setInterruptHandler(() => performance.now() > deadline);
  const context = runtime.newContext();
  try {
    const given = JSON.stringify(JSON.stringify({ bytes, fPort }));
    const result = context.evalCode(
      `${script}\n;JSON.stringify(decodeUplink(JSON.parse(${given})));`,
      'codec.js',
    );
    if (result.error) {
      const why = context.dump(result.error) as { name?: string; message?: string } | string | null;
      result.error.dispose();
      return {
        why:
          typeof why === 'object' && why !== null
            ? `${why.name ?? 'Error'}: ${why.message ?? ''}`
            : String(why),
      };
    }
    const said = context.dump(result.value) as unknown;
    result.value.dispose();
    if (typeof said !== 'string' || said.length > CODEC.answerCharacters)
      return { why: 'decodeUplink answered nothing that can be read' };
    return { said };
  } finally {
    context.dispose();
    runtime.dispose();
  }
}
