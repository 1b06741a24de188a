// Reads a city's working calendar from its data folder and says by file and place what is wrong with it.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Static, Type } from 'typebox';
import { Compile } from 'typebox/compile';
import { isLocalDate } from './zone.ts';

const Name = Type.Object({ vi: Type.String(), en: Type.String() });
const Day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' });
const OrOpen = Type.Union([Day, Type.Null()]);
const Time = Type.String({ pattern: '^([01]\\d|2[0-4]):[0-5]\\d$' });
const strict = { additionalProperties: false };

const SourceRow = Type.Object(
  {
    document: Type.String(),
    issuer: Type.String(),
    issued: OrOpen,
    note: Type.Optional(Type.String()),
  },
  strict,
);
const HoursRow = Type.Object(
  {
    valid_from: Day,
    valid_to: OrOpen,
    weekdays: Type.Array(Type.Integer({ minimum: 1, maximum: 7 }), { minItems: 1 }),
    /** First and last day of a season, `MM-DD`, when the hours hold for a part of each year only. */
    season: Type.Optional(
      Type.Tuple([Type.String({ pattern: '^\\d\\d-\\d\\d$' }), Type.String({ pattern: '^\\d\\d-\\d\\d$' })]),
    ),
    intervals: Type.Array(Type.Tuple([Time, Time]), { minItems: 1 }),
    source: Type.String(),
  },
  strict,
);
const RuleRow = Type.Object(
  {
    id: Type.String(),
    name: Name,
    calendar: Type.Union([Type.Literal('solar'), Type.Literal('lunar')]),
    month: Type.Integer({ minimum: 1, maximum: 12 }),
    day: Type.Integer({ minimum: 1, maximum: 31 }),
    days: Type.Optional(Type.Integer({ minimum: 1, maximum: 10 })),
    before: Type.Optional(Type.Record(Type.String(), Type.Integer({ minimum: 0, maximum: 5 }))),
    valid_from: Day,
    valid_to: OrOpen,
    source: Type.String(),
  },
  strict,
);
const DayRow = Type.Object(
  {
    date: Day,
    kind: Type.Union([
      Type.Literal('holiday'),
      Type.Literal('in-lieu'),
      Type.Literal('swapped'),
      Type.Literal('make-up'),
    ]),
    holiday: Type.String(),
    source: Type.String(),
    confirmed: Type.Optional(Type.Boolean()),
    in_place_of: Type.Optional(Day),
  },
  strict,
);

export type SourceRow = Static<typeof SourceRow>;
export type HoursRow = Static<typeof HoursRow>;
export type RuleRow = Static<typeof RuleRow>;
export type DayRow = Static<typeof DayRow>;

/** A calendar as its files say it: nothing computed yet. */
export interface CalendarData {
  readonly id: string;
  /** Minutes of a whole working day, for "2 working days". */
  readonly dayMinutes: number;
  readonly hours: readonly HoursRow[];
  readonly rules: readonly RuleRow[];
  readonly days: readonly DayRow[];
  readonly sources: Readonly<Record<string, SourceRow>>;
}

const about = Type.Optional(Type.String());
const HoursFile = Compile(
  Type.Object(
    { about, id: Type.String(), day_minutes: Type.Integer({ minimum: 1 }), hours: Type.Array(HoursRow) },
    strict,
  ),
);
const RulesFile = Compile(Type.Object({ about, rules: Type.Array(RuleRow) }, strict));
const SourcesFile = Compile(Type.Object({ about, sources: Type.Record(Type.String(), SourceRow) }, strict));
const YearFile = Compile(Type.Object({ about, year: Type.Integer(), days: Type.Array(DayRow) }, strict));

/**
 * Reads `hours.json`, `rules.json`, `sources.json` and one file a year (`2026.json`) from a folder such as
 * `city/haiphong/calendar`.
 * @throws Error that names file and place when a row is malformed, a source is unknown or a date stands twice.
 */
export function readCalendar(folder: string): CalendarData {
  const hours = read(folder, 'hours.json', HoursFile);
  const { rules } = read(folder, 'rules.json', RulesFile);
  const { sources } = read(folder, 'sources.json', SourcesFile);
  const files = readdirSync(folder)
    .filter((file) => /^\d{4}\.json$/.test(file))
    .sort();
  const days = files.flatMap((file) => {
    const { year, days: rows } = read(folder, file, YearFile);
    const strange = rows.find(
      (row) => !row.date.startsWith(file.slice(0, 4)) || String(year) !== file.slice(0, 4),
    );
    if (strange) throw new Error(`${file}: ${strange.date} does not belong to this year`);
    return rows;
  });
  const data = { id: hours.id, dayMinutes: hours.day_minutes, hours: hours.hours, rules, days, sources };
  checkCalendar(data);
  return data;
}

/** @throws Error when rows contradict each other. */
export function checkCalendar(data: CalendarData): void {
  const seen = new Set<string>();
  for (const row of data.days) {
    if (!isLocalDate(row.date)) throw new Error(`Calendar ${data.id}: ${row.date} is not a date`);
    if (seen.has(row.date)) throw new Error(`Calendar ${data.id}: ${row.date} stands twice`);
    seen.add(row.date);
  }
  for (const row of [...data.hours, ...data.rules, ...data.days]) {
    if (!Object.hasOwn(data.sources, row.source))
      throw new Error(`Calendar ${data.id}: unknown source ${row.source}`);
  }
  const names = new Set(data.rules.map((rule) => rule.id));
  const nameless = data.days.find((row) => !names.has(row.holiday));
  if (nameless)
    throw new Error(
      `Calendar ${data.id}: ${nameless.date} belongs to the unknown holiday ${nameless.holiday}`,
    );
  for (const { intervals } of data.hours) {
    const times = intervals.flat();
    if (times.some((time, at) => at > 0 && time <= times[at - 1]!)) {
      throw new Error(`Calendar ${data.id}: hours ${times.join(', ')} do not run forward`);
    }
  }
}

function read<T>(
  folder: string,
  file: string,
  schema: { Check(value: unknown): value is T; Errors(value: unknown): unknown[] },
): T {
  const value: unknown = JSON.parse(readFileSync(join(folder, file), 'utf8'));
  if (schema.Check(value)) return value;
  const [first] = schema.Errors(value) as { instancePath: string; message: string }[];
  throw new Error(`${file}${first?.instancePath ?? ''}: ${first?.message ?? 'is malformed'}`);
}
