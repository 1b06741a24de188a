// The boxes of an officer: their names, their order, their addresses, and which numbers call for a person.
import type { Translate } from '@city/kernel/text';
import type { IconName } from '@city/ui/parts';
import type { Queue } from '../contract.ts';

export type QueueNumbers = Record<Queue, number> & { onTimeShare: number | null };

export type Box = { queue: Queue; name: string; icon: IconName };
export type BoxGroup = { title: string; boxes: readonly Box[] };

/** The boxes as they stand in the side bar. */
export function boxGroups(t: Translate): readonly BoxGroup[] {
  return [
    {
      title: t('Việc của cơ quan'),
      boxes: [
        { queue: 'overdue', name: t('Quá hạn'), icon: 'need' },
        { queue: 'due', name: t('Đến hạn'), icon: 'inbox' },
        { queue: 'new', name: t('Mới đến'), icon: 'report' },
        { queue: 'unassigned', name: t('Chưa ai nhận'), icon: 'people' },
        { queue: 'mine', name: t('Tôi đang giữ'), icon: 'person' },
      ],
    },
    {
      title: t('Đang chờ'),
      boxes: [
        { queue: 'approval', name: t('Chờ duyệt'), icon: 'tick' },
        { queue: 'asked', name: t('Chờ dân trả lời'), icon: 'message' },
        { queue: 'waiting', name: t('Dân xác nhận'), icon: 'paused' },
        { queue: 'returned', name: t('Điều phối lại'), icon: 'undo' },
        { queue: 'elsewhere', name: t('Cơ quan khác'), icon: 'hand-over' },
      ],
    },
  ];
}

export const reportsHref = '/desk/reports';

export const queueHref = (queue: Queue): string => `${reportsHref}?queue=${queue}`;

/** Searching looks through everything the body holds or held; no words lead back to the box. */
export function searchHref(words: string): string {
  return words === ''
    ? queueHref('due')
    : `${reportsHref}?${new URLSearchParams({ queue: 'all', q: words })}`;
}

export type Opened = { queue: Queue; q: string; code: string | null; page: 'list' | 'detail' | 'action' };

const known: readonly Queue[] = [
  'overdue',
  'due',
  'new',
  'mine',
  'unassigned',
  'returned',
  'approval',
  'asked',
  'waiting',
  'elsewhere',
  'all',
];

/** What an address asks for; a queue nobody knows is the one by due time. */
export function readAddress(href: string): Opened {
  const { searchParams } = new URL(href, 'http://desk');
  const asked = searchParams.get('queue');
  const code = searchParams.get('code');
  const page = code === null ? 'list' : searchParams.get('page') === 'action' ? 'action' : 'detail';
  return {
    queue: known.find((queue) => queue === asked) ?? 'due',
    q: searchParams.get('q') ?? '',
    code,
    page,
  };
}

export function writeAddress({ queue, q, code, page }: Opened): string {
  const query = new URLSearchParams({ queue });
  if (q !== '') query.set('q', q);
  if (code !== null) query.set('code', code);
  if (code !== null && page === 'action') query.set('page', page);
  return `${reportsHref}?${query}`;
}

/** Open boxes go by due time; what waits for people and what was found goes by the day of filing. */
export const goesByDue = (queue: Queue): boolean => queue !== 'waiting' && queue !== 'all';

/** Name of a box, also of those that are not in the side bar. */
export function queueName(queue: Queue, t: Translate): string {
  const box = boxGroups(t)
    .flatMap((group) => group.boxes)
    .find((one) => one.queue === queue);
  return box?.name ?? t('Mọi việc');
}
