// From a stored question and the history to all that the answer depends on, and the fingerprint of that.
import { createHash } from 'node:crypto';
import type { WorkingCalendar } from '@city/kernel/time';
import { limits } from '../limits.ts';
import { dayMs, knownAt, type Visit } from './history.ts';
import type { Question } from './question.ts';
import type { WhatIfRow } from './what-if.store.ts';
import { holidays, workingSpans } from './working-spans.ts';

/** Working time is laid out beyond the horizon, for promises given on its last day. */
const promiseDays = 120;

type Stored = Pick<WhatIfRow, 'asked_at' | 'body_code' | 'other_body' | 'request' | 'seed'>;

/** The question with the history as it was known when it was asked: later steps change nothing. */
export function ask(stored: Stored, history: readonly Visit[], calendar: WorkingCalendar): Question {
  const { request } = stored;
  const askedAt = stored.asked_at.getTime();
  const visits = knownAt(history, askedAt);
  const from = visits.reduce((least, { arrivedAt }) => Math.min(least, arrivedAt), askedAt);
  const before = askedAt + (limits.whatIfHorizonDays + promiseDays) * dayMs;
  return {
    visits,
    bodies: [stored.body_code, ...(stored.other_body === null ? [] : [stored.other_body])],
    officers: [request.officers, ...(request.merge ? [request.merge.officers] : [])],
    askedAt,
    horizonDays: limits.whatIfHorizonDays,
    holidays: holidays(calendar, { from, before }),
    working: workingSpans(calendar, { from: askedAt, before }),
    scenario: {
      moreOfficers: request.moreOfficers ?? 0,
      wave: request.wave ? { ...request.wave, service: request.wave.service ?? null } : null,
      isMerged: request.merge !== undefined,
      promise: request.promise ? { ...request.promise, service: request.promise.service ?? null } : null,
      order: request.order ?? null,
    },
    seed: stored.seed,
    replications: limits.whatIfFutures,
  };
}

/** SHA-256 of the question: equal hashes, equal answers. */
export function hashOf(question: Question): string {
  return createHash('sha256').update(JSON.stringify(question)).digest('hex');
}
