// From what a person sends to a report that can be written: checks that name each field, then place, weight, route and promise.
import { newId } from '@city/kernel/database';
import type { FieldError } from '@city/kernel/errors';
import type { Geo, PlaceFound } from '@city/kernel/geo';
import { maskPersonalData } from '@city/kernel/text';
import { localDate, parseInstant, type WorkingCalendar } from '@city/kernel/time';
import { servicesFor } from '../channels/channel-data.ts';
import { type Terms, termsFor } from '../deadlines/deadline.ts';
import { nextRung } from '../handling/rules.ts';
import { limits } from '../limits.ts';
import type { Attention, SenderMarks } from '../moderation/attention.ts';
import { moderationRule } from '../moderation/moderation-data.ts';
import type { PlaceEvidence } from '../moderation/place-doubt.ts';
import { type Route, route } from '../routing/routing.ts';
import { type Weight, weigh } from '../services/catalogue.ts';
import type { MatterKind, Service } from '../services/city-data.ts';
import type { CityRules } from '../services/city-files.ts';
import { fieldProblem, refuse } from './contact.ts';
import { columnsOf, reportFields, type ReportInput } from './report-fields.ts';
import type { ReportBundle } from './report.store.ts';
import type { BehalfRow, Channel, ReporterRow, ReportRow } from './tables.ts';
import { makeTrackingCode } from './tracking-code.ts';

/** What filing needs of the city. */
export interface FilingCity {
  readonly rules: CityRules;
  readonly geo: Geo;
  readonly calendar: WorkingCalendar;
}

/** A report whose every field has been found good, and what follows from it on this day. */
export interface Examined {
  readonly input: ReportInput;
  readonly kind: MatterKind;
  readonly service: Service;
  readonly place: PlaceFound;
  readonly weight: Weight;
  readonly route: Route;
  readonly terms: Terms | null;
}

/**
 * Examines a report. Nothing is stored.
 * @throws AppError 400 that names every wrong field; `problems` adds what was found before (contact, photos).
 */
export function examine(
  city: FilingCity,
  given: ReportInput,
  now: Date,
  problems: FieldError[] = [],
  kind: MatterKind = 'phan_anh',
): Examined {
  const day = localDate(now);
  const input = tidy(given);
  const service = city.rules.catalogue.find(input.service, day);
  if (!service) problems.push(fieldProblem('report_service_unknown', '/service'));
  else if (!servicesFor(city.rules.channels, city.rules.catalogue, kind, day).includes(service))
    problems.push(fieldProblem('report_kind_not_here', '/service'));
  if (letters(input.words) < limits.wordsMin) problems.push(fieldProblem('report_words_missing', '/words'));
  checkOccurred(input.occurredAt, now, problems);
  const place = city.geo.units.atPoint({ lat: input.lat, lon: input.lon }, day);
  if (!place.found) {
    problems.push(fieldProblem('report_outside_city', '/lat'), fieldProblem('report_outside_city', '/lon'));
  }
  refuse(problems);
  return follow(city, { input, kind, service: service as Service, place: place as PlaceFound }, now);
}

function follow(
  city: FilingCity,
  found: Pick<Examined, 'input' | 'kind' | 'service' | 'place'>,
  now: Date,
): Examined {
  const { input, kind, service, place } = found;
  const weight = weigh(service, input.words);
  const matter = { service: service.code, severity: weight.severity, kind };
  return {
    ...found,
    weight,
    route: route(city.rules.routing, city.rules.bodies, {
      ...matter,
      day: localDate(now),
      unit: place.unit,
      district: place.district,
    }),
    terms: termsFor(city.rules.deadlines, city.calendar, matter, now),
  };
}

/** Composed letters, no spaces around; what is empty was not said. */
function tidy(given: ReportInput): ReportInput {
  const entries = Object.entries(given).map(([name, value]) => [
    name,
    typeof value === 'string' ? value.normalize('NFC').trim() : value,
  ]);
  return Object.fromEntries(entries.filter(([, value]) => value !== '')) as unknown as ReportInput;
}

const letters = (words: string | undefined): number => words?.match(/[\p{L}\p{N}]/gu)?.length ?? 0;

function checkOccurred(text: string | undefined, now: Date, problems: FieldError[]): void {
  if (text === undefined) return;
  let at: Date;
  try {
    at = parseInstant(text, 'occurredAt');
  } catch {
    problems.push(fieldProblem('report_time_invalid', '/occurredAt'));
    return;
  }
  if (at.getTime() > now.getTime() + limits.clockAheadSeconds * 1000)
    problems.push(fieldProblem('report_in_future', '/occurredAt'));
  else if (at.getTime() < now.getTime() - limits.occurredDaysBack * 86_400_000)
    problems.push(fieldProblem('report_too_old', '/occurredAt'));
}

