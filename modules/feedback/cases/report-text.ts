// A page of the public list as JSON text, written straight from the rows: a thousand reports are over a megabyte, most of it names that
// repeat. What it writes is what `reportItem` says, word for word (report-text.test.ts compares them).
import { sql } from 'kysely';
import type { ReportItem } from '../contract.ts';
import {
  reportTitle,
  rounded,
  type Surroundings,
  serviceOf,
  bodyRef,
  districtOf,
  unitOf,
} from './report-view.ts';
import { shownFields } from './report-fields.ts';
import { petals, type ReportState } from './states.ts';
import type { PhotoRow, ReportRow } from './tables.ts';

const instants = [
  'occurred_at',
  'filed_at',
  'accept_due_at',
  'due_at',
  'first_due_at',
  'accepted_at',
  'resolved_at',
  'closed_at',
] as const;
const plain = [
  'report_id',
  'tracking_code',
  'visibility',
  'service',
  'words_public',
  'state',
  'lat',
  'lon',
  'address',
  'landmark',
  'unit_code',
  'district_code',
  'body_code',
  'severity',
  'priority',
  'photo_n',
  'reopened_n',
  'rating',
  'channel',
  'kind',
  'extended_n',
  'escalation',
  'merged_n',
  'version',
] as const;

type Instant = (typeof instants)[number];
/** The columns of a list; instants as PostgreSQL writes them. */
export type ListedRow = Pick<ReportRow, (typeof plain)[number] | 'unit_valid_from'> &
  Readonly<Record<Exclude<Instant, 'filed_at'>, string | null>> & {
    readonly filed_at: string;
    readonly is_paused: boolean;
  };

const moreColumns = shownFields
  .map(({ column }) => column)
  .filter((column) => !plain.some((one) => one === column));
/** What to select of `feedback.report r` for a `ListedRow`. */
export const listedSelection = sql.raw(
  [
    ...[...plain, ...moreColumns].map((column) => `r.${column}`),
    ...instants.map((column) => `r.${column}::text as ${column}`),
    'r.unit_valid_from::text as unit_valid_from',
    'r.paused_at is not null as is_paused',
  ].join(', '),
);

/**
 * ISO 8601 in UTC with milliseconds of an instant as PostgreSQL writes it (`2026-11-28 00:31:26.123456+00`); further digits are dropped.
 * Other zones and far years go the long way.
 */
export function isoText(text: string): string {
  const isPlain =
    text.length >= 22 && text.length <= 29 && text.endsWith('+00') && text.charCodeAt(10) === 32;
  if (!isPlain) return new Date(text).toISOString();
  const fraction = text.length > 22 ? text.slice(20, Math.min(23, text.length - 3)).padEnd(3, '0') : '000';
  return `${text.slice(0, 10)}T${text.slice(11, 19)}.${fraction}Z`;
}

/**
 * Head, items with commas between them, and tail as UTF-8. Item by item into one buffer: joining them first would copy a megabyte of
 * two-byte characters twice.
 */
export function utf8Of(head: string, items: readonly string[], tail: string): Buffer {
  const most = 3 * (head.length + tail.length + items.reduce((sum, { length }) => sum + length + 1, 0));
  const bytes = Buffer.allocUnsafe(most);
  let at = bytes.write(head);
  for (const [place, item] of items.entries()) {
    if (place > 0) bytes[at++] = comma;
    at += bytes.write(item, at);
  }
  at += bytes.write(tail, at);
  return bytes.subarray(0, at);
}

const comma = 0x2c;

/** Writes the items of one page; names are looked up once for the page. */
export class ItemWriter {
  readonly #around: Surroundings;
  readonly #now: string;
  readonly #services = new Map<string, { fields: string; name: { vi: string; en: string } }>();
  readonly #units = new Map<string, { fields: string; unit: ReportItem['unit'] }>();
  readonly #bodies = new Map<string, string>();

  constructor(around: Surroundings, now: Date) {
    this.#around = around;
    this.#now = now.toISOString();
  }

