// A body says that the matter is not its own: it goes back to the coordinator, at most so often.
import type { CityRules } from '../services/city-files.ts';
import type { FeedbackTx } from './report.store.ts';
import { type Opened, takeStep } from './step.ts';
import type { ReportRow } from './tables.ts';

export function returnReport(
  tx: FeedbackTx,
  rules: CityRules,
  opened: Opened,
  input: { reason: string },
): Promise<ReportRow> {
  const coordinator = rules.bodies.coordinator;
  return takeStep(tx, opened, {
    action: 'return',
    reason: input.reason,
    toBody: coordinator,
    patch: {
      body_code: coordinator,
      handler_id: null,
      handler_title: null,
      returned_n: opened.report.returned_n + 1,
    },
  });
}
