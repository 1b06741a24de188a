// The same figures in SQL, for spans with millions of reports; a test holds it against the rules in kept.ts.
import { sql } from 'kysely';
import type { FeedbackTx } from '../cases/report.store.ts';
import type { Kept } from './kept.ts';

export const dimensions = { body: 'body_code', unit: 'unit_code', service: 'service' } as const;
export type Dimension = keyof typeof dimensions;

export type FigureRow = Kept & { readonly key: string };

/** Figures of the public reports filed in a span of time, for each body, unit or service. */
export async function figuresBy(
  tx: FeedbackTx,
  by: Dimension,
  span: { from: Date; before: Date },
): Promise<FigureRow[]> {
  const answered = sql`coalesce(resolved_at, case when state = 'rejected' then closed_at end)`;
  const found = await sql<FigureRow>`
    select ${sql.ref(dimensions[by])} as key, count(*)::int as filed, count(${answered})::int as answered,
           count(*) filter (where ${answered} is not null and first_due_at is not null)::int as promised,
           count(*) filter (where ${answered} <= first_due_at)::int as "onTime",
           count(*) filter (where reopened_n > 0)::int as reopened, count(*) filter (where returned_n > 0)::int as returned,
           count(*) filter (where extended_n > 0)::int as extended, count(rating)::int as rated,
           coalesce(sum(rating), 0)::int as ratings, sum(survey_n)::int as surveyed,
           sum(survey_fixed_n)::int as "surveyFixed", sum(survey_scores)::int as "surveyScores"
      from feedback.report
     where filed_at >= ${span.from} and filed_at < ${span.before} and visibility = 'public'
       and state not in ('merged', 'transferred')
     group by 1 order by filed desc, key`.execute(tx.db);
  return found.rows;
}
