// One entry of the trail in the words of the person it is about: who, from where, what, what for. Pure.
import type { TrailWords } from '@city/kernel/trail';
import { isWorkingTime, localDate, type WorkingCalendar } from '@city/kernel/time';
import type { Bodies, BodyName } from './bodies.ts';
import type { OwnEntry } from '@city/kernel/trail/reading';
import type { Title } from '../questions/post.store.ts';

export interface Look {
  readonly id: string;
  readonly at: Date;
  readonly by: 'you' | 'officer' | 'machine' | 'other';
  readonly body: BodyName | null;
  /** Title of the post it was done from. */
  readonly post: Title | null;
  readonly what: { readonly vi: string; readonly en: string };
  readonly reads: boolean;
  readonly purpose: string | null;
  /** Code of the matter it was done for, when the entry names one. */
  readonly matter: string | null;
  readonly outcome: OwnEntry['outcome'];
  /** Place in the log; null while it waits. */
  readonly leafIndex: number | null;
  /** What makes it worth a second look. */
  readonly odd: readonly ('off_hours' | 'no_purpose')[];
  readonly canAsk: boolean;
}

const unworded = {
  vi: 'làm việc với dữ liệu của bạn',
  en: 'worked with your data',
  reads: false,
} as const;

export interface LookContext {
  readonly words: TrailWords;
  readonly bodies: Bodies;
  readonly calendar: WorkingCalendar;
  readonly personId: string;
  readonly titles: ReadonlyMap<string | null, Title>;
}

export function lookOf(row: OwnEntry, { words, bodies, calendar, personId, titles }: LookContext): Look {
  const action = words.of(row.module, row.action) ?? unworded;
  const by = whoOf(row, personId);
  const reads = action.reads === true;
  // A machine states its purpose in the program's own words; what it did says it already.
  const purpose = by === 'machine' ? null : row.purpose?.trim() || null;
  const isWatched = by === 'officer' && reads && row.outcome === 'allowed';
  const odd: Look['odd'] = isWatched
    ? [
        ...(isWorkingTime(row.at, calendar) ? [] : (['off_hours'] as const)),
        ...(purpose === null ? (['no_purpose'] as const) : []),
      ]
    : [];
  return {
    id: row.entry_id,
    at: row.at,
    by,
    body: by === 'officer' && row.actor_body ? bodies.named(row.actor_body, localDate(row.at)) : null,
    post: titles.get(row.actor_post) ?? null,
    what: { vi: action.vi, en: action.en },
    reads,
    purpose,
    matter: matterOf(row),
    outcome: row.outcome,
    leafIndex: row.leaf_index,
    odd,
    canAsk: by === 'officer' && reads && row.actor_body !== null,
  };
}

function whoOf(row: OwnEntry, personId: string): Look['by'] {
  if (row.actor_id === personId) return 'you';
  if (row.actor_kind === 'officer') return 'officer';
  return row.actor_kind === 'system' ? 'machine' : 'other';
}

/** Codes are public facts and stand in the detail; an id says nothing to a person. */
export function matterOf({ detail }: Pick<OwnEntry, 'detail'>): string | null {
  const code = detail?.['trackingCode'] ?? detail?.['code'];
  return typeof code === 'string' ? code : null;
}
