// The calls that the twin's screen makes.
import type { Translate } from '@city/kernel/text';
import type { UnitCollection } from '@city/ui/parts';
import { ApiProblem, askJson, newKey, sendJson } from '@city/ui/desk';
import type {
  Catalogue,
  Comparison,
  NewRun,
  NewScenario,
  RunSummary,
  RunView,
  Scenario,
} from '../contract.ts';

export const keys = {
  units: ['twin', 'units'] as const,
  catalogue: ['twin', 'catalogue'] as const,
  scenarios: ['twin', 'scenarios'] as const,
  runs: ['twin', 'runs'] as const,
  run: (id: string) => ['twin', 'run', id] as const,
  compare: (one: string, other: string) => ['twin', 'compare', one, other] as const,
};

export const askUnits = (signal: AbortSignal) => askJson<UnitCollection>('/api/units/boundaries', { signal });
export const askCatalogue = (signal: AbortSignal) => askJson<Catalogue>('/api/desk/twin', { signal });
export const askScenarios = (signal: AbortSignal) =>
  askJson<{ items: Scenario[] }>('/api/desk/twin/scenarios', { signal });
export const askRuns = (signal: AbortSignal) =>
  askJson<{ items: RunSummary[] }>('/api/desk/twin/runs', { signal });
export const askRun = (id: string, signal: AbortSignal) =>
  askJson<RunView>(`/api/desk/twin/runs/${encodeURIComponent(id)}`, { signal });
export const askComparison = (one: string, other: string, signal: AbortSignal) =>
  askJson<Comparison>(`/api/desk/twin/compare?${new URLSearchParams({ one, other })}`, { signal });

const once = () => ({ 'idempotency-key': newKey() });
export const sendScenario = (given: NewScenario) =>
  sendJson<Scenario>('/api/desk/twin/scenarios', given, once());
export const sendRun = (given: NewRun) => sendJson<{ id: string }>('/api/desk/twin/runs', given, once());
export const sendRepeat = (id: string) => sendJson<{ id: string }>(`/api/desk/twin/runs/${id}/repeat`, {});
export const sendStop = (id: string) => sendJson<{ state: string }>(`/api/desk/twin/runs/${id}/stop`, {});

/** What went wrong, in words. */
export function problemWords(error: unknown, t: Translate): string {
  if (!(error instanceof ApiProblem) || error.message === '')
    return t('Chưa nối được máy chủ. Thử lại sau ít phút.');
  return [error.message, ...error.fields.map(({ pointer, detail }) => `${pointer}: ${detail}`)].join(' ');
}
