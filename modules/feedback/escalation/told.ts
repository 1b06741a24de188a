// Whom a rung of the ladder tells: the officer in charge, and posts of a body by their role, as the city's rules have it. Pure.
import { localDate } from '@city/kernel/time';
import type { ReportRow } from '../cases/tables.ts';
import { type HandlingFile, isValidOn } from '../services/city-data.ts';
import type { OfficePost } from './office-post.store.ts';

type Tell = HandlingFile['ladder'][number]['tell'];
type Telling = HandlingFile['telling'][number];

export interface ToldWhom {
  /** The officer in charge; null where nobody is, or the rung does not concern them. */
  readonly person: string | null;
  readonly posts: readonly OfficePost[];
}

type Held = Pick<ReportRow, 'body_code' | 'handler_id'>;

/** The rows of the rules that hold for a rung on a day. */
export function tellingOn(rules: HandlingFile, tell: Tell, at: Date): readonly Telling[] {
  const day = localDate(at);
  return rules.telling.filter((row) => row.tell === tell && isValidOn(row, day));
}

/** The body that a row means for this report. */
export function bodyMeant(row: Telling, report: Pick<ReportRow, 'body_code'>, coordinator: string): string {
  if (row.body === 'holder') return report.body_code;
  return row.body === 'coordinator' ? coordinator : row.body;
}

/** Each post once, though several rows may mean it. */
export function whomToTell(
  rows: readonly Telling[],
  report: Held,
  { coordinator, posts }: { coordinator: string; posts: readonly OfficePost[] },
): ToldWhom {
  const told = new Map<string, OfficePost>();
  for (const row of rows) {
    if (row.posts === 'when-nobody-is-in-charge' && report.handler_id !== null) continue;
    const body = bodyMeant(row, report, coordinator);
    for (const post of posts)
      if (post.body_code === body && row.roles.includes(post.role)) told.set(post.post_id, post);
  }
  return {
    person: rows.some(({ handler }) => handler) ? report.handler_id : null,
    posts: [...told.values()],
  };
}
