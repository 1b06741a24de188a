// The working calendar: for every day whether one works, which hours, and which document says so.
import { createHash } from 'node:crypto';
import type { CalendarData, DayRow, HoursRow, RuleRow, SourceRow } from './calendar-file.ts';
import { checkCalendar } from './calendar-file.ts';
import { solarDate } from './lunar.ts';
import {
  addDays,
  dateOfDayNumber,
  dayNumber,
  type LocalDate,
  minuteMs,
  startOfDayNumber,
  weekday,
} from './zone.ts';

export type DayKind = DayRow['kind'] | 'weekend' | 'working';

export interface CalendarDay {
  readonly date: LocalDate;
  readonly kind: DayKind;
  readonly isWorking: boolean;
  /** Minutes after midnight in Hải Phòng, in order, not overlapping; empty on a day of rest. */
  readonly hours: ReadonlyArray<readonly [from: number, to: number]>;
  /** The holiday that the day belongs to, also for days in lieu and make-up days. */
  readonly name: { readonly vi: string; readonly en: string } | null;
  readonly source: SourceRow | null;
  /** False where no document has been published yet. */
  readonly isConfirmed: boolean;
}

/** Working intervals of one year as instants in milliseconds, with the working time before each. */
export interface YearTable {
  readonly starts: Float64Array;
  readonly ends: Float64Array;
  /** `before[i]`: working milliseconds of the year before interval i; one more entry than intervals, the last is the total. */
  readonly before: Float64Array;
}

export interface WorkingCalendar {
  readonly id: string;
  /** Fingerprint of everything that decides about days; another one means that open deadlines are to be computed anew. */
  readonly version: string;
  readonly dayMinutes: number;
  day(date: LocalDate): CalendarDay;
  year(year: number): YearTable;
}

export const firstYear = 1976;
export const lastYear = 2199;

/**
 * Builds the calendar. Days that a document names come from the year's file; a holiday that no known document places yet
 * is placed by the rules of law (with days in lieu) and marked unconfirmed, so every year from 1976 to 2199 has an answer.
 * @param options.knownAt the calendar as it could be known on that day: documents issued later are ignored.
 */
export function buildCalendar(data: CalendarData, options: { knownAt?: LocalDate } = {}): WorkingCalendar {
  checkCalendar(data);
  const { knownAt } = options;
  const isKnown = (row: { source: string }) => {
    const issued = data.sources[row.source]!.issued;
    return knownAt === undefined || issued === null || issued <= knownAt;
  };
  const published = Map.groupBy(data.days.filter(isKnown), (row) => Number(row.date.slice(0, 4)));
  const rules = data.rules.filter(isKnown);
  const rowsOf = memo((year: number) => rowsOfYear(year, published.get(year) ?? [], rules, data.hours));
  const names = new Map(data.rules.map((rule) => [rule.id, rule.name]));
  const version = createHash('sha256')
    .update(JSON.stringify([data.hours, rules, [...published.values()], data.dayMinutes]))
    .digest('hex')
    .slice(0, 12);

  const day = (date: LocalDate): CalendarDay => {
    const row = rowsOf(yearOf(date)).get(date);
    const hoursOf =
      row?.kind === 'make-up'
        ? hoursAt(row.in_place_of ?? date, data.hours)
        : row
          ? null
          : hoursAt(date, data.hours);
    return {
      date,
      kind: row?.kind ?? (hoursOf ? 'working' : 'weekend'),
      isWorking: hoursOf !== null,
      hours: hoursOf?.intervals.map(([from, to]) => [minutes(from), minutes(to)] as const) ?? [],
      name: row ? (names.get(row.holiday) ?? null) : null,
      source: data.sources[row?.source ?? hoursOf?.source ?? ''] ?? null,
      isConfirmed: row?.confirmed !== false,
    };
  };
  return {
    id: data.id,
    version,
    dayMinutes: data.dayMinutes,
    day,
    year: memo((year) => yearTable(year, day)),
  };
}

function memo<T>(make: (year: number) => T): (year: number) => T {
  const made = new Map<number, T>();
  return (year) => {
    const known = made.get(year);
    if (known !== undefined) return known;
    if (!(year >= firstYear && year <= lastYear))
      throw new RangeError(`No working calendar for the year ${year}`);
    const value = make(year);
    made.set(year, value);
    return value;
  };
}

