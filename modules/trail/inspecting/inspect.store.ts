// The SQL of inspectors: functions of the database that answer only to an inspector's post with a purpose.
import { sql } from 'kysely';
import type { Tx } from '@city/kernel/database';
import type { TrailWords } from '@city/kernel/trail';
import type { DayOfReading } from './ranking.ts';

/** Actions that read personal data, as two lists for SQL's `like`. */
function patterns({ reading }: TrailWords): { modules: string[]; actions: string[] } {
  const escaped = (action: string) => action.replace(/[\\%_]/g, (sign) => `\\${sign}`).replace(/\*$/, '%');
  return {
    modules: reading.map(({ module }) => module),
    actions: reading.map(({ action }) => escaped(action)),
  };
}

export interface Asked {
  readonly since: Date;
  readonly until: Date;
  readonly body: string | null;
  readonly officer: string | null;
}

interface Row {
  actor_id: string;
  actor_post: string | null;
  actor_body: string | null;
  day: string;
  reads: string;
  persons: string;
  unexplained: string;
  half_hours: Record<string, number>;
}

export async function readReadings(tx: Tx, words: TrailWords, asked: Asked): Promise<DayOfReading[]> {
  const { modules, actions } = patterns(words);
  const found = await sql<Row>`
    select actor_id, actor_post, actor_body, to_char(day, 'YYYY-MM-DD') as day, reads, persons, unexplained, half_hours
      from trail.readings(${asked.since}, ${asked.until}, ${modules}::text[], ${actions}::text[], ${asked.body}, ${asked.officer})`.execute(
    tx.db,
  );
  return found.rows.map((row) => ({
    officer: row.actor_id,
    post: row.actor_post,
    body: row.actor_body,
    day: row.day,
    reads: Number(row.reads),
    persons: Number(row.persons),
    unexplained: Number(row.unexplained),
    halfHours: row.half_hours,
  }));
}

export interface SingleReading {
  readonly entry_id: string;
  readonly at: Date;
  readonly actor_post: string | null;
  readonly actor_body: string | null;
  readonly module: string;
  readonly action: string;
  readonly object_type: string | null;
  readonly object_id: string | null;
  readonly purpose: string | null;
}

export async function readReadingsOf(
  tx: Tx,
  words: TrailWords,
  asked: Omit<Asked, 'officer' | 'body'> & { officer: string; most: number },
): Promise<SingleReading[]> {
  const { modules, actions } = patterns(words);
  const found = await sql<SingleReading>`
    select * from trail.readings_of(${asked.officer}, ${asked.since}, ${asked.until}, ${modules}::text[], ${actions}::text[], ${asked.most})`.execute(
    tx.db,
  );
  return found.rows;
}

/** Titles of posts by their ids. */
export async function postTitles(
  tx: Tx,
  ids: readonly string[],
): Promise<ReadonlyMap<string, { vi: string; en: string }>> {
  const found = await sql<{ post_id: string; title_vi: string; title_en: string }>`
    select post_id, title_vi, title_en from trail.post where post_id = any(${ids}::text[])`.execute(tx.db);
  return new Map(found.rows.map((row) => [row.post_id, { vi: row.title_vi, en: row.title_en }]));
}
