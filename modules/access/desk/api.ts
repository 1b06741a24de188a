// The calls that the screen of access makes, and its errors in words.
import type { Static } from 'typebox';
import type { Translate } from '@city/kernel/text';
import { ApiProblem, askJson, sendJson } from '@city/ui/desk';
import type { DecisionView } from '../decisions/decision-schemas.ts';
import type { Rights, Trial, Verdict } from './rights-schemas.ts';

export const rightsKey = ['access', 'rights'] as const;

export const askRights = (signal: AbortSignal) => askJson<Rights>('/api/desk/access/rights', { signal });

export const tryPolicy = (trial: Static<typeof Trial>) => sendJson<Verdict>('/api/desk/access/trials', trial);

/** What is asked of the log; every call with it is on the trail. */
export interface LogQuestion {
  readonly purpose: string;
  readonly outcome: string;
  readonly permission: string;
  readonly who: string;
  readonly from: string;
  readonly cursor?: string | undefined;
}

export function askDecisions(question: LogQuestion) {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(question)) if (value) query.set(name, value);
  return askJson<{ items: DecisionView[]; next: string | null }>(`/api/desk/access/decisions?${query}`);
}

export const problemWords = (error: unknown, t: Translate): string =>
  error instanceof ApiProblem && error.message !== ''
    ? error.message
    : t('Chưa nối được máy chủ. Thử lại sau ít phút.');
