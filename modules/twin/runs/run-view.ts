// Runs as they are shown: with the names of the units they speak of, and whether a repeated run came to the same.
import { type UnitRef, unitRef } from '@city/units';
import type { RunSummary, RunView } from '../contract.ts';
import { twinErrors } from '../errors.ts';
import { communesOn, type TwinCity } from '../twin-city.ts';
import type { RunHead, RunRow } from './run.store.ts';

type ErrorCode = keyof typeof twinErrors;

export function runSummary(row: RunHead, viewer: string | null): RunSummary {
  return {
    id: row.run_id,
    title: row.title,
    kind: row.kind,
    state: row.state,
    percent: row.percent,
    askedAt: row.asked_at.toISOString(),
    askedPost: row.asked_post,
    isMine: row.asked_by === viewer,
    endedAt: row.ended_at?.toISOString() ?? null,
    problem: row.problem === null ? null : twinErrors[row.problem as ErrorCode].title,
  };
}

/** @param repeated the run that this one repeats */
export function runView(
  city: TwinCity,
  row: RunRow,
  given: { readonly viewer: string | null; readonly repeated: RunRow | undefined },
): RunView {
  const hash = given.repeated?.result_hash ?? null;
  return {
    ...runSummary(row, given.viewer),
    input: row.input,
    seed: row.seed,
    engine: row.engine,
    day: row.day,
    repeats: row.repeats,
    sameAsRepeated: hash === null || row.result_hash === null ? null : hash === row.result_hash,
    inputHash: row.input_hash,
    resultHash: row.result_hash,
    schematic: row.schematic,
    result: row.result,
    units: namesOf(city, row),
  };
}

function namesOf(city: TwinCity, { result, day }: RunRow): UnitRef[] {
  const wanted = new Set(result?.units.map(({ code }) => code));
  return communesOn(city, day)
    .filter(({ code }) => wanted.has(code))
    .map(unitRef);
}
