// The SQL of inspectors: functions of the database that answer only to an inspector's post with a purpose.
import { sql } from 'kysely';
import type { Tx } from '@city/kernel/database';
import type { TrailWords } from '../trail.ts';

/** Readings of one officer from one post on one day. */
export interface DayOfReading {
  readonly officer: string;
  readonly post: string | null;
  readonly body: string | null;
  /** YYYY-MM-DD */
  readonly day: string;
  readonly reads: number;
  readonly persons: number;
  readonly unexplained: number;
  /** Readings in each half hour of the day, 0 … 47. */
  readonly halfHours: Readonly<Record<string, number>>;
}

/** Actions that read personal data, as two lists for SQL's `like`. */
function patterns({ reading }: TrailWords): { modules: string[]; actions: string[] } {
  const escaped = (action: string) => action.replace(/[\\%_]/g, (sign) => `\\${sign}`).replace(/\*$/, '%');
  return {
    modules: reading.map(({ module }) => module),
    actions: reading.map(({ action }) => escaped(action)),
  };
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

export async function readReadings(
  tx: Tx,
  words: TrailWords,
  asked: { since: Date; until: Date; body: string | null; officer: string | null },
): Promise<DayOfReading[]> {
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

export interface SingleEntry {
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
  asked: { officer: string; since: Date; until: Date; most: number },
): Promise<SingleEntry[]> {
  const { modules, actions } = patterns(words);
  const found = await sql<SingleEntry>`
    select * from trail.readings_of(${asked.officer}, ${asked.since}, ${asked.until}, ${modules}::text[], ${actions}::text[], ${asked.most})`.execute(
    tx.db,
  );
  return found.rows;
}
