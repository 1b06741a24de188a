// From what a person sends to a matter that can be written: checks that name each field, then body, term and seals.
import { newId } from '@city/kernel/database';
import { AppError, type FieldError } from '@city/kernel/errors';
import { dueAt, instantOf, isLocalDate, localDate } from '@city/kernel/time';
import type { ComplaintsCity } from '../complaints-city.ts';
import type { NewMatter } from '../contract.ts';
import { type ComplaintsError, complaintsErrors } from '../errors.ts';
import { limits } from '../limits.ts';
import { type Receiver, receiverFor } from '../rules/receivers.ts';
import { clockOf, isRemote, type Lawful, termRow, timeLimit } from '../rules/rules.ts';
import { lastFour, normalEmail, normalPhone } from './contact.ts';
import type { EvidenceRow, MatterBundle } from './matter.store.ts';
import { codeHash, makeCode } from './receipt-code.ts';
import type { Content, Identity, MatterRow, StoredClock } from './tables.ts';

/** A matter whose every field has been found good. */
export interface Examined {
  readonly lawful: Lawful;
  readonly about: Receiver;
  readonly bodyCode: string;
  readonly content: Content;
  readonly identity: Omit<Identity, 'personId' | 'lang'> | null;
}

export type Part = 'matter' | 'person';

/**
 * Examines what was sent; nothing is stored.
 * @param parts which steps of the form have been filled: a program sends both.
 * @throws AppError 400 that names every wrong field.
 */
export function examine(city: ComplaintsCity, given: NewMatter, now: Date, parts: readonly Part[]): Examined {
  const problems: FieldError[] = [];
  const input = tidy(given);
  const day = localDate(now);
  const about = city.receivers.on(input.aboutBody, day);
  const lawful: Lawful = {
    kind: input.kind,
    round: input.kind === 'khieu_nai' && input.round === 2 ? 2 : 1,
    remote: isRemote(city.rules, about?.unit ?? null, day),
  };
  const bodyCode = about ? receiverFor(about, { ...lawful, headsIt: input.headsIt === true }) : null;
  if (!about) problems.push(fieldProblem('complaint_body_unknown', '/aboutBody'));
  else if (bodyCode === null) problems.push(fieldProblem('complaint_no_superior', '/aboutBody'));
  if (parts.includes('matter')) checkMatter(city, input, lawful, now, problems);
  const identity = parts.includes('person') ? checkPerson(input, problems) : null;
  refuse(problems);
  return {
    lawful,
    about: about as Receiver,
    bodyCode: bodyCode as string,
    content: contentOf(input),
    identity,
  };
}

/** Composed letters, no spaces around; what is empty was not said. */
function tidy(given: NewMatter): NewMatter {
  const entries = Object.entries(given).map(([name, value]) => [
    name,
    typeof value === 'string' ? value.normalize('NFC').trim() : value,
  ]);
  return { words: '', subject: '', ...Object.fromEntries(entries.filter(([, value]) => value !== '')) };
}

const letters = (words: string | undefined): number => words?.match(/[\p{L}\p{N}]/gu)?.length ?? 0;

function checkMatter(
  city: ComplaintsCity,
  input: NewMatter,
  lawful: Lawful,
  now: Date,
  problems: FieldError[],
): void {
  if (letters(input.subject) < 3) problems.push(fieldProblem('complaint_subject_missing', '/subject'));
  if (letters(input.words) < limits.wordsMin)
    problems.push(fieldProblem('complaint_words_missing', '/words'));
  if (lawful.kind === 'to_cao') return;
  if (letters(input.request) < 3) problems.push(fieldProblem('complaint_request_missing', '/request'));
  if (lawful.round === 2 && letters(input.firstDecision) < 3)
    problems.push(fieldProblem('complaint_first_decision_missing', '/firstDecision'));
  const { learnedOn } = input;
  if (learnedOn === undefined || !isLocalDate(learnedOn) || learnedOn > localDate(now)) {
    problems.push(fieldProblem('complaint_day_invalid', '/learnedOn'));
    return;
  }
  const limit = timeLimit(city.rules, city.calendar, lawful, instantOf(learnedOn, '12:00'), localDate(now));
  if (limit !== null && now > limit && letters(input.lateReason) < 10)
    problems.push(fieldProblem('complaint_late', '/lateReason'));
}

