// Asks the simulation: notes the question with its seed, puts it onto the trail, and has it answered by a job.
import { newId } from '@city/kernel/database';
import { AppError } from '@city/kernel/errors';
import { localDate } from '@city/kernel/time';
import type { FeedbackTx } from '../cases/report.store.ts';
import { limits } from '../limits.ts';
import type { FeedbackCity } from '../module-city.ts';
import { answerTask } from './answer.task.ts';
import { officeOf } from './office.ts';
import type { WhatIfRequest } from './what-if-schemas.ts';
import { insertWhatIf, waitsForAnswer } from './what-if.store.ts';

/**
 * @returns the number of the question.
 * @throws AppError `report_body_unknown`, `report_service_unknown`, `what_if_same_body`, `what_if_history_short`, `what_if_waits`
 */
export async function askWhatIf(tx: FeedbackTx, city: FeedbackCity, request: WhatIfRequest): Promise<string> {
  checkCodes(city, request);
  const patience = new Date(tx.now.getTime() - 2 * limits.whatIfSeconds * 1000);
  if (await waitsForAnswer(tx, tx.actor.id ?? '', patience)) throw new AppError('what_if_waits');
  await checkHistory(tx, request);
  const id = newId(tx.now);
  await insertWhatIf(tx, {
    run_id: id,
    asked_at: tx.now,
    asked_by: tx.actor.id ?? '',
    asked_title: tx.actor.post?.title ?? '',
    body_code: request.body,
    other_body: request.merge?.body ?? null,
    request,
    // The seed need not be secret; it must only be kept.
    seed: request.seed ?? Math.floor(tx.now.getTime() / 1000) % 2_147_483_647,
  });
  tx.trail({ action: 'report.what-if.ask', object: { type: 'what-if', id }, detail: { ...request } });
  tx.enqueue(answerTask, { id });
  return id;
}

function checkCodes(city: FeedbackCity, { body, merge, wave, promise }: WhatIfRequest): void {
  const today = localDate(city.m.now());
  const checkBody = (code: string, field: string) => {
    if (!city.bodies.on(code, today)) throw new AppError('report_body_unknown', { field });
  };
  const checkService = (code: string | undefined, field: string) => {
    if (code !== undefined && !city.rules.catalogue.any(code))
      throw new AppError('report_service_unknown', { field });
  };
  checkBody(body, 'body');
  checkService(wave?.service, 'wave/service');
  checkService(promise?.service, 'promise/service');
  if (!merge) return;
  checkBody(merge.body, 'merge/body');
  if (merge.body === body) throw new AppError('what_if_same_body', { field: 'merge/body' });
}

async function checkHistory(tx: FeedbackTx, { body, merge }: WhatIfRequest): Promise<void> {
  const asked = [
    { code: body, field: 'body' },
    ...(merge ? [{ code: merge.body, field: 'merge/body' }] : []),
  ];
  for (const { code, field } of asked) {
    const { isEnough, reports, days } = await officeOf(tx, code);
    if (isEnough) continue;
    const needed = { needed: limits.whatIfReportsMin, neededDays: limits.whatIfDaysMin };
    throw new AppError('what_if_history_short', { field, params: { reports, days, ...needed } });
  }
}
