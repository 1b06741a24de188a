// The calls of the moderators' screen, and the keys under which answers are kept.
import { askJson, newKey, sendJson } from '@city/ui/desk';
import type { LookCounts, LookItem, LookView } from '../../moderation/moderation-schemas.ts';
import type { LookReason } from '../../moderation/look.ts';
import type { Region } from './regions.ts';

export const keys = {
  counts: ['moderation', 'counts'] as const,
  lists: ['moderation', 'list'] as const,
  list: (reason: LookReason | null) => ['moderation', 'list', reason] as const,
  one: (code: string) => ['moderation', 'one', code] as const,
};

const base = '/api/desk/moderation';
const at = (code: string, rest = '') => `${base}/${encodeURIComponent(code)}${rest}`;

export const askCounts = (signal: AbortSignal) => askJson<LookCounts>(`${base}/counts`, { signal });

export function askQueue(reason: LookReason | null, signal: AbortSignal) {
  const query = new URLSearchParams({ limit: '200', ...(reason ? { reason } : {}) });
  return askJson<{ items: LookItem[]; next: string | null }>(`${base}?${query}`, { signal });
}

export const askLook = (code: string, signal: AbortSignal) => askJson<LookView>(at(code), { signal });

export type Decision =
  | { verb: 'hide' | 'show'; reason: string }
  | { verb: 'photo-hide' | 'photo-show'; photo: string; reason: string }
  | { verb: 'cover'; photo: string; regions: readonly Region[] }
  | { verb: 'texts'; words: string; address: string | null; landmark: string | null; reason: string }
  | { verb: 'ban'; kind: string; days: number; reason: string }
  | { verb: 'done'; flags: 'upheld' | 'dismissed' };

const pathOf = (decision: Decision): string => {
  switch (decision.verb) {
    case 'photo-hide':
      return `/photos/${decision.photo}/hide`;
    case 'photo-show':
      return `/photos/${decision.photo}/show`;
    case 'cover':
      return `/photos/${decision.photo}/cover`;
    default:
      return `/${decision.verb}`;
  }
};

/** Decides, and answers what there is to see afterwards. @throws ApiProblem */
export function sendDecision(code: string, decision: Decision): Promise<LookView> {
  const { verb, ...rest } = decision;
  const { photo: _photo, ...body } = rest as typeof rest & { photo?: string };
  // Covering makes the same copies however often it is asked for.
  const headers = verb === 'cover' ? {} : { 'idempotency-key': newKey() };
  return sendJson<LookView>(at(code, pathOf(decision)), body, headers as Record<string, string>);
}
