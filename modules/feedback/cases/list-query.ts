// What a list of reports may be asked for: filters from the address, checked before any SQL is made.
import { type Static, Type } from 'typebox';
import { AppError } from '@city/kernel/errors';
import { isLocalDate, parseInstant, startOfDay } from '@city/kernel/time';
import { limits } from '../limits.ts';
import { endStates, openStates, type ReportState, reportStates } from './states.ts';

/** Query of `GET /api/reports`. Lists are separated by commas. */
export const ListQuery = Type.Object({
  state: Type.Optional(
    Type.String({ maxLength: 100, description: 'open, done, or states separated by commas' }),
  ),
  unit: Type.Optional(Type.String({ maxLength: 1000, description: 'Codes of units' })),
  service: Type.Optional(Type.String({ maxLength: 400, description: 'Codes of services' })),
  body: Type.Optional(Type.String({ maxLength: 400, description: 'Codes of bodies' })),
  from: Type.Optional(Type.String({ maxLength: 40, description: 'Filed on or after: a day or an instant' })),
  to: Type.Optional(
    Type.String({ maxLength: 40, description: 'Filed before: an instant, or to the end of a day' }),
  ),
  bbox: Type.Optional(Type.String({ maxLength: 100, description: 'west,south,east,north in degrees' })),
  overdue: Type.Optional(Type.Boolean()),
  q: Type.Optional(Type.String({ maxLength: limits.searchMax, description: 'Words, with or without marks' })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: limits.listMax, default: limits.listDefault })),
  cursor: Type.Optional(Type.String({ maxLength: 300 })),
});
export type ListQuery = Static<typeof ListQuery>;

export interface Box {
  readonly west: number;
  readonly south: number;
  readonly east: number;
  readonly north: number;
}

export interface ListFilters {
  readonly states: readonly ReportState[] | null;
  readonly units: readonly string[] | null;
  readonly services: readonly string[] | null;
  readonly bodies: readonly string[] | null;
  readonly from: Date | null;
  readonly before: Date | null;
  readonly box: Box | null;
  readonly overdue: boolean;
  readonly q: string | null;
}

/**
 * Reads the filters.
 * @throws AppError that names the parameter: unknown states, codes of no shape, days that do not exist, boxes turned over.
 */
export function readFilters(query: Omit<ListQuery, 'limit' | 'cursor'>): ListFilters {
  return {
    states: readStates(query.state),
    units: readCodes(query.unit, 'unit'),
    services: readCodes(query.service, 'service'),
    bodies: readCodes(query.body, 'body'),
    from: query.from ? readEdge(query.from, 'from', 0) : null,
    before: query.to ? readEdge(query.to, 'to', 1) : null,
    box: query.bbox ? readBox(query.bbox) : null,
    overdue: query.overdue === true,
    q: query.q?.trim() || null,
  };
}

function readStates(text: string | undefined): readonly ReportState[] | null {
  if (!text) return null;
  const states = text.split(',').flatMap((part): readonly ReportState[] => {
    const word = part.trim();
    if (word === 'open') return openStates;
    if (word === 'done') return ['resolved', ...endStates];
    const state = reportStates.find((known) => known === word);
    if (!state)
      throw new AppError('report_state_unknown', { field: 'state', params: { value: word.slice(0, 40) } });
    return [state];
  });
  return [...new Set(states)];
}

const errorOf = {
  unit: 'report_unit_unknown',
  service: 'report_service_unknown',
  body: 'report_body_unknown',
} as const;

function readCodes(text: string | undefined, field: keyof typeof errorOf): readonly string[] | null {
  if (!text) return null;
  const codes = text
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean);
  const strange = codes.find((code) => !/^[a-z0-9-]{1,64}$/.test(code));
  if (strange !== undefined || codes.length > limits.unitsPerFilter)
    throw new AppError(errorOf[field], { field });
  return codes;
}

/** A day means its beginning, as `to` its end: `daysLater` 1. */
function readEdge(text: string, field: string, daysLater: 0 | 1): Date {
  if (isLocalDate(text)) return new Date(startOfDay(text).getTime() + daysLater * 86_400_000);
  return parseInstant(text, field);
}

/** @throws AppError `report_box_invalid` */
export function readBox(text: string): Box {
  const [west, south, east, north, ...rest] = text
    .split(',')
    .map((part) => (part.trim() === '' ? Number.NaN : Number(part)));
  const isBox =
    rest.length === 0 &&
    [west, south, east, north].every((part) => part !== undefined && Number.isFinite(part));
  if (
    !isBox ||
    west! > east! ||
    south! > north! ||
    west! < -180 ||
    east! > 180 ||
    south! < -90 ||
    north! > 90
  ) {
    throw new AppError('report_box_invalid', { field: 'bbox' });
  }
  return { west: west!, south: south!, east: east!, north: north! };
}
