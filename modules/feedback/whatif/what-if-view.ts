// A question and its answer as the interface shows them.
import { limits } from '../limits.ts';
import { feedbackErrors, type FeedbackError } from '../errors.ts';
import type { FeedbackCity } from '../module-city.ts';
import type { PastLook } from './error-band.ts';
import type { Answer } from './question.ts';
import type { WhatIfAnswer, WhatIfView } from './what-if-schemas.ts';
import type { WhatIfRow } from './what-if.store.ts';

const instant = (at: number): string => new Date(at).toISOString();

/** The answer with instants in words; a figure that does not exist anywhere (nothing was due) is 0. */
export function answerView(answer: Answer): WhatIfAnswer {
  const look = ({ from, before, ...shares }: PastLook) => ({
    ...shares,
    from: instant(from),
    before: instant(before),
  });
  const view = {
    ...answer,
    from: instant(answer.from),
    before: instant(answer.before),
    since: instant(answer.since),
    looks: { due: answer.looks.due.map(look), answered: answer.looks.answered.map(look) },
  };
  // NaN has no place in JSON; where no future has a figure the screen says so by its empty dots.
  return JSON.parse(JSON.stringify(view, (_key, value: unknown) => (Number.isNaN(value) ? 0 : value)));
}

export function whatIfView(city: FeedbackCity, row: WhatIfRow, now: Date): WhatIfView {
  const isLost =
    row.finished_at === null && now.getTime() - row.asked_at.getTime() > 2 * limits.whatIfSeconds * 1000;
  const problem = row.problem ?? (isLost ? 'what_if_too_long' : null);
  const bodyOf = (code: string) => ({ code, name: city.bodies.show(code).name });
  return {
    id: row.run_id,
    state: row.answer ? 'done' : problem === null ? 'waiting' : 'failed',
    askedAt: row.asked_at.toISOString(),
    askedBy: row.asked_title,
    body: bodyOf(row.body_code),
    otherBody: row.other_body === null ? null : bodyOf(row.other_body),
    request: row.request,
    seed: row.seed,
    inputHash: row.input_hash,
    done: row.done_n,
    of: limits.whatIfFutures,
    answer: row.answer,
    problem: problem === null ? null : feedbackErrors[problem as FeedbackError].title,
  };
}
