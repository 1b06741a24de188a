// Turns stored rows into what may be seen: masked words, rounded places, names of units and bodies, the verdict.
import type { Geo } from '@city/kernel/geo';
import type { BodyRef, HistoryEntry, Holder, PhotoView, ReportItem } from '../contract.ts';
import { verdict } from '../deadlines/verdict.ts';
import type { BodyRegister } from '../routing/body-register.ts';
import type { Catalogue } from '../services/catalogue.ts';
import { petals } from './states.ts';
import { shownValues } from './report-fields.ts';
import type { EventRow, PhotoRow, ReportRow } from './tables.ts';

export type PhotoAddress = Pick<PhotoRow, 'file_id' | 'copy_n'>;

/** What the views need around the rows. */
export interface Surroundings {
  readonly geo: Geo;
  readonly catalogue: Catalogue;
  readonly bodies: BodyRegister;
  /** A picture whose copy was made anew has another address, so that nobody is shown the old one. */
  readonly photoUrl: (photo: PhotoAddress, size: 'full' | 'medium' | 'thumb') => string;
}

/** Five decimals are about a metre: enough to find the place, no more than the pin meant. */
export function rounded(degrees: number): number {
  return Math.round(degrees * 1e5) / 1e5;
}

/** A report as everyone may see it. `photos` are its pictures in order. */
export function reportItem(
  around: Surroundings,
  row: ReportRow,
  photos: readonly PhotoRow[],
  now: Date,
): ReportItem {
  const { name: serviceName, icon } = serviceOf(around.catalogue, row.service);
  const unit = unitOf(around.geo, row.unit_code, row.unit_valid_from);
  const first = photos.find(({ role }) => role === 'before') ?? photos[0];
  return {
    trackingCode: row.tracking_code,
    url: `/reports/${row.tracking_code}`,
    title: reportTitle(serviceName, row, unit),
    service: row.service,
    serviceName,
    icon,
    words: row.words_public,
    state: row.state,
    step: petals(row.state).filled,
    lat: rounded(row.lat),
    lon: rounded(row.lon),
    address: row.address,
    occurredAt: text(row.occurred_at),
    unit,
    district: districtOf(around.geo, row),
    body: bodyRef(around.bodies, row.body_code),
    severity: row.severity,
    priority: row.priority,
    filedAt: row.filed_at.toISOString(),
    acceptDueAt: text(row.accept_due_at),
    dueAt: text(row.due_at),
    firstDueAt: text(row.first_due_at),
    acceptedAt: text(row.accepted_at),
    resolvedAt: text(row.resolved_at),
    closedAt: text(row.closed_at),
    verdict: verdict({ dueAt: row.due_at, finishedAt: finishedAt(row) }, now),
    photoCount: row.photo_n,
    thumbnailUrl: first ? around.photoUrl(first, 'thumb') : null,
    reopened: row.reopened_n,
    rating: row.rating,
    channel: row.channel,
    kind: row.kind,
    waitsForReporter: row.paused_at !== null,
    extended: row.extended_n,
    escalation: row.escalation,
    merged: row.merged_n,
    version: row.version,
    ...shownValues(row as unknown as Record<string, unknown>),
  };
}

/** Name and sign of a service; one that no catalogue has any more is called by its code. */
export function serviceOf(
  catalogue: Catalogue,
  code: string,
): { readonly name: { vi: string; en: string }; readonly icon: string } {
  const service = catalogue.any(code);
  return { name: service?.name ?? { vi: code, en: code }, icon: service?.icon ?? 'report' };
}

/** When somebody's duty to answer ended; null while it runs. A rejection is an answer. */
export function finishedAt(row: Pick<ReportRow, 'resolved_at' | 'closed_at'>): Date | null {
  return row.resolved_at ?? row.closed_at;
}