  /** One item; `photos` are the report's pictures that may be seen, in order. */
  item(row: ListedRow, photos: readonly PhotoRow[]): string {
    const service = this.#service(row.service);
    const { fields: unitFields, unit } = this.#unit(row);
    const title = reportTitle(service.name, row, unit);
    const first = photos.find(({ role }) => role === 'before') ?? photos[0];
    const code = JSON.stringify(row.tracking_code);
    const due = iso(row.due_at);
    return (
      `{"trackingCode":${code},"url":${JSON.stringify(`/reports/${row.tracking_code}`)}` +
      `,"title":{"vi":${JSON.stringify(title.vi)},"en":${JSON.stringify(title.en)}},${service.fields}` +
      `,"words":${JSON.stringify(row.words_public)},"state":"${row.state}","step":${petals(row.state as ReportState).filled}` +
      `,"lat":${rounded(row.lat)},"lon":${rounded(row.lon)},"address":${text(row.address)}` +
      `,"occurredAt":${quoted(iso(row.occurred_at))},${unitFields},"body":${this.#body(row.body_code)}` +
      `,"severity":${JSON.stringify(row.severity)},"priority":${row.priority},"filedAt":"${isoText(row.filed_at)}"` +
      `,"acceptDueAt":${quoted(iso(row.accept_due_at))},"dueAt":${quoted(due)},"firstDueAt":${quoted(iso(row.first_due_at))}` +
      `,"acceptedAt":${quoted(iso(row.accepted_at))},"resolvedAt":${quoted(iso(row.resolved_at))},"closedAt":${quoted(iso(row.closed_at))}` +
      `,"verdict":"${this.#verdict(due, iso(row.resolved_at ?? row.closed_at))}","photoCount":${row.photo_n}` +
      `,"thumbnailUrl":${text(first ? this.#around.photoUrl(first, 'thumb') : null)},"reopened":${row.reopened_n}` +
      `,"rating":${row.rating},"channel":${JSON.stringify(row.channel)},"kind":"${row.kind}","waitsForReporter":${row.is_paused}` +
      `,"extended":${row.extended_n},"escalation":${row.escalation},"merged":${row.merged_n},"version":${row.version}${shown(row)}}`
    );
  }

  /** As `verdict` has it, on texts of one length and zone, which sort like the instants they are. */
  #verdict(due: string | null, finished: string | null): string {
    if (finished !== null) return due === null || finished <= due ? 'on-time' : 'late';
    return due !== null && this.#now > due ? 'overdue' : 'open';
  }

  #service(code: string) {
    const known = this.#services.get(code);
    if (known) return known;
    const { name, icon } = serviceOf(this.#around.catalogue, code);
    const fields = `"service":${JSON.stringify(code)},"serviceName":${JSON.stringify({ vi: name.vi, en: name.en })},"icon":${JSON.stringify(icon)}`;
    const made = { fields, name };
    this.#services.set(code, made);
    return made;
  }

  #unit(row: ListedRow) {
    const key = `${row.unit_code}/${row.unit_valid_from}/${row.district_code ?? ''}`;
    const known = this.#units.get(key);
    if (known) return known;
    const unit = unitOf(this.#around.geo, row.unit_code, row.unit_valid_from);
    const fields = `"unit":${JSON.stringify(unit)},"district":${JSON.stringify(districtOf(this.#around.geo, row))}`;
    const made = { fields, unit };
    this.#units.set(key, made);
    return made;
  }

  #body(code: string): string {
    const known = this.#bodies.get(code) ?? JSON.stringify(bodyRef(this.#around.bodies, code));
    this.#bodies.set(code, known);
    return known;
  }
}

const iso = (at: string | null): string | null => (at === null ? null : isoText(at));
const quoted = (at: string | null): string => (at === null ? 'null' : `"${at}"`);
const text = (value: string | null): string => (value === null ? 'null' : JSON.stringify(value));

function shown(row: ListedRow): string {
  let written = '';
  for (const { name, column } of shownFields) {
    const value = (row as unknown as Record<string, unknown>)[column];
    written += `,"${name}":${value == null ? 'null' : JSON.stringify(String(value))}`;
  }
  return written;
}