const yearOf = (date: LocalDate) => Number(date.slice(0, 4));

function minutes(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
}

function hoursAt(date: LocalDate, rows: readonly HoursRow[]): HoursRow | null {
  const inSeason = ({ season }: HoursRow) => {
    if (!season) return true;
    const [from, to] = season;
    const at = date.slice(5);
    return from <= to ? at >= from && at <= to : at >= from || at <= to;
  };
  const found = rows.find(
    (row) => isValid(row, date) && row.weekdays.includes(weekday(date)) && inSeason(row),
  );
  return found ?? null;
}

function isValid(row: { valid_from: LocalDate; valid_to: LocalDate | null }, date: LocalDate): boolean {
  return date >= row.valid_from && (row.valid_to === null || date <= row.valid_to);
}

/** What documents say about a year, completed by law for the holidays that they don't mention. */
function rowsOfYear(
  year: number,
  published: readonly DayRow[],
  rules: readonly RuleRow[],
  hours: readonly HoursRow[],
): ReadonlyMap<LocalDate, DayRow> {
  const rows = new Map(published.map((row) => [row.date, row] as const));
  const placed = new Set(published.map((row) => row.holiday));
  const byLaw = rules.filter((rule) => !placed.has(rule.id)).flatMap((rule) => datesByLaw(year, rule));
  const owedInLieu: DayRow[] = [];
  for (const row of byLaw.sort((a, b) => (a.date < b.date ? -1 : 1))) {
    if (rows.has(row.date)) continue;
    if (!hoursAt(row.date, hours)) owedInLieu.push(row);
    rows.set(row.date, row);
  }
  for (const row of owedInLieu) {
    let date = addDays(row.date, 1);
    while (rows.has(date) || !hoursAt(date, hours)) date = addDays(date, 1);
    rows.set(date, { ...row, date, kind: 'in-lieu' });
  }
  return rows;
}

function datesByLaw(year: number, rule: RuleRow): DayRow[] {
  const main =
    rule.calendar === 'lunar'
      ? solarDate({ day: rule.day, month: rule.month, year })
      : `${year}-${String(rule.month).padStart(2, '0')}-${String(rule.day).padStart(2, '0')}`;
  if (!isValid(rule, main)) return [];
  const before = rule.before?.[String(weekday(main))] ?? rule.before?.['default'] ?? 0;
  return Array.from({ length: rule.days ?? 1 }, (_, at) => ({
    date: addDays(main, at - before),
    kind: 'holiday' as const,
    holiday: rule.id,
    source: rule.source,
    confirmed: false,
  }));
}

function yearTable(year: number, day: (date: LocalDate) => CalendarDay): YearTable {
  const starts: number[] = [];
  const ends: number[] = [];
  const before = [0];
  const last = dayNumber(`${year}-12-31`);
  for (let number = dayNumber(`${year}-01-01`); number <= last; number++) {
    const midnight = startOfDayNumber(number);
    for (const [from, to] of day(dateOfDayNumber(number)).hours) {
      starts.push(midnight + from * minuteMs);
      ends.push(midnight + to * minuteMs);
      before.push(before.at(-1)! + (to - from) * minuteMs);
    }
  }
  return {
    starts: Float64Array.from(starts),
    ends: Float64Array.from(ends),
    before: Float64Array.from(before),
  };
}

/** Days on which two calendars differ, between two dates: what a change of the calendar means for open deadlines. */
export function changedDays(
  one: WorkingCalendar,
  other: WorkingCalendar,
  from: LocalDate,
  to: LocalDate,
): LocalDate[] {
  const changed: LocalDate[] = [];
  for (let date = from; date <= to; date = addDays(date, 1)) {
    if (String(one.day(date).hours) !== String(other.day(date).hours)) changed.push(date);
  }
  return changed;
}

/** False when a day between the two dates rests on no published document yet: the deadline may still move. */
export function isConfirmed(calendar: WorkingCalendar, from: LocalDate, to: LocalDate): boolean {
  for (let date = from; date <= to; date = addDays(date, 1)) {
    if (!calendar.day(date).isConfirmed) return false;
  }
  return true;
}
