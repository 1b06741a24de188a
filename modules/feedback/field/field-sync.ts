// Brings waiting steps to the city, in order, each once; what the city refuses stays with its reason, and what follows on it waits. Pure but for the given hands.
import type { FieldAct } from './field-store.ts';

export type SyncHands = {
  /** Sends a step. @throws an error with `status`: 0 when the city cannot be reached. */
  send: (act: FieldAct) => Promise<void>;
  drop: (key: string) => Promise<void>;
  keep: (act: FieldAct) => Promise<void>;
  /** What went wrong, in words. */
  say: (error: unknown) => string;
};

/** Why a run ended: everything was tried, nobody answers, or the session is over. */
export type SyncEnd = 'done' | 'unreachable' | 'signed-out';

export async function syncActs(acts: readonly FieldAct[], hands: SyncHands): Promise<SyncEnd> {
  // After a refusal the later steps on the same report stand on nothing.
  const stuck = new Set(acts.filter(({ problem }) => problem !== null).map(({ code }) => code));
  for (const act of acts) {
    if (act.problem !== null || stuck.has(act.code)) continue;
    try {
      await hands.send(act);
      await hands.drop(act.key);
    } catch (error) {
      const status = statusOf(error);
      if (status === 401) return 'signed-out';
      if (isPassing(status)) return 'unreachable';
      stuck.add(act.code);
      await hands.keep({ ...act, problem: { status, words: hands.say(error) } });
    }
  }
  return 'done';
}

const statusOf = (error: unknown): number => {
  const status = (error as { status?: unknown } | null)?.status;
  return typeof status === 'number' ? status : 0;
};

/** Worth another try later: no network, too many at once, the city in trouble. */
const isPassing = (status: number): boolean => status === 0 || status === 429 || status >= 500;

/** The version that the next step on a report stands on: each own step before it makes one more. */
export function versionFor(
  seen: { trackingCode: string; version: number },
  acts: readonly FieldAct[],
): number {
  return (
    seen.version + acts.filter(({ code, problem }) => code === seen.trackingCode && problem === null).length
  );
}

/** The state that a report will have once its waiting steps have arrived. */
export function stateAfter(state: string, code: string, acts: readonly FieldAct[]): string {
  const last = acts.findLast((act) => act.code === code && act.problem === null)?.verb;
  if (last === 'accept') return 'accepted';
  if (last === 'start') return 'in_progress';
  if (last === 'submit') return 'resolved_pending_approval';
  return last === 'resolve' ? 'resolved' : state;
}
