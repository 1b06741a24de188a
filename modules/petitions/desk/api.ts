// The calls of the petitions' screen, the names of its queues, and the keys under which answers are kept.
import { ApiProblem, askJson, newKey, sendJson } from '@city/ui/desk';
import type { IconName } from '@city/ui/parts';
import type { Translate } from '@city/kernel/text';
import type { Queue } from '../cases/queues.ts';
import type { DeskView, PetitionItem } from '../contract.ts';

export const keys = {
  counts: ['petitions', 'counts'] as const,
  list: (queue: Queue) => ['petitions', 'list', queue] as const,
  one: (code: string) => ['petitions', 'one', code] as const,
  all: ['petitions'] as const,
};

export const queueHref = (queue: Queue, code?: string): string =>
  `/desk/petitions?${new URLSearchParams({ queue, ...(code === undefined ? {} : { code }) })}`;

export function queueNames(t: Translate): Record<Queue, { name: string; icon: IconName }> {
  return {
    moderation: { name: t('Chờ kiểm duyệt'), icon: 'eye' },
    appeals: { name: t('Đề nghị xem lại'), icon: 'undo' },
    owed: { name: t('Phải trả lời'), icon: 'clock' },
    review: { name: t('Chờ duyệt câu trả lời'), icon: 'tick' },
    commitments: { name: t('Cam kết đang làm'), icon: 'flag' },
    city: { name: t('Mọi kiến nghị đang mở'), icon: 'list' },
  };
}

/** What each role works on, first the most usual. */
export function queuesFor(role: string): readonly Queue[] {
  if (role === 'moderator') return ['moderation', 'city'];
  if (role === 'coordinator') return ['appeals', 'owed', 'moderation', 'city'];
  if (role === 'leader') return ['review', 'owed', 'commitments', 'appeals', 'city'];
  if (role === 'officer') return ['owed', 'commitments', 'city'];
  return ['city', 'owed'];
}

export const askCounts = (signal: AbortSignal) =>
  askJson<Record<Queue, number>>('/api/desk/petitions/queues', { signal });
export const askQueue = async (queue: Queue, signal: AbortSignal) =>
  (await askJson<{ items: PetitionItem[] }>(`/api/desk/petitions?queue=${queue}`, { signal })).items;
export const askPetition = (code: string, signal: AbortSignal) =>
  askJson<DeskView>(`/api/desk/petitions/${encodeURIComponent(code)}`, { signal });

export type Step =
  | { readonly verb: 'publish' | 'approve' }
  | { readonly verb: 'refuse'; readonly ground: string; readonly words: string }
  | { readonly verb: 'send-back' | 'finish'; readonly words: string }
  | { readonly verb: 'hand-over'; readonly body: string; readonly words: string }
  | {
      readonly verb: 'submit';
      readonly words: string;
      readonly commitments: readonly { readonly words: string; readonly dueOn: string }[];
    }
  | {
      readonly verb: 'progress';
      readonly commitment: number;
      readonly progress: number;
      readonly drop: boolean;
      readonly words: string;
    };

/** Takes a step on the petition as it was seen. @throws ApiProblem; 412 when it has moved on */
export function sendStep({ petition }: DeskView, { verb, ...body }: Step): Promise<DeskView> {
  return sendJson<DeskView>(`/api/desk/petitions/${encodeURIComponent(petition.code)}/${verb}`, body, {
    'if-match': `"${petition.version}"`,
    'idempotency-key': newKey(),
  });
}

/** What went wrong, in words for the officer: the city's own sentence where it gave one. */
export function problemWords(error: unknown, t: Translate): string {
  if (!(error instanceof ApiProblem)) return t('Có lỗi ở trang này. Tải lại trang.');
  if (error.status === 0) return t('Chưa nối được máy chủ. Kiểm tra mạng rồi thử lại.');
  if (error.status === 412) return t('Kiến nghị đã đổi từ khi bạn mở. Xem bản mới rồi gửi lần nữa.');
  return error.message === '' ? t('Máy chủ chưa làm được việc này. Thử lại sau ít phút.') : error.message;
}
