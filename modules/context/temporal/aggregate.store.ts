// Aggregates of values over periods, reckoned in the database (GS CIM 009 §4.5.19).
import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '@city/kernel/database';
import type { AttributeKind } from '../entities/entity.ts';
import { LIMITS } from '../limits.ts';
import type { Tables } from '../tables.ts';
import { timeColumn, windowInSql } from './temporal.store.ts';
import type { Aggregate, Period, TemporalQuery } from './temporal-query.ts';

export type AggregateRow = {
  readonly entity_id: string;
  readonly attr: string;
  readonly dataset: string;
  readonly kind: AttributeKind;
  readonly from: Date;
  readonly to: Date;
} & Readonly<Record<Aggregate, string | number | null>>;

/** Periods begin at `timeAt`, or with the first value of the entity; without a period the window is one. */
export async function aggregatesOf(
  tx: Tx<Tables>,
  tenant: string,
  asked: {
    readonly ids: readonly string[];
    readonly temporal: TemporalQuery;
    readonly period: Period;
    readonly attrs: readonly string[] | null;
    readonly datasets: readonly string[] | null;
  },
): Promise<readonly AggregateRow[]> {
  const { ids, temporal, period, attrs, datasets } = asked;
  await sql`set local statement_timeout = ${sql.raw(String(LIMITS.queryMilliseconds))}`.execute(tx.db);
  const at = timeColumn(temporal.property);
  const anchor =
    temporal.timerel === 'after' || temporal.timerel === 'between'
      ? sql`${temporal.timeAt}::timestamptz`
      : sql`a.first`;
  const { rows } = await sql<AggregateRow>`
    with w as (
      select i.entity_id, i.attr, i.dataset, i.instance ->> 'kind' as kind, i.num, ${asksDistinct(temporal) ? sql`i.instance -> 'v'` : sql`null`} as v, ${at} as at
        from context.attr_instance i
       where i.tenant = ${tenant} and i.entity_id = any(${ids}::text[]) and ${at} is not null and i.deleted_at is null and ${windowInSql(temporal)}
         ${attrs ? sql`and i.attr = any(${attrs}::text[])` : sql``}
         ${datasets ? sql`and i.dataset = any(${datasets.map((one) => (one === '@none' ? '' : one))}::text[])` : sql``}
    ), a as (select entity_id, min(at) as first, max(at) as last from w group by entity_id),
    b as (select w.*, ${bucket(period, anchor)} as "from", a.last from w join a using (entity_id))
    select entity_id, attr, dataset, min(kind) as kind, "from", ${bucketEnd(period, temporal)} as "to",
           count(*)::float8 as "totalCount", ${asksDistinct(temporal) ? sql`count(distinct v)::float8` : sql`null`} as "distinctCount",
           sum(num) as sum, avg(num) as avg, min(num) as min, max(num) as max,
           coalesce(stddev_pop(num), null) as stddev, sum(num * num) as sumsq
      from b group by entity_id, attr, dataset, "from" order by entity_id, attr, dataset, "from"`.execute(
    tx.db,
  );
  return rows;
}

/** Different values are counted by sorting them all, so only when somebody asks. */
const asksDistinct = ({ form }: TemporalQuery): boolean =>
  form.is === 'aggregated' && form.methods.includes('distinctCount');

const isWhole = ({ months, seconds }: Period): boolean => months === 0 && seconds === 0;
const width = ({ months, seconds }: Period): RawBuilder<unknown> =>
  sql`make_interval(months => ${months}, secs => ${seconds})`;

/** Months differ in length, so their beginnings are counted off one after the other. */
function bucket(period: Period, anchor: RawBuilder<unknown>): RawBuilder<Date> {
  if (isWhole(period)) return sql<Date>`${anchor}`;
  if (period.months === 0) return sql<Date>`date_bin(${width(period)}, w.at, ${anchor})`;
  return sql<Date>`(select max(g) from generate_series(${anchor}, w.at, ${width(period)}) g)`;
}

function bucketEnd(period: Period, { timerel, timeAt, endTimeAt }: TemporalQuery): RawBuilder<Date> {
  if (!isWhole(period)) return sql<Date>`"from" + ${width(period)}`;
  if (timerel === 'between') return sql<Date>`${endTimeAt}::timestamptz`;
  return timerel === 'before' ? sql<Date>`${timeAt}::timestamptz` : sql<Date>`max(last)`;
}
