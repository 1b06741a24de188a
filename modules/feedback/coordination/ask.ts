// The calls of the coordinator's boards, and the keys under which their answers are kept.
import { askJson } from '@city/ui/desk';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useHeard } from '../desk/reports-live.ts';
import type { BouncedList, TriageList } from './coordination-schemas.ts';

export const coordinationKeys = {
  triage: ['reports', 'triage'] as const,
  bounced: ['reports', 'bounced'] as const,
};

export function useTriage(isAsked = true) {
  return useQuery({
    queryKey: coordinationKeys.triage,
    queryFn: ({ signal }) => askJson<TriageList>('/api/desk/triage', { signal }),
    enabled: isAsked,
    refetchInterval: 60_000,
    refetchOnWindowFocus: false,
  });
}

export function useBounced() {
  return useQuery({
    queryKey: coordinationKeys.bounced,
    queryFn: ({ signal }) => askJson<BouncedList>('/api/desk/bounced', { signal }),
    refetchOnWindowFocus: false,
  });
}

/** How often a board asks again while reports keep coming. */
const boardEveryMs = 2_000;

/** Asks again for these keys when something happens to reports, at most every two seconds. */
export function useAskAgain(queryKey: readonly unknown[]): void {
  const queries = useQueryClient();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useHeard(() => {
    timer.current ??= setTimeout(() => {
      timer.current = undefined;
      void queries.invalidateQueries({ queryKey: [...queryKey] });
    }, boardEveryMs);
  });
  useEffect(() => () => clearTimeout(timer.current), []);
}
