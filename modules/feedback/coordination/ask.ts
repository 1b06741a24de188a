// The calls of the coordinator's boards, and the keys under which their answers are kept.
import { askJson } from '@city/ui/desk';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useHeard } from '../desk/reports-live.ts';
import type { StormBoard, StormGroups, StormView } from '../duplicates/storm-board-schemas.ts';
import type { BouncedList, TriageList } from './coordination-schemas.ts';

export const coordinationKeys = {
  triage: ['reports', 'triage'] as const,
  bounced: ['reports', 'bounced'] as const,
  storms: ['reports', 'storms'] as const,
  groups: ['reports', 'storm-groups'] as const,
  board: (id: string) => ['reports', 'storm-board', id] as const,
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

type Storms = { items: StormView[] };

export function useStorms() {
  return useQuery({
    queryKey: coordinationKeys.storms,
    queryFn: ({ signal }) => askJson<Storms>('/api/desk/storms', { signal }),
    refetchInterval: 15_000,
    refetchOnWindowFocus: false,
  });
}

export function useStormGroups(isAsked: boolean) {
  return useQuery({
    queryKey: coordinationKeys.groups,
    queryFn: ({ signal }) => askJson<StormGroups>('/api/desk/storms/groups', { signal }),
    enabled: isAsked,
    refetchInterval: 15_000,
    refetchOnWindowFocus: false,
  });
}

export function useStormBoard(id: string) {
  return useQuery({
    queryKey: coordinationKeys.board(id),
    queryFn: ({ signal }) =>
      askJson<StormBoard>(`/api/desk/storms/${encodeURIComponent(id)}/board`, { signal }),
    refetchInterval: 15_000,
    refetchOnWindowFocus: false,
  });
}
