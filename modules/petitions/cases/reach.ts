// The step by which a body comes to owe an answer: from the number of signatures, and nothing else.
import { termEnd } from '../rules/petition-rules.ts';
import type { Step, StepCity } from './step.ts';
import type { PetitionRow } from './tables.ts';

/** The step for a petition that has enough signatures now; null while it hasn't. */
export function reachStep({ rules, calendar }: StepCity, petition: PetitionRow, now: Date): Step | null {
  if (petition.state !== 'open' || petition.signature_n < petition.threshold) return null;
  const due = termEnd(rules, 'answer', now, calendar);
  return {
    action: 'reach',
    patch: { reached_at: now, due_at: due, first_due_at: due, escalation: 0 },
    detail: { signatures: petition.signature_n, threshold: petition.threshold, rule: petition.rule },
  };
}
