// From one row of another system's file to a report with its story, or to the reason why it is none.
import { newId } from '@city/kernel/database';
import type { Geo, Point } from '@city/kernel/geo';
import { maskPersonalData } from '@city/kernel/text';
import { instantOf, localDate } from '@city/kernel/time';
import { columnsOf } from '../cases/report-fields.ts';
import type { ReportBundle } from '../cases/report.store.ts';
import type { EventRow, ReportRow } from '../cases/tables.ts';
import { makeTrackingCode } from '../cases/tracking-code.ts';
import { type Verdict, verdict } from '../deadlines/verdict.ts';
import { route } from '../routing/routing.ts';
import { weigh } from '../services/catalogue.ts';
import type { CityRules } from '../services/city-files.ts';
import type { Mapping } from './mapping.ts';
import type { SourceRow } from './source-rows.ts';

export interface ImportCity {
  readonly rules: CityRules;
  readonly geo: Geo;
}

export interface Reject {
  readonly line: number;
  readonly reference: string | null;
  readonly field: string;
  readonly reason: string;
}

/** What the file said of a report, kept beside it. */
export interface SaidOfReport {
  readonly reference: string;
  readonly line: number;
  readonly reportId: string;
  readonly department: string | null;
  readonly filedAt: Date;
  readonly dueAt: Date | null;
  readonly closedAt: Date | null;
  readonly saidOnTime: boolean | null;
  readonly verdict: Verdict;
}

export interface Imported {
  readonly bundle: ReportBundle;
  readonly said: SaidOfReport;
}

class Fault extends Error {
  readonly field: string;

  constructor(field: string, reason: string) {
    super(reason);
    this.field = field;
  }
}

export interface Builder {
  readonly city: ImportCity;
  readonly mapping: Mapping;
  readonly serviceOf: (kind: string) => string;
  readonly place: (point: Point) => Point | null;
  /** A closing that lies after this moment has not happened yet: the report comes in open. */
  readonly now: Date;
}

/** Builds a report from a row; a row that cannot be one comes back with its field and reason. */
export function buildReport(builder: Builder, row: SourceRow): Imported | Reject {
  const reference = row.values[builder.mapping.columns.reference]?.trim() || null;
  try {
    if (!reference) throw new Fault(builder.mapping.columns.reference, 'no reference');
    return build(builder, row, reference);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return { line: row.line, reference, field: error.field, reason: error.message };
  }
}

function build(builder: Builder, row: SourceRow, reference: string): Imported {
  const { city, mapping, now } = builder;
  const { columns } = mapping;
  const value = (column: string) => row.values[column]?.trim() ?? '';
  const times = timesOf(mapping, value, now);
  const { filedAt, dueAt, closedAt } = times;
  const spot = builder.place(pointOf(mapping, value(columns.lat), value(columns.lon)));
  if (!spot) throw new Fault(columns.lat, 'the point lies outside the source city');
  const day = localDate(filedAt);
  const found = city.geo.units.atPoint(spot, day);
  if (!found.found) throw new Fault(columns.lat, 'no unit at the place');
  const service = city.rules.catalogue.find(builder.serviceOf(value(columns.kind)), day);
  if (!service) throw new Fault(columns.kind, `no service for ${value(columns.kind)}`);
  const words = value(columns.title) || value(columns.kind);
  const address = maskPersonalData(value(columns.address).replace(/\s+/g, ' ').slice(0, 400)).text;
  const input = { service: service.code, words, ...spot, ...(address ? { address } : {}) };
  const weight = weigh(service, '');
  const matter = {
    service: service.code,
    severity: weight.severity,
    day,
    unit: found.unit,
    district: found.district,
  };
  const way = route(city.rules.routing, city.rules.bodies, matter);
  const report: ReportRow = {
    ...columnsOf(input as never),
    ...rowBasics(times, now),
    report_id: newId(filedAt),
    tracking_code: makeTrackingCode(city.rules.bodies.trackingPrefix),
    words_public: maskPersonalData(words).text,
    unit_code: found.unit.code,
    unit_valid_from: found.unit.validFrom,
    district_code: found.district?.code ?? null,
    body_code: way.holder.code,
    severity: weight.severity,
    priority: weight.priority,
    routing_rule: way.rule.id,
    source: mapping.source,
    source_ref: reference,
  };
  const searchText = [
    words,
    address,
    service.name.vi,
    service.name.en,
    found.unit.kind,
    found.unit.name,
  ].join('. ');
  const events = storyOf(report, report.closed_at, value(columns.closing));
  return {
    bundle: { report, searchText, events, photos: [], reporter: null },
    said: {
      reference,
      line: row.line,
      reportId: report.report_id,
      department: value(columns.department) || null,
      filedAt,
      dueAt,
      closedAt,
      saidOnTime: saidOnTime(mapping, value(columns.onTime)),
      verdict: verdict({ dueAt, finishedAt: closedAt }, now),
    },
  };
}

