// What a list of service requests may be asked for: GeoReport v2's parameters and CitySDK's extensions.
import { type Static, Type } from 'typebox';
import { AppError } from '@city/kernel/errors';
import { parseInstant, startOfDay } from '@city/kernel/time';
import { limits } from '../limits.ts';
import { endStates, openStates, type ReportState, reportStates } from '../cases/states.ts';
import { detailedStatus } from './request-view.ts';
import { wrong } from './open311-error.ts';

const text = (maxLength: number) => Type.Optional(Type.String({ maxLength }));
export const RequestsQuery = Type.Object(
  {
    jurisdiction_id: text(200),
    lang: text(8),
    service_request_id: text(20_000),
    service_code: text(2_000),
    start_date: text(60),
    end_date: text(60),
    status: text(60),
    extensions: text(10),
    updated_after: text(60),
    updated_before: text(60),
    lat: text(30),
    long: text(30),
    radius: text(30),
    agency_responsible: text(200),
    keyword: text(200),
    with_picture: text(10),
    just_count: text(10),
    max_requests: text(10),
    page: text(10),
    page_size: text(10),
    area_code: text(400),
    detailed_status: text(200),
    q: text(200),
  },
  { additionalProperties: true },
);
export type RequestsQuery = Static<typeof RequestsQuery>;

export interface RequestFilters {
  readonly codes: readonly string[] | null;
  readonly services: readonly string[] | null;
  readonly states: readonly ReportState[] | null;
  readonly from: Date | null;
  readonly to: Date | null;
  readonly updatedAfter: Date | null;
  readonly updatedBefore: Date | null;
  readonly around: { readonly lat: number; readonly lon: number; readonly metres: number } | null;
  readonly body: string | null;
  readonly words: string | null;
  readonly pictured: boolean;
  readonly units: readonly string[] | null;
  readonly limit: number;
  readonly offset: number;
}

const spanMs = 90 * 86_400_000;

/**
 * Reads the parameters. Ids override everything. Without dates it is the last ninety days; a longer span is cut to its last
 * ninety days, and an answer holds a thousand requests at most (GeoReport v2, GET Service Requests).
 * @throws Open311Error that names the parameter.
 */
export function readRequests(query: RequestsQuery, now: Date): RequestFilters {
  const codes = listOf(query.service_request_id);
  const to = instantOf(query.end_date, 'end_date');
  const asked = instantOf(query.start_date, 'start_date');
  if (asked && to && asked > to) throw wrong('end_date', 'lies before start_date');
  const earliest = new Date((to ?? now).getTime() - spanMs);
  const limit = Math.min(
    wholeOf(query.max_requests ?? query.page_size, 'max_requests') ?? limits.listMax,
    limits.listMax,
  );
  const page = wholeOf(query.page, 'page') ?? 1;
  const isAsking = query.updated_after || query.updated_before;
  return {
    codes,
    services: listOf(query.service_code),
    states: statesOf(query),
    from: codes ? null : isAsking ? asked : asked && asked > earliest ? asked : earliest,
    to: codes ? null : to,
    updatedAfter: instantOf(query.updated_after, 'updated_after'),
    updatedBefore: instantOf(query.updated_before, 'updated_before'),
    around: aroundOf(query),
    body: query.agency_responsible || null,
    words: query.keyword || query.q || null,
    pictured: isYes(query.with_picture),
    units: listOf(query.area_code),
    limit,
    offset: (Math.max(1, page) - 1) * limit,
  };
}

export const isYes = (given: string | undefined): boolean => given === 'true' || given === '1';

function listOf(given: string | undefined): readonly string[] | null {
  const parts = (given ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean);
  return parts.length === 0 ? null : parts.slice(0, limits.listMax);
}

function instantOf(given: string | undefined, name: string): Date | null {
  if (!given) return null;
  try {
    // Clients send bare days, too, and lose the plus of an offset on the way.
    if (/^\d{4}-\d{2}-\d{2}$/.test(given)) return startOfDay(given);
    return parseInstant(given.replace(/ (\d{2}:\d{2})$/, '+$1'), name);
  } catch (error) {
    if (error instanceof AppError)
      throw wrong(name, 'must be a date and time such as 2026-11-27T08:00:00+07:00');
    throw error;
  }
}

function wholeOf(given: string | undefined, name: string): number | null {
  if (given === undefined || given === '') return null;
  const number = Number(given);
  if (!Number.isSafeInteger(number) || number < 1) throw wrong(name, 'must be a whole number from 1');
  return number;
}

function statesOf(query: RequestsQuery): readonly ReportState[] | null {
  const detailed = listOf(query.detailed_status);
  if (detailed) {
    const wanted = new Set(detailed.map((one) => one.toUpperCase()));
    return reportStates.filter((state) => wanted.has(detailedStatus(state)));
  }
  const words = listOf(query.status);
  if (!words) return null;
  return words.flatMap((word): readonly ReportState[] => {
    if (word === 'open') return openStates;
    if (word === 'closed') return ['resolved', 'merged', ...endStates];
    throw wrong('status', 'must be open or closed');
  });
}

function aroundOf(query: RequestsQuery): RequestFilters['around'] {
  if (!query.lat && !query.long) return null;
  const [lat, lon] = [Number(query.lat), Number(query.long)];
  if (!query.lat || !(Math.abs(lat) <= 90)) throw wrong('lat', 'must be degrees');
  if (!query.long || !(Math.abs(lon) <= 180)) throw wrong('long', 'must be degrees');
  const metres = query.radius ? Number(query.radius) : 500;
  if (!(metres > 0 && metres <= 50_000)) throw wrong('radius', 'must be metres up to 50000');
  return { lat, lon, metres };
}
