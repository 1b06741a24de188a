// The calls that the plan's screen makes.
import type { Translate } from '@city/kernel/text';
import { ApiProblem, askJson, sendJson } from '@city/ui/desk';
import type {
  DecisionInput,
  FigureInput,
  IndexSummary,
  UnitSheet,
  WhatIf,
  WhatIfInput,
} from '../contract.ts';

export interface Chosen {
  readonly version: string;
  readonly period: string;
  readonly unit: string;
}

export const keys = {
  indices: ['plan', 'indices'] as const,
  sheet: ({ version, period, unit }: Chosen) => ['plan', 'sheet', version, period, unit] as const,
};

export const askIndices = (signal: AbortSignal) =>
  askJson<{ items: IndexSummary[] }>('/api/plan/index', { signal });

export const askSheet = ({ version, period, unit }: Chosen, signal: AbortSignal) =>
  askJson<UnitSheet>(`/api/desk/plan/index/${version}/${period}/units/${encodeURIComponent(unit)}`, {
    signal,
  });

export const sendFigure = (figure: FigureInput) => sendJson('/api/desk/plan/figures', figure);
export const sendDecision = (decision: DecisionInput) =>
  sendJson('/api/desk/plan/figures/decision', decision);
export const askWhatIf = (given: WhatIfInput) => sendJson<WhatIf>('/api/desk/plan/what-if', given);
export const sendPublication = (given: Pick<Chosen, 'version' | 'period'>) =>
  sendJson<{ edition: number }>('/api/desk/plan/publications', given);

/** What went wrong, in words. */
export const problemWords = (error: unknown, t: Translate): string =>
  error instanceof ApiProblem && error.message !== ''
    ? error.message
    : t('Chưa nối được máy chủ. Thử lại sau ít phút.');
