// Sending something from a form of the centre: busy while it is on its way, the city's words when it is refused, everything asked again after.
import { useQueryClient } from '@tanstack/react-query';
import type { DeskContext } from '@city/ui/desk';
import { useState } from 'react';
import { keys, problemWords } from './api.ts';

export interface Sending {
  readonly busy: boolean;
  readonly problem: string | null;
  /** Answers what came back; null when it was refused. */
  readonly run: <T>(what: () => Promise<T>, said?: string) => Promise<T | null>;
}

export function useSend({ t, announce }: Pick<DeskContext, 't' | 'announce'>): Sending {
  const queries = useQueryClient();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  return {
    busy,
    problem,
    run: async (what, said) => {
      setBusy(true);
      setProblem(null);
      try {
        const answer = await what();
        if (said !== undefined) announce(said);
        return answer;
      } catch (error) {
        setProblem(problemWords(error, t));
        return null;
      } finally {
        setBusy(false);
        await queries.invalidateQueries({ queryKey: keys.all });
      }
    },
  };
}
