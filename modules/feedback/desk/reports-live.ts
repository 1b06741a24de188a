// One live stream for all screens of reports: numbers are asked again, the screens hear of each event.
import { useQueryClient } from '@tanstack/react-query';
import { useLive } from '@city/ui/desk';
import { useEffect, useRef } from 'react';
import type { EventFacts, eventNames } from '../contract.ts';
import { keys } from './api.ts';

type EventName = (typeof eventNames)[keyof typeof eventNames];

/** Names of the events as the stream carries them; a test holds them against the contract. */
export const liveNames: readonly EventName[] = [
  'feedback.report.filed',
  'feedback.report.accepted',
  'feedback.report.assigned',
  'feedback.report.handed_over',
  'feedback.report.returned',
  'feedback.report.started',
  'feedback.report.resolved',
  'feedback.report.closed',
  'feedback.report.rejected',
  'feedback.report.reopened',
  'feedback.report.rated',
  'feedback.report.asked',
  'feedback.report.answered',
  'feedback.report.resumed',
  'feedback.report.extended',
  'feedback.report.recategorised',
  'feedback.report.submitted',
  'feedback.report.sent_back',
  'feedback.report.withdrawn',
  'feedback.report.merged',
  'feedback.report.unmerged',
  'feedback.report.transferred',
  'feedback.report.escalated',
  'feedback.report.rescheduled',
  'feedback.report.hidden',
  'feedback.report.shown',
];

/** `null`: something may have been missed. */
type Heard = EventFacts | null;
const listeners = new Set<(heard: Heard) => void>();
/** In a storm the numbers are asked this often at most. */
const numbersEveryMs = 1_500;

/** Opens the stream; once on the desk. */
export function useReportsLive(): boolean {
  const queries = useQueryClient();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const tell = (heard: Heard) => {
    timer.current ??= setTimeout(() => {
      timer.current = undefined;
      void queries.invalidateQueries({ queryKey: keys.numbers });
    }, numbersEveryMs);
    for (const listener of listeners) listener(heard);
  };
  useEffect(() => () => clearTimeout(timer.current), []);
  return useLive('reports', liveNames, {
    onEvent: (_name, data) => tell(data as EventFacts),
    onGap: () => tell(null),
  });
}

/** Hears what happens to reports while the calling part is shown. */
export function useHeard(listener: (heard: Heard) => void): void {
  const latest = useRef(listener);
  useEffect(() => {
    latest.current = listener;
  });
  useEffect(() => {
    const hear = (heard: Heard) => latest.current(heard);
    listeners.add(hear);
    return () => {
      listeners.delete(hear);
    };
  }, []);
}
