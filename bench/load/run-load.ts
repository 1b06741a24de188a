// Runs a load generator and reads its result.
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

export interface LoadResult {
  readonly latencies: readonly number[];
  readonly statuses: Readonly<Record<string, number>>;
}

export async function runLoad(name: string, ...args: (string | number)[]): Promise<LoadResult> {
  const file = join(import.meta.dirname, `${name}.ts`);
  const run = promisify(execFile);
  const { stdout } = await run(process.execPath, ['--import', 'tsx', file, ...args.map(String)], {
    maxBuffer: 200_000_000,
  });
  return JSON.parse(stdout) as LoadResult;
}
