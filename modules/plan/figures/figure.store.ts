// The SQL of figures and publications.
import { sql } from 'kysely';
import type { Tx } from '@city/kernel/database';

export interface FigureKey {
  readonly unit: string;
  readonly version: string;
  readonly period: string;
  readonly leaf: string;
}

export interface FigureRow {
  readonly unit_code: string;
  readonly version: string;
  readonly period: string;
  readonly leaf: string;
  readonly revision: number;
  readonly a: string;
  readonly b: string | null;
  readonly source: string;
  readonly evidence: string | null;
  readonly as_of: string;
  readonly reason: string | null;
  readonly body: string;
  readonly entered_at: Date;
  readonly entered_by: string;
  readonly entered_post: string;
  readonly state: 'draft' | 'approved' | 'refused';
  readonly decided_at: Date | null;
  readonly decided_by: string | null;
  readonly decided_post: string | null;
  readonly decided_words: string | null;
}

const columns = sql.raw(
  `unit_code, version, period, leaf, revision, a, b, source, evidence, to_char(as_of, 'YYYY-MM-DD') as as_of, reason, body,
   entered_at, entered_by, entered_post, state, decided_at, decided_by, decided_post, decided_words`,
);

/** The newest approved figure of each component of a period; of one unit or of all. */
export async function approvedFigures(
  tx: Tx,
  given: { version: string; period: string; unit?: string },
): Promise<readonly FigureRow[]> {
  const unit = given.unit ?? null;
  const found = await sql<FigureRow>`
    select distinct on (unit_code, leaf) ${columns} from plan.figure
     where version = ${given.version} and period = ${given.period} and state = 'approved'
       and (${unit}::text is null or unit_code = ${unit})
     order by unit_code, leaf, revision desc`.execute(tx.db);
  return found.rows;
}

/** All revisions of the figures of a unit, the newest first. */
export async function revisionsOf(
  tx: Tx,
  given: { version: string; period: string; unit: string; most: number },
): Promise<readonly FigureRow[]> {
  const found = await sql<FigureRow>`
    select * from (
      select ${columns}, row_number() over (partition by leaf order by revision desc) as nth from plan.figure
       where unit_code = ${given.unit} and version = ${given.version} and period = ${given.period}) as each
     where nth <= ${given.most}
     order by leaf, revision desc`.execute(tx.db);
  return found.rows;
}

/** The newest revision of a figure, after waiting for whoever is entering it. */
export async function lockNewest(
  tx: Tx,
  { unit, version, period, leaf }: FigureKey,
): Promise<FigureRow | null> {
  const lock = `plan ${unit} ${version} ${period} ${leaf}`;
  await sql`select pg_advisory_xact_lock(hashtextextended(${lock}, 0))`.execute(tx.db);
  const found = await sql<FigureRow>`
    select ${columns} from plan.figure
     where unit_code = ${unit} and version = ${version} and period = ${period} and leaf = ${leaf}
     order by revision desc limit 1`.execute(tx.db);
  return found.rows[0] ?? null;
}

export type NewFigure = Pick<
  FigureRow,
  | 'unit_code'
  | 'version'
  | 'period'
  | 'leaf'
  | 'revision'
  | 'a'
  | 'b'
  | 'source'
  | 'evidence'
  | 'as_of'
  | 'reason'
  | 'body'
  | 'entered_by'
  | 'entered_post'
>;

export async function insertFigure(tx: Tx, row: NewFigure): Promise<void> {
  await sql`
    insert into plan.figure (unit_code, version, period, leaf, revision, a, b, source, evidence, as_of, reason, body,
      entered_at, entered_by, entered_post, state)
    values (${row.unit_code}, ${row.version}, ${row.period}, ${row.leaf}, ${row.revision}, ${row.a}, ${row.b}, ${row.source},
      ${row.evidence}, ${row.as_of}::date, ${row.reason}, ${row.body}, ${tx.now}, ${row.entered_by}, ${row.entered_post}, 'draft')`.execute(
    tx.db,
  );
}

export async function keepDecision(
  tx: Tx,
  row: FigureRow,
  given: { state: 'approved' | 'refused'; words: string | null; by: string; post: string },
): Promise<void> {
  await sql`
    update plan.figure set state = ${given.state}, decided_at = ${tx.now}, decided_by = ${given.by},
           decided_post = ${given.post}, decided_words = ${given.words}
     where unit_code = ${row.unit_code} and version = ${row.version} and period = ${row.period}
       and leaf = ${row.leaf} and revision = ${row.revision}`.execute(tx.db);
}

export interface PublicationRow<Content> {
  readonly version: string;
  readonly period: string;
  readonly edition: number;
  readonly published_at: Date;
  readonly content: Content;
}

/** The newest edition of a period; null when nothing is published. */
export async function newestPublication<Content>(
  tx: Tx,
  version: string,
  period: string,
): Promise<PublicationRow<Content> | null> {
  const found = await sql<PublicationRow<Content>>`
    select version, period, edition, published_at, content from plan.publication
     where version = ${version} and period = ${period} order by edition desc limit 1`.execute(tx.db);
  return found.rows[0] ?? null;
}

/** Periods with a publication, the newest first. */
export async function publishedPeriods(tx: Tx, version: string): Promise<readonly string[]> {
  const found = await sql<{ period: string }>`
    select distinct period from plan.publication where version = ${version} order by period desc`.execute(
    tx.db,
  );
  return found.rows.map(({ period }) => period);
}

/** Waits for whoever makes an edition of the period: taken before its figures are read, so that the later edition holds the later figures. */
export async function lockPeriod(tx: Tx, version: string, period: string): Promise<void> {
  const lock = `plan publish ${version} ${period}`;
  await sql`select pg_advisory_xact_lock(hashtextextended(${lock}, 0))`.execute(tx.db);
}

/** Keeps a new edition and gives its number; the caller holds the period's lock. */
export async function insertPublication(
  tx: Tx,
  given: { version: string; period: string; content: unknown; by: string; post: string },
): Promise<number> {
  const made = await sql<{ edition: number }>`
    insert into plan.publication (version, period, edition, published_at, published_by, published_post, content)
    select ${given.version}, ${given.period}, coalesce(max(edition), 0) + 1, ${tx.now}, ${given.by}, ${given.post},
           ${JSON.stringify(given.content)}::jsonb
      from plan.publication where version = ${given.version} and period = ${given.period}
    returning edition`.execute(tx.db);
  return (made.rows[0] as { edition: number }).edition;
}
