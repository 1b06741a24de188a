// The league of bodies from what they kept: ordered by the lower end of the interval, so that luck with few answers does not win. Pure.
import type { BodyRef } from '../contract.ts';
import { limits } from '../limits.ts';
import { nothing, shares } from '../statistics/kept.ts';
import { shareOf } from './interval.ts';
import type { LeagueRow } from './leading-schemas.ts';
import type { KeptMonth } from './leading.store.ts';

export function leagueOf(
  rows: readonly KeptMonth[],
  months: readonly string[],
  nameOf: (code: string) => BodyRef,
): LeagueRow[] {
  const byBody = Map.groupBy(rows, ({ body_code: code }) => code);
  return [...byBody]
    .flatMap(([code, own]) => {
      const whole = own.find(({ month }) => month === null);
      return whole ? [rowOf(nameOf(code), whole, own, months)] : [];
    })
    .sort(
      (one, other) =>
        Number(one.isFew) - Number(other.isFew) ||
        (other.onTime?.low ?? -1) - (one.onTime?.low ?? -1) ||
        other.filed - one.filed ||
        one.body.code.localeCompare(other.body.code),
    );
}

function rowOf(
  body: BodyRef,
  whole: KeptMonth,
  own: readonly KeptMonth[],
  months: readonly string[],
): LeagueRow {
  const of = new Map(own.map((row) => [row.month, row]));
  const { meanRating } = shares({
    ...nothing,
    rated: whole.rated,
    ratings: whole.ratings,
  });
  return {
    body,
    filed: whole.filed,
    answered: whole.answered,
    promised: whole.promised,
    onTime: shareOf(whole.on_time, whole.promised),
    medianDays: whole.median_days,
    reopened: shareOf(whole.reopened, whole.answered),
    rating: meanRating,
    rated: whole.rated,
    isFew: whole.promised < limits.leagueFewest,
    months: months.map((month) => {
      const row = of.get(month);
      return { month, promised: row?.promised ?? 0, onTime: shareOf(row?.on_time ?? 0, row?.promised ?? 0) };
    }),
  };
}