/** Only a denunciation can be sent without a name; it is then information. */
function checkPerson(input: NewMatter, problems: FieldError[]): Examined['identity'] {
  if (input.kind === 'to_cao' && input.anonymous === true) return null;
  const phone = input.phone === undefined ? undefined : normalPhone(input.phone);
  const email = input.email === undefined ? undefined : normalEmail(input.email);
  if (letters(input.name) < 2) problems.push(fieldProblem('complaint_name_missing', '/name'));
  if (letters(input.address) < 3) problems.push(fieldProblem('complaint_address_missing', '/address'));
  if (!phone) problems.push(fieldProblem('complaint_phone_invalid', '/phone'));
  if (email === null) problems.push(fieldProblem('complaint_email_invalid', '/email'));
  return {
    name: input.name ?? null,
    address: input.address ?? null,
    phone: phone ?? null,
    email: email ?? null,
    paper: input.paper ?? null,
  };
}

function contentOf(input: NewMatter): Content {
  return {
    subject: input.subject,
    words: input.words,
    request: input.request ?? '',
    learnedOn: input.learnedOn ?? null,
    lateReason: input.lateReason ?? null,
    firstDecision: input.firstDecision ?? null,
  };
}

export interface Filing {
  readonly matterId: string;
  readonly identity: Identity | null;
  readonly evidence: readonly EvidenceRow[];
  /** The report that was sent away as this matter. */
  readonly sourceReport: string | null;
  readonly action: 'file' | 'inform' | 'take_over';
  /** Who writes it down. */
  readonly by: 'person' | 'office' | 'system';
  /** Of the officer who wrote it down at the counter. */
  readonly title?: string;
}

/**
 * Makes the rows of a new matter.
 * @throws AppError `complaint_no_law` on a day for which no term is known.
 */
export function newMatter(city: ComplaintsCity, examined: Examined, filing: Filing, now: Date): MatterBundle {
  const { lawful, about, bodyCode, content } = examined;
  const { matterId, identity, evidence, action } = filing;
  const { seals } = city;
  const isInformation = action === 'inform';
  const clock = isInformation ? null : firstClock(city, lawful, now);
  const due = clock && dueAt(clock, city.calendar);
  const matter: MatterRow = {
    matter_id: matterId,
    code: makeCode(),
    kind: lawful.kind,
    round: lawful.round,
    body_code: bodyCode,
    about_body: about.code,
    remote: lawful.remote,
    is_anonymous: identity === null,
    content: seals.content.seal(matterId, content),
    evidence_n: evidence.length,
    source_report: filing.sourceReport,
    state: isInformation ? 'information' : 'received',
    ...untouched,
    filed_at: now,
    clock: clock as unknown as StoredClock | null,
    due_at: due,
    first_accept_due_at: due,
    changed_at: now,
  };
  const phone = identity?.phone ?? null;
  const personId = identity?.personId ?? null;
  return {
    matter,
    event: {
      matter_id: matterId,
      seq: 1,
      at: now,
      actor_kind: filing.by,
      title: filing.title ?? null,
      action,
      from_state: 'none',
      to_state: matter.state,
      words: null,
      due_at: due,
      detail: clock && { term: clock.term.source },
    },
    codeHash: codeHash(matter.code),
    phoneMark: phone === null ? null : seals.phoneMark(matterId, lastFour(phone)),
    identity: identity && seals.identity.seal(matterId, identity),
    personMark: personId === null ? null : seals.personMark(personId),
    evidence,
  };
}

export const newMatterId = (now: Date): string => newId(now);

/** What nobody has done to a new matter yet. */
const untouched = {
  before_state: null,
  handler_id: null,
  handler_title: null,
  first_due_at: null,
  accepted_at: null,
  decided_at: null,
  effect_at: null,
  closed_at: null,
  is_heard: false,
  withdrawal_asked: false,
  version: 1,
} as const satisfies Partial<MatterRow>;

function firstClock(city: ComplaintsCity, lawful: Lawful, now: Date) {
  const row = termRow(city.rules, 'accept', lawful, localDate(now));
  if (!row) throw new AppError('complaint_no_law');
  return clockOf(city.rules, row, now);
}

/** One wrong field, in the words of this module's error table. */
export function fieldProblem(code: ComplaintsError, pointer: string): FieldError {
  return { pointer, code, message: complaintsErrors[code].title };
}

/** Throws what is wrong: one problem under its own code, several as an invalid request that lists them. */
export function refuse(problems: readonly FieldError[]): void {
  const [first, ...rest] = problems;
  if (first) throw new AppError(rest.length === 0 ? first.code : 'invalid_request', { errors: problems });
}
