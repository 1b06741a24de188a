// The promise of a report: by when a body must accept and answer, from dated policies and the working calendar.
import { dueAt, localDate, startDeadline, type Term, type WorkingCalendar } from '@city/kernel/time';
import {
  type DeadlinePolicy,
  type DeadlinesFile,
  isValidOn,
  type LegalDocument,
  type MatterKind,
  type Severity,
} from '../services/city-data.ts';

export interface Terms {
  readonly acceptDueAt: Date;
  readonly dueAt: Date;
  readonly policy: DeadlinePolicy;
}

/**
 * The policy for a service and severity on a day (YYYY-MM-DD): one that names the service before one for all.
 * Undefined when the city had promised nothing then.
 */
export function policyFor(
  file: DeadlinesFile,
  matter: { service: string; severity: Severity; kind?: MatterKind; day: string },
): DeadlinePolicy | undefined {
  const fitting = file.policies.filter(
    (policy) =>
      policy.severity === matter.severity &&
      (policy.kind ?? 'phan_anh') === (matter.kind ?? 'phan_anh') &&
      isValidOn(policy, matter.day),
  );
  return (
    fitting.find(({ service }) => service === matter.service) ??
    fitting.find(({ service }) => service === '*')
  );
}

/** Both due times of a matter that began at `startedAt`, or null where the city promises nothing. */
export function termsFor(
  file: DeadlinesFile,
  calendar: WorkingCalendar,
  matter: { service: string; severity: Severity; kind?: MatterKind },
  startedAt: Date,
): Terms | null {
  const policy = policyFor(file, { ...matter, day: localDate(startedAt) });
  if (!policy) return null;
  const end = (term: DeadlinePolicy['accept']): Date => {
    const full: Term = { ...term, source: policy.document };
    // Without pauses a due time is always known.
    return dueAt(startDeadline(startedAt, full), calendar) as Date;
  };
  return { acceptDueAt: end(policy.accept), dueAt: end(policy.resolve), policy };
}

/** Until when an answer given at `answeredAt` may be contested: the end of the last day of the window. */
export function reopenUntil(file: DeadlinesFile, answeredAt: Date): Date {
  const day = localDate(answeredAt);
  const window = file.reopenWindow.find((row) => isValidOn(row, day));
  const days = window?.calendarDays ?? 0;
  return new Date(answeredAt.getTime() + days * 86_400_000);
}

/** How often bodies may return a report before the coordinator's choice is final. */
export function returnsAllowed(file: DeadlinesFile, day: string): number {
  return file.returnsAllowed.find((row) => isValidOn(row, day))?.count ?? 0;
}

/** The policy a stored report was promised under, with its document. */
export function policyOf(
  file: DeadlinesFile,
  documents: readonly LegalDocument[],
  id: string | null,
): { policy: DeadlinePolicy; document: LegalDocument } | null {
  const policy = file.policies.find((row) => row.id === id);
  const document = documents.find(({ code }) => code === policy?.document);
  return policy && document ? { policy, document } : null;
}
