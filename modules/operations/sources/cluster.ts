// When citizens' reports are a cluster: enough of one kind, near each other, within the time of the rule. Pure.
import { distanceMetres } from '@city/kernel/geo';

export interface ReportPoint {
  readonly code: string;
  readonly lat: number;
  readonly lon: number;
}

/** The reports near `centre`, itself included, in the order given. */
export function near<R extends ReportPoint>(centre: ReportPoint, reports: readonly R[], metres: number): R[] {
  return reports.filter((report) => distanceMetres(centre, report) <= metres);
}

/** How grave a cluster is by its size: twice the rule's number is severe, four times extreme. */
export function clusterSeverity(count: number, rule: { readonly reports: number }): number {
  if (count >= 4 * rule.reports) return 4;
  return count >= 2 * rule.reports ? 3 : 2;
}
