// The calls that the screens of the trail make.
import { askJson, sendJson } from '@city/ui/desk';
import type { Question } from '../questions/questions.schemas.ts';
import type { LogHealth, Reading, SingleReading } from './inspect.schemas.ts';

export const questionKeys = ['looks', 'questions'] as const;

export const askQuestions = (signal: AbortSignal) =>
  askJson<{ items: Question[] }>('/api/desk/trail/questions', { signal });

export const sendAnswer = (id: string, body: { answer: string; wasRight: boolean }) =>
  sendJson(`/api/desk/trail/questions/${encodeURIComponent(id)}/answer`, body);

export const askHealth = (signal: AbortSignal) => askJson<LogHealth>('/api/desk/trail/log', { signal });

/** What an inspector asks for; every call with it is on the trail. */
export interface Asked {
  readonly from: string;
  readonly to: string;
  readonly purpose: string;
  readonly body: string;
  readonly unusual: boolean;
}

const queryOf = ({ from, to, purpose }: Asked) => new URLSearchParams({ from, to, purpose });

export async function askReadings(asked: Asked): Promise<readonly Reading[]> {
  const query = queryOf(asked);
  if (asked.body !== '') query.set('body', asked.body);
  if (asked.unusual) query.set('unusual', 'only');
  return (await askJson<{ items: Reading[] }>(`/api/desk/trail/readings?${query}`)).items;
}

export const askOfficer = async (asked: Asked, officer: string): Promise<readonly SingleReading[]> =>
  (
    await askJson<{ items: SingleReading[] }>(
      `/api/desk/trail/officers/${encodeURIComponent(officer)}/readings?${queryOf(asked)}`,
    )
  ).items;
