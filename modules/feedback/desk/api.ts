// The calls that the reports' screens make, and the keys under which answers are kept.
import { askJson, newKey, sendForm, sendJson } from '@city/ui/desk';
import type { BodyRef, Contact, DeskItem, DeskView, Queue, ReportView, TransferKind } from '../contract.ts';
import type { QueueNumbers } from './queues.ts';

export type Page = { items: DeskItem[]; next: string | null };

export const keys = {
  numbers: ['reports', 'numbers'] as const,
  list: (queue: Queue, q: string) => ['reports', 'list', queue, q] as const,
  lists: ['reports', 'list'] as const,
  one: (code: string) => ['reports', 'one', code] as const,
  bodies: ['reports', 'bodies'] as const,
  units: ['units', 'boundaries'] as const,
};

export const askNumbers = (signal: AbortSignal) => askJson<QueueNumbers>('/api/desk/queues', { signal });

export function askPage(
  queue: Queue,
  q: string,
  cursor: string | null,
  signal: AbortSignal,
  limit = 50,
): Promise<Page> {
  const query = new URLSearchParams({ queue, limit: String(limit) });
  if (q !== '') query.set('q', q);
  if (cursor !== null) query.set('cursor', cursor);
  return askJson<Page>(`/api/desk/reports?${query}`, { signal });
}

export const askReport = (code: string, signal: AbortSignal) =>
  askJson<DeskView>(`/api/desk/reports/${encodeURIComponent(code)}`, { signal });

/** Shows how the reporter can be reached; the purpose goes onto the trail. Not kept anywhere. */
export async function askContact(code: string, purpose: string): Promise<Contact | null> {
  const { contact } = await askJson<DeskView>(
    `/api/desk/reports/${encodeURIComponent(code)}?${new URLSearchParams({ purpose })}`,
  );
  return contact;
}

export const askBodies = async (signal: AbortSignal) =>
  (await askJson<{ items: BodyRef[] }>('/api/reports/bodies', { signal })).items;

export type Step =
  | { verb: 'accept' | 'start' | 'close'; words?: string }
  | { verb: 'assign'; me: true }
  | { verb: 'assign'; body: string; reason: string }
  | { verb: 'resolve' | 'submit'; words: string; photos: readonly File[] }
  | { verb: 'ask' | 'answer' | 'notes' | 'send-back'; words: string }
  | { verb: 'resume' | 'withdraw' }
  | { verb: 'merge'; master: string; reason: string }
  | { verb: 'unmerge'; reason: string }
  | { verb: 'approve'; words?: string }
  | {
      verb: 'extension';
      amount: number;
      unit: 'working-hours' | 'working-days' | 'calendar-days';
      reason: string;
    }
  | { verb: 'extend'; approve: boolean; words?: string }
  | { verb: 'transfer'; kind: TransferKind; reason: string }
  | { verb: 'recategorise'; service: string; reason: string }
  | { verb: 'return' | 'reject' | 'reopen'; reason: string };

/**
 * Takes a step on the report as it was seen. `key` makes a repeated sending harmless.
 * @throws ApiProblem; 412 when the report has moved on
 */
export function sendStep(
  seen: Pick<DeskView, 'trackingCode' | 'version'>,
  step: Step,
  key = newKey(),
): Promise<ReportView> {
  const { verb, ...body } = step;
  const path = `/api/reports/${encodeURIComponent(seen.trackingCode)}/${verb}`;
  const headers = { 'if-match': `"${seen.version}"`, 'idempotency-key': key };
  if (step.verb !== 'resolve' && step.verb !== 'submit') return sendJson<ReportView>(path, body, headers);
  if (step.photos.length === 0) return sendJson<ReportView>(path, { words: step.words }, headers);
  const form = new FormData();
  form.set('words', step.words);
  for (const photo of step.photos) form.append('photos', photo, photo.name);
  return sendForm<ReportView>(path, form, headers);
}
