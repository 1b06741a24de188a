// The last twelve hours as columns, the running one marked.
import type { Column } from './bars.tsx';
import { flowOf, hourMs, hourOf, type ReportsState } from './reports-state.ts';

const shownHours = 12;

export function lastHours(state: ReportsState, now: number, of: 'filed' | 'answered'): readonly Column[] {
  const current = hourOf(now);
  return Array.from({ length: shownHours }, (_, at) => {
    const key = current - (shownHours - 1 - at) * hourMs;
    return { key, value: flowOf(state.hours, key)[of], isNow: key === current };
  });
}
