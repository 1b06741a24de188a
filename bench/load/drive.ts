// Drives one action for a while: over and over on a number of connections, or at a pace that does not wait for answers.
import type { LoadResult } from './run-load.ts';

export interface Drive {
  readonly seconds: number;
  readonly connections: number;
  /** Actions begun a second, whatever the answers do; 0 for each connection beginning anew when it was answered. */
  readonly perSecond: number;
}

/** Reads `SECONDS CONNECTIONS [PER-SECOND]` from the end of a command line. */
export function driveFrom(argv: readonly string[]): Drive {
  const [seconds = '5', connections = '16', perSecond = '0'] = argv;
  return { seconds: Number(seconds), connections: Number(connections), perSecond: Number(perSecond) };
}

/** `act` answers a status; a wait is counted from the moment at which the action was due. */
export async function drive(how: Drive, act: () => Promise<string>): Promise<LoadResult> {
  const latencies: number[] = [];
  const statuses: Record<string, number> = {};
  const timed = async (due: number) => {
    const status = await act();
    latencies.push(performance.now() - due);
    statuses[status] = (statuses[status] ?? 0) + 1;
  };
  if (how.perSecond > 0) await atPace(how, timed);
  else await byConnection(how, timed);
  return { latencies, statuses };
}

async function byConnection({ seconds, connections }: Drive, timed: (due: number) => Promise<void>) {
  const until = performance.now() + seconds * 1000;
  const worker = async () => {
    while (performance.now() < until) await timed(performance.now());
  };
  await Promise.all(Array.from({ length: connections }, worker));
}

async function atPace({ seconds, perSecond }: Drive, timed: (due: number) => Promise<void>) {
  const from = performance.now();
  const running: Promise<void>[] = [];
  for (let count = 0; count < seconds * perSecond; count++) {
    const due = from + (count * 1000) / perSecond;
    const early = due - performance.now();
    if (early > 0) await new Promise((resolve) => setTimeout(resolve, early));
    running.push(timed(due));
  }
  await Promise.all(running);
}
