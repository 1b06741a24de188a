// The city's rules about the trail: until when a body answers, who answers, what reading is unusual. Read once, by date.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Static, Type } from 'typebox';
import { Compile } from 'typebox/compile';
import { addCalendarDays, addWorkingTime, type WorkingCalendar } from '@city/kernel/time';

const Words = Type.Object({ vi: Type.String(), en: Type.String() });
const dated = {
  id: Type.String(),
  document: Type.String(),
  validFrom: Type.String(),
  validTo: Type.Union([Type.String(), Type.Null()]),
  note: Type.Optional(Words),
};
const File = Type.Object({
  note: Type.String(),
  answers: Type.Array(
    Type.Object({
      ...dated,
      days: Type.Integer({ minimum: 1, maximum: 90 }),
      unit: Type.Enum(['working-days', 'calendar-days']),
      article: Type.Union([Type.String(), Type.Null()]),
    }),
  ),
  unusual: Type.Array(
    Type.Object({
      ...dated,
      manyPersonsPerDay: Type.Integer({ minimum: 1 }),
      offHoursReads: Type.Integer({ minimum: 1 }),
    }),
  ),
  answerers: Type.Array(Type.Object({ ...dated, roles: Type.Array(Type.String()) })),
});
type File = Static<typeof File>;
const check = Compile(File);

export type AnswerTerm = File['answers'][number];
export type Unusual = File['unusual'][number];

export interface LooksRules {
  readonly answerTerm: (day: string) => AnswerTerm;
  readonly unusual: (day: string) => Unusual;
  readonly answerers: (day: string) => readonly string[];
}

/** @throws Error that names the file, and the day for which a rule is missing when it is asked for */
export function readLooksRules(folder: string): LooksRules {
  const file = join(folder, 'trail.json');
  const value: unknown = JSON.parse(readFileSync(file, 'utf8'));
  if (!check.Check(value)) throw new Error(`${file}: ${JSON.stringify(check.Errors(value)[0])}`);
  const { answers, unusual, answerers } = value as File;
  return {
    answerTerm: (day) => on(answers, day, file),
    unusual: (day) => on(unusual, day, file),
    answerers: (day) => on(answerers, day, file).roles,
  };
}

function on<R extends { validFrom: string; validTo: string | null }>(
  rows: readonly R[],
  day: string,
  file: string,
): R {
  const found = rows.filter(
    ({ validFrom, validTo }) => validFrom <= day && (validTo === null || day <= validTo),
  );
  if (found.length !== 1) throw new Error(`${file}: ${found.length} rows are valid on ${day}`);
  return found[0] as R;
}

/** Until when a question asked at `askedAt` is answered. */
export function answerDueAt(askedAt: Date, term: AnswerTerm, calendar: WorkingCalendar): Date {
  return term.unit === 'working-days'
    ? addWorkingTime(askedAt, { days: term.days }, calendar)
    : addCalendarDays(askedAt, term.days, calendar);
}
