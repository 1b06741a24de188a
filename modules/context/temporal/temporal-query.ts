// What a temporal query asks for (GS CIM 009 §4.11, §6.3.12): a window of time, how many, and in which form.
import { isInstant } from '../entities/entity.ts';
import { badData } from '../wire/problem.ts';

export const timeProperties = ['observedAt', 'createdAt', 'modifiedAt', 'deletedAt'] as const;
export type TimeProperty = (typeof timeProperties)[number];

export const aggregates = [
  'totalCount',
  'distinctCount',
  'sum',
  'avg',
  'min',
  'max',
  'stddev',
  'sumsq',
] as const;
export type Aggregate = (typeof aggregates)[number];

export interface TemporalQuery {
  readonly timerel: 'before' | 'after' | 'between' | null;
  readonly timeAt: string | null;
  readonly endTimeAt: string | null;
  readonly property: TimeProperty;
  /** Whether the property was named: then only instances that have it count. */
  readonly isNamed: boolean;
  readonly lastN: number | null;
  readonly form: TemporalForm;
}

export type TemporalForm =
  | { readonly is: 'normalized' | 'concise' | 'values' }
  | { readonly is: 'aggregated'; readonly methods: readonly Aggregate[]; readonly period: Period };

/** Months and seconds of an ISO 8601 duration; both 0 is the whole window. */
export interface Period {
  readonly months: number;
  readonly seconds: number;
}

const durationForm =
  /^P(?!$)(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?!$)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/;

/** @throws Problem `BadRequestData` */
export function parsePeriod(text: string): Period {
  const found = durationForm.exec(text);
  if (!found) throw badData(`${text} is not a duration of ISO 8601`);
  const [years, months, weeks, days, hours, minutes, seconds] = found
    .slice(1)
    .map((part) => Number(part ?? 0)) as number[];
  return {
    months: (years as number) * 12 + (months as number),
    seconds:
      (((weeks as number) * 7 + (days as number)) * 24 + (hours as number)) * 3600 +
      (minutes as number) * 60 +
      (seconds as number),
  };
}

export interface TemporalParams {
  readonly timerel?: unknown;
  readonly timeAt?: unknown;
  readonly endTimeAt?: unknown;
  readonly timeproperty?: unknown;
  readonly lastN?: unknown;
  readonly aggrMethods?: unknown;
  readonly aggrPeriodDuration?: unknown;
}

/** @throws Problem `BadRequestData` */
export function parseTemporal(given: TemporalParams, format: string): TemporalQuery {
  const { timerel, timeAt, endTimeAt, timeproperty, lastN } = given;
  if (timerel !== undefined && timerel !== 'before' && timerel !== 'after' && timerel !== 'between')
    throw badData(`timerel ${String(timerel)} is not known`);
  for (const [name, at] of Object.entries({ timeAt, endTimeAt }))
    if (at !== undefined && !isInstant(at)) throw badData(`${name} must be a date and time in UTC`);
  if ((timerel === undefined) !== (timeAt === undefined)) throw badData('timerel and timeAt go together');
  if ((timerel === 'between') !== (endTimeAt !== undefined))
    throw badData('endTimeAt goes with timerel=between');
  const property = timeProperties.find((one) => one === (timeproperty ?? 'observedAt'));
  if (!property) throw badData(`timeproperty ${String(timeproperty)} is not known`);
  const last = lastN === undefined ? null : Number(lastN);
  if (last !== null && !(Number.isInteger(last) && last > 0))
    throw badData('lastN must be a whole number above 0');
  return {
    timerel: timerel ?? null,
    timeAt: (timeAt as string | undefined) ?? null,
    endTimeAt: (endTimeAt as string | undefined) ?? null,
    property,
    isNamed: timeproperty !== undefined || timerel !== undefined,
    lastN: last,
    form: formOf(format, given),
  };
}

function formOf(format: string, { aggrMethods, aggrPeriodDuration }: TemporalParams): TemporalForm {
  if (format === 'temporalValues' || format === 'simplified') return { is: 'values' };
  if (format !== 'aggregatedValues') return { is: format === 'concise' ? 'concise' : 'normalized' };
  const names = Array.isArray(aggrMethods)
    ? aggrMethods
    : typeof aggrMethods === 'string'
      ? aggrMethods.split(',')
      : [];
  const methods = names.map((name) => {
    const method = aggregates.find((one) => one === name);
    if (!method) throw badData(`The aggregate ${String(name)} is not known`);
    return method;
  });
  if (methods.length === 0) throw badData('aggregatedValues needs aggrMethods');
  if (aggrPeriodDuration !== undefined && typeof aggrPeriodDuration !== 'string')
    throw badData('aggrPeriodDuration must be a text');
  return { is: 'aggregated', methods, period: parsePeriod(aggrPeriodDuration ?? 'PT0S') };
}