/** "Ngập nước, trước 198 Trần Nguyên Hãn"; without an address the unit's name stands in its place. */
export function reportTitle(
  service: { vi: string; en: string },
  row: Pick<ReportRow, 'address' | 'landmark'>,
  unit: ReportItem['unit'],
): ReportItem['title'] {
  if (row.address) {
    return { vi: `${service.vi}, ${lowerFirst(row.address)}`, en: `${service.en}, ${row.address}` };
  }
  if (row.landmark)
    return { vi: `${service.vi}, gần ${row.landmark}`, en: `${service.en}, near ${row.landmark}` };
  return { vi: `${service.vi}, ${unit.kind} ${unit.name}`, en: `${service.en}, ${unit.name}` };
}

/** "Trước 198 …" in the middle of a line begins small; names stay as they are. */
function lowerFirst(place: string): string {
  return /^(Trước|Sau|Cạnh|Gần|Đối diện|Ngã|Ngõ|Đường|Số|Đầu|Cuối|Giữa|Cổng)(?=\s)/u.test(place)
    ? place.charAt(0).toLowerCase() + place.slice(1)
    : place;
}

export function unitOf(geo: Geo, code: string, validFrom: string): ReportItem['unit'] {
  const unit = geo.units.byCode(code, validFrom);
  return { code, name: unit?.name ?? code, kind: unit?.kind ?? '', validFrom };
}

export function districtOf(
  geo: Geo,
  row: Pick<ReportRow, 'district_code' | 'unit_valid_from'>,
): ReportItem['district'] {
  if (row.district_code === null) return null;
  const district = geo.units.byCode(row.district_code, row.unit_valid_from);
  return {
    code: row.district_code,
    name: district ? `${district.kind} ${district.name}` : row.district_code,
  };
}

export function bodyRef(bodies: BodyRegister, code: string): BodyRef {
  const { kind, name, short, icon } = bodies.show(code);
  return { code, kind, name, short, icon };
}

export function photoView(around: Surroundings, photo: PhotoRow): PhotoView {
  return {
    id: photo.file_id,
    role: photo.role,
    url: around.photoUrl(photo, 'full'),
    mediumUrl: around.photoUrl(photo, 'medium'),
    thumbnailUrl: around.photoUrl(photo, 'thumb'),
    width: photo.width,
    height: photo.height,
    takenAt: text(photo.taken_at),
  };
}

/** The story of a report. Ratings are told with their score, never with a name. */
export function historyView(around: Surroundings, events: readonly EventRow[]): HistoryEntry[] {
  return events.map((event) => ({
    seq: event.seq,
    at: event.at.toISOString(),
    actor: event.actor_kind,
    body: event.body_code === null ? null : bodyRef(around.bodies, event.body_code),
    action: event.action,
    from: event.from_state === 'none' ? null : event.from_state,
    to: event.to_state,
    toBody: event.to_body === null ? null : bodyRef(around.bodies, event.to_body),
    words: event.words,
    reason: event.reason,
    detail: event.detail === null ? null : { ...event.detail },
  }));
}

/** Who held the report from when to when: the first body, and one for each hand-over or return. */
export function holdersView(
  around: Surroundings,
  events: readonly EventRow[],
  firstReason: Holder['reason'],
): Holder[] {
  const moves = events.filter(({ to_body: to }) => to !== null);
  return moves.map((event, at) => ({
    body: bodyRef(around.bodies, event.to_body as string),
    since: event.at.toISOString(),
    until: text(moves[at + 1]?.at ?? null),
    reason: at === 0 ? firstReason : event.reason === null ? null : { vi: event.reason, en: event.reason },
  }));
}

/** The words of the last answer; null before there is one, and again after a reopening. */
export function answerOf(row: ReportRow, events: readonly EventRow[]): string | null {
  if (row.state !== 'resolved' && row.state !== 'closed' && row.state !== 'rejected') return null;
  const last = events.findLast(({ action }) => action === 'resolve' || action === 'reject');
  return last?.words ?? last?.reason ?? null;
}

const text = (at: Date | null): string | null => at?.toISOString() ?? null;
