// How a body kept its promises, by kind of matter: counted from the reports it answered.
import type { DeskItem } from '../contract.ts';

export type KeptShare = {
  service: string;
  name: { vi: string; en: string };
  answered: number;
  onTime: number;
  open: number;
  overdue: number;
  share: number | null;
};

type Row = Pick<DeskItem, 'service' | 'serviceName' | 'verdict' | 'resolvedAt' | 'closedAt' | 'firstDueAt'>;

/**
 * Answers since `since`, against the first promise: a promise that was moved counts as it was given.
 * Kinds with most answers first.
 */
export function keptByService(rows: readonly Row[], since: Date): KeptShare[] {
  return [...Map.groupBy(rows, (row) => row.service)]
    .map(([service, own]) => {
      const answered = own.filter(
        (row) => row.firstDueAt !== null && Date.parse(row.resolvedAt ?? '') >= since.getTime(),
      );
      const onTime = answered.filter(
        (row) => Date.parse(row.resolvedAt ?? '') <= Date.parse(row.firstDueAt ?? ''),
      ).length;
      return {
        service,
        name: own[0]?.serviceName ?? { vi: service, en: service },
        answered: answered.length,
        onTime,
        open: own.filter(({ verdict }) => verdict === 'open' || verdict === 'overdue').length,
        overdue: own.filter(({ verdict }) => verdict === 'overdue').length,
        share: answered.length === 0 ? null : onTime / answered.length,
      };
    })
    .toSorted((a, b) => b.answered - a.answered || b.open - a.open);
}
