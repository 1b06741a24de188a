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

/** Written as they are, or looked up. */
const plain = [
  'report_id',
  'tracking_code',
  'service',
  'words_public',
  'lat',
  'lon',
  'address',
  'landmark',
  'unit_code',
  'district_code',
  'body_code',
] as const;
/** Codes and counts, none of which holds a space: they travel in one column, since each column of a thousand rows costs time to read. */
const facts = [
  'state',
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
  'unit_valid_from',
] as const;
/** Likewise, parted by commas, as PostgreSQL writes instants. */
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
const none = '-';

/** The columns of a list, of public reports only. */
export type ListedRow = Pick<ReportRow, (typeof plain)[number]> & {
  readonly facts: string;
  readonly instants: string;
  readonly filed_at: Date;
  readonly is_pictured: boolean;
};

const moreColumns = shownFields
  .map(({ column }) => column)
  .filter((column) => !plain.some((one) => one === column));
const told = (columns: readonly string[]) =>
  columns.map((column) => `coalesce(r.${column}::text, '${none}')`).join(', ');
/** What to select of `feedback.report r` for a `ListedRow`. */
export const listedSelection = sql.raw(
  [
    ...[...plain, ...moreColumns].map((column) => `r.${column}`),
    `concat_ws(' ', ${told(facts)}, (r.paused_at is not null)::text) as facts`,
    `concat_ws(',', ${told(instants)}) as instants`,
    'r.filed_at',
    'r.photo_n > 0 as is_pictured',
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
 * The UTF-8 bytes of a text, one a character. Such strings hold one byte a character inside too, so that putting a megabyte of them
 * together and writing it out is copying; Vietnamese words as they are would make every joined string twice as wide.
 */
const carried = (value: string): string => Buffer.from(value).toString('latin1');
const json = (value: unknown): string => carried(JSON.stringify(value));

/** Head, items with commas between them, and tail, all of them carried. */
export function bytesOf(head: string, items: readonly string[], tail: string): Buffer {
  const commas = Math.max(0, items.length - 1);
  const length = items.reduce((sum, item) => sum + item.length, head.length + tail.length + commas);
  const bytes = Buffer.allocUnsafe(length);
  let at = bytes.write(head, 'latin1');
  for (const [place, item] of items.entries()) {
    if (place > 0) bytes[at++] = comma;
    at += bytes.write(item, at, 'latin1');
  }
  bytes.write(tail, at, 'latin1');
  return bytes;
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

  /** One item, carried; `photos` are the report's pictures that may be seen, in order. */
  item(row: ListedRow, photos: readonly PhotoRow[]): string {
    const [
      state,
      severity,
      priority,
      photoCount,
      reopened,
      rating,
      channel,
      kind,
      extended,
      escalation,
      merged,
      version,
      from,
      paused,
    ] = row.facts.split(' ') as [ReportState, ...string[]];
    const [
      occurred = null,
      filed = null,
      acceptDue = null,
      due = null,
      firstDue = null,
      accepted = null,
      resolved = null,
      closed = null,
    ] = row.instants.split(',').map(iso);
    const service = this.#service(row.service);
    const { fields: unitFields, unit } = this.#unit(row, from ?? '');
    const title = reportTitle(service.name, row, unit);
    const first = photos.find(({ role }) => role === 'before') ?? photos[0];
    const code = JSON.stringify(row.tracking_code);
    return (
      `{"trackingCode":${code},"url":${JSON.stringify(`/reports/${row.tracking_code}`)}` +
      `,"title":{"vi":${json(title.vi)},"en":${json(title.en)}},${service.fields}` +
      `,"words":${json(row.words_public)},"state":"${state}","step":${petals(state).filled}` +
      `,"lat":${rounded(row.lat)},"lon":${rounded(row.lon)},"address":${text(row.address)}` +
      `,"occurredAt":${quoted(occurred)},${unitFields},"body":${this.#body(row.body_code)}` +
      `,"severity":"${severity}","priority":${priority},"filedAt":${quoted(filed)}` +
      `,"acceptDueAt":${quoted(acceptDue)},"dueAt":${quoted(due)},"firstDueAt":${quoted(firstDue)}` +
      `,"acceptedAt":${quoted(accepted)},"resolvedAt":${quoted(resolved)},"closedAt":${quoted(closed)}` +
      `,"verdict":"${this.#verdict(due, resolved ?? closed)}","photoCount":${photoCount}` +
      `,"thumbnailUrl":${text(first ? this.#around.photoUrl(first, 'thumb') : null)},"reopened":${reopened}` +
      `,"rating":${rating === none ? 'null' : rating},"channel":"${channel}","kind":"${kind}","waitsForReporter":${paused}` +
      `,"extended":${extended},"escalation":${escalation},"merged":${merged},"version":${version}${shown(row)}}`
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
    const fields = `"service":${json(code)},"serviceName":${json({ vi: name.vi, en: name.en })},"icon":${json(icon)}`;
    const made = { fields, name };
    this.#services.set(code, made);
    return made;
  }

  #unit(row: ListedRow, validFrom: string) {
    const key = `${row.unit_code}/${validFrom}/${row.district_code ?? ''}`;
    const known = this.#units.get(key);
    if (known) return known;
    const unit = unitOf(this.#around.geo, row.unit_code, validFrom);
    const fields = `"unit":${json(unit)},"district":${json(districtOf(this.#around.geo, { ...row, unit_valid_from: validFrom }))}`;
    const made = { fields, unit };
    this.#units.set(key, made);
    return made;
  }

  #body(code: string): string {
    const known = this.#bodies.get(code) ?? json(bodyRef(this.#around.bodies, code));
    this.#bodies.set(code, known);
    return known;
  }
}

const iso = (at: string): string | null => (at === none ? null : isoText(at));
const quoted = (at: string | null): string => (at === null ? 'null' : `"${at}"`);
const text = (value: string | null): string => (value === null ? 'null' : json(value));

function shown(row: ListedRow): string {
  let written = '';
  for (const { name, column } of shownFields) {
    const value = (row as unknown as Record<string, unknown>)[column];
    written += `,"${name}":${value == null ? 'null' : json(String(value))}`;
  }
  return written;
}