export interface FilingPeople {
  readonly channel: Channel;
  readonly reporter: Omit<ReporterRow, 'report_id' | 'added_at'> | null;
  readonly behalf?: Omit<BehalfRow, 'report_id' | 'filed_at'> | null;
  /** Held by a few (denunciations of others, later kinds): everything else is public. */
  readonly visibility?: ReportRow['visibility'];
  readonly sender?: SenderMarks | null;
  /** Where the device was when it sent; only distances are kept. */
  readonly device?: PlaceEvidence['device'];
}

/** What nobody has done to a new report yet. */
const untouched = {
  handler_id: null,
  handler_title: null,
  accepted_at: null,
  resolved_at: null,
  closed_at: null,
  reopen_until: null,
  returned_n: 0,
  reopened_n: 0,
  rating: null,
  source: null,
  source_ref: null,
  before_state: null,
  paused_at: null,
  wait_until: null,
  extended_n: 0,
  escalation: 0,
  master_id: null,
  merged_n: 0,
  survey_n: 0,
  survey_fixed_n: 0,
  survey_scores: 0,
} as const satisfies Partial<ReportRow>;

/** Makes the rows of a new report. */
export function newCase(city: FilingCity, examined: Examined, people: FilingPeople, now: Date): ReportBundle {
  const { input, kind, place, weight, terms } = examined;
  const holder = examined.route.holder.code;
  const reportId = newId(now);
  const masked = maskedTexts(input);
  const { text: wordsPublic, hidden } = maskPersonalData(input.words);
  const fields = columnsOf({ ...input, ...masked });
  const report: ReportRow = {
    ...fields,
    ...untouched,
    report_id: reportId,
    tracking_code: makeTrackingCode(city.rules.bodies.trackingPrefix),
    words_public: wordsPublic,
    unit_code: place.unit.code,
    unit_valid_from: place.unit.validFrom,
    district_code: place.district?.code ?? null,
    body_code: holder,
    severity: weight.severity,
    priority: weight.priority,
    urgent_because: weight.because,
    routing_rule: examined.route.rule.id,
    deadline_policy: terms?.policy.id ?? null,
    state: 'new',
    visibility: people.visibility ?? 'public',
    filed_at: now,
    accept_due_at: terms?.acceptDueAt ?? null,
    due_at: terms?.dueAt ?? null,
    first_due_at: terms?.dueAt ?? null,
    changed_at: now,
    photo_n: 0,
    has_reporter: people.reporter !== null,
    channel: people.channel,
    kind,
    escalate_at:
      nextRung(city.rules.handling, city.calendar, {
        filed_at: now,
        due_at: terms?.dueAt ?? null,
        escalation: 0,
      })?.at ?? null,
    version: 1,
  };
  return {
    report,
    searchText: searchText(examined, [wordsPublic, ...Object.values(masked)]),
    events: [
      {
        report_id: reportId,
        seq: 1,
        at: now,
        actor_kind: 'reporter',
        body_code: null,
        action: 'file',
        from_state: 'none',
        to_state: 'new',
        to_body: holder,
        words: null,
        reason: null,
        due_at: report.due_at,
        detail: null,
      },
    ],
    photos: [],
    attention: attentionOf(city, people, hidden.length > 0 || isMasked(input, masked), now),
    reporter: people.reporter && { ...people.reporter, report_id: reportId, added_at: now },
    behalf: people.behalf ? { ...people.behalf, report_id: reportId, filed_at: now } : null,
  };
}

/** What the case brings for moderators before its pictures are known. */
function attentionOf(city: FilingCity, people: FilingPeople, masked: boolean, now: Date): Attention {
  return {
    reasons: masked ? ['words'] : [],
    sender: people.sender ?? null,
    place: { device: people.device ?? null, rule: moderationRule(city.rules.moderation, 'places', now) },
    doubt: null,
  };
}

/** All that people wrote beside their words, such as the address: without marks of the service, which is a code. */
const sideTexts = reportFields
  .filter(({ name, sqlType }) => sqlType === 'text' && name !== 'service' && name !== 'words')
  .map(({ name }) => name);

/** These texts are public as they are: phone numbers and the like are taken out before they are kept. */
function maskedTexts(input: ReportInput): Partial<ReportInput> {
  const texts = input as Readonly<Record<string, unknown>>;
  return Object.fromEntries(
    sideTexts.flatMap((name) =>
      typeof texts[name] === 'string' ? [[name, maskPersonalData(texts[name]).text]] : [],
    ),
  );
}

const isMasked = (input: ReportInput, masked: Partial<ReportInput>): boolean =>
  sideTexts.some(
    (name) =>
      (masked as typeof masked & Record<string, unknown>)[name] !==
      (input as typeof input & Record<string, unknown>)[name],
  );

function searchText({ service, place }: Examined, publicTexts: readonly unknown[]): string {
  const around = [place.unit.kind, place.unit.name, place.district?.name ?? ''].join(' ');
  return [...publicTexts, service.name.vi, service.name.en, around].join('. ');
}