interface Times {
  readonly filedAt: Date;
  readonly dueAt: Date | null;
  readonly closedAt: Date | null;
}

function timesOf(mapping: Mapping, value: (column: string) => string, now: Date): Times {
  const { columns } = mapping;
  const filedAt = timeOf(mapping, columns.openedAt, value(columns.openedAt));
  if (!filedAt) throw new Fault(columns.openedAt, 'no time of filing');
  if (filedAt > now) throw new Fault(columns.openedAt, 'filed in the future');
  const dueAt = timeOf(mapping, columns.dueAt, value(columns.dueAt));
  const closedAt = timeOf(mapping, columns.closedAt, value(columns.closedAt));
  if (closedAt && closedAt < filedAt) throw new Fault(columns.closedAt, 'closed before it was filed');
  return { filedAt, dueAt, closedAt };
}

/** What follows from the times alone; a closing still to come has not happened. */
function rowBasics({ filedAt, dueAt, closedAt }: Times, now: Date) {
  const closed = closedAt !== null && closedAt <= now ? closedAt : null;
  return {
    urgent_because: [],
    deadline_policy: null,
    state: closed ? ('closed' as const) : ('new' as const),
    visibility: 'public' as const,
    handler_id: null,
    handler_title: null,
    filed_at: filedAt,
    accept_due_at: null,
    due_at: dueAt,
    first_due_at: dueAt,
    accepted_at: closed,
    resolved_at: closed,
    closed_at: closed,
    reopen_until: null,
    changed_at: closed ?? filedAt,
    returned_n: 0,
    reopened_n: 0,
    rating: null,
    photo_n: 0,
    has_reporter: false,
    channel: 'import' as const,
    kind: 'phan_anh' as const,
    before_state: null,
    paused_at: null,
    wait_until: null,
    extended_n: 0,
    // The ladder is this city's; what another system left open does not climb it.
    escalation: 0,
    escalate_at: null,
    master_id: null,
    merged_n: 0,
    survey_n: 0,
    survey_fixed_n: 0,
    survey_scores: 0,
    version: closed ? 4 : 1,
  };
}

/** The file knows two moments, filing and closing; the steps between them stand at the closing. */
function storyOf(report: ReportRow, closedAt: Date | null, closing: string): EventRow[] {
  const base = {
    report_id: report.report_id,
    to_body: null,
    words: null,
    reason: null,
    due_at: report.due_at,
    detail: null,
  };
  const filed: EventRow = {
    ...base,
    seq: 1,
    at: report.filed_at,
    actor_kind: 'reporter',
    body_code: null,
    action: 'file',
    from_state: 'none',
    to_state: 'new',
    to_body: report.body_code,
  };
  if (!closedAt) return [filed];
  const office = { ...base, at: closedAt, actor_kind: 'office' as const, body_code: report.body_code };
  const words = maskPersonalData(closing.replace(/^Case Closed\s+/i, '').trim() || 'Case closed').text.slice(
    0,
    4000,
  );
  return [
    filed,
    { ...office, seq: 2, action: 'accept', from_state: 'new', to_state: 'accepted' },
    { ...office, seq: 3, action: 'resolve', from_state: 'accepted', to_state: 'resolved', words },
    { ...office, seq: 4, action: 'close', from_state: 'resolved', to_state: 'closed' },
  ];
}

function saidOnTime(mapping: Mapping, text: string): boolean | null {
  if (text === mapping.onTimeValues.yes) return true;
  return text === mapping.onTimeValues.no ? false : null;
}

/** Reads `2011-07-01 01:32:33` as wall-clock time and moves it by whole weeks into this city's calendar. */
function timeOf(mapping: Mapping, column: string, text: string): Date | null {
  if (text === '') return null;
  const found = /^(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2}):(\d{2})$/.exec(text);
  if (!found) throw new Fault(column, `not a time: ${text.slice(0, 40)}`);
  const [, date = '', time = '', seconds = '0'] = found;
  let at: Date;
  try {
    at = instantOf(date, time);
  } catch {
    throw new Fault(column, `not a time: ${text}`);
  }
  return new Date(at.getTime() + Number(seconds) * 1000 + mapping.time.shiftWeeks * 7 * 86_400_000);
}

export function pointOf(mapping: Mapping, lat: string, lon: string): Point {
  const point = { lat: Number(lat), lon: Number(lon) };
  const isPoint = lat !== '' && lon !== '' && Math.abs(point.lat) <= 90 && Math.abs(point.lon) <= 180;
  if (!isPoint) throw new Fault(mapping.columns.lat, `not a point: ${lat.slice(0, 20)}, ${lon.slice(0, 20)}`);
  return point;
}
