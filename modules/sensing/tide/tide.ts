// The tide by harmonic constants: heights, high and low waters, and whether a height will be reached.
import { createTidePredictor, type TidePrediction } from '@neaps/tide-predictor';

export interface TideStation {
  readonly code: string;
  readonly vi: string;
  readonly en: string;
  readonly lat: number;
  readonly lon: number;
  readonly validFrom: string;
  readonly validTo: string | null;
  readonly meanLevelM: number;
  readonly source: string;
  readonly verified: boolean;
  readonly constituents: readonly {
    readonly name: string;
    readonly amplitudeCm: number;
    readonly phaseUtc: number;
  }[];
}

export interface TideLevel {
  readonly station: string;
  readonly validFrom: string;
  readonly validTo: string | null;
  readonly levelM: number;
  readonly leadHours: number;
  readonly verified: boolean;
  readonly vi: string;
  readonly en: string;
}

export interface Water {
  readonly time: Date;
  readonly metres: number;
  readonly isHigh: boolean;
}

export interface Height {
  readonly time: Date;
  readonly metres: number;
}

const made = new WeakMap<TideStation, TidePrediction>();

function predictor(station: TideStation): TidePrediction {
  const known = made.get(station);
  if (known) return known;
  const constituents = station.constituents.map(({ name, amplitudeCm, phaseUtc }) => ({
    name,
    amplitude: amplitudeCm / 100,
    phase: phaseUtc,
  }));
  const fresh = createTidePredictor(constituents, { offset: station.meanLevelM });
  made.set(station, fresh);
  return fresh;
}

/** High and low waters between two instants. */
export function watersOf(station: TideStation, start: Date, end: Date): Water[] {
  return predictor(station)
    .getExtremesPrediction({ start, end })
    .map(({ time, level, high }) => ({ time, metres: level, isHigh: high }));
}

/** Heights every so many minutes. */
export function heightsOf(station: TideStation, start: Date, end: Date, everyMinutes: number): Height[] {
  return predictor(station)
    .getTimelinePrediction({ start, end, timeFidelity: everyMinutes * 60 })
    .filter(({ time }) => time <= end)
    .map(({ time, level }) => ({ time, metres: level }));
}

export function heightAt(station: TideStation, time: Date): number {
  return predictor(station).getWaterLevelAtTime({ time }).level;
}

/** The first time in the next hours at which the tide reaches a height, or null. */
export function reaches(
  station: TideStation,
  level: Pick<TideLevel, 'levelM' | 'leadHours'>,
  now: Date,
): Height | null {
  const end = new Date(now.getTime() + level.leadHours * 3_600_000);
  return heightsOf(station, now, end, 5).find(({ metres }) => metres >= level.levelM) ?? null;
}
