// Beginning a petition: the draft, its changes, and the moment it goes out to look for its first supporters.
import { newId } from '@city/kernel/database';
import { AppError } from '@city/kernel/errors';
import type { Geo, Unit } from '@city/kernel/geo';
import { maskPersonalData, normalise } from '@city/kernel/text';
import { addDays, localDate, startOfDay } from '@city/kernel/time';
import { limits } from '../limits.ts';
import type { PetitionBodies } from '../rules/bodies.ts';
import { on, startsAllowed, thresholdFor } from '../rules/petition-rules.ts';
import type { RulesFile, Topic } from '../rules/rules-data.ts';
import { makeCode } from './code.ts';
import { accessStartsSince, insertStarter } from './person.access.ts';
import { insertPetition, type PetitionTx } from './petition.store.ts';
import { type Opened, type StepCity, takeStep } from './step.ts';
import type { PetitionRow } from './tables.ts';

export interface WritingCity extends StepCity {
  readonly rules: RulesFile;
  readonly topics: readonly Topic[];
  readonly bodyRegister: PetitionBodies;
  readonly geo: Geo;
}

/** What a person writes. */
export interface Draft {
  readonly title: string;
  readonly ask: string;
  readonly words: string;
  readonly topic: string;
  /** Code of the unit; null: the whole city. */
  readonly unit: string | null;
  /** Null: the body that the routing rule names. */
  readonly body: string | null;
}

type Written = Pick<
  PetitionRow,
  | 'title'
  | 'ask'
  | 'words'
  | 'topic'
  | 'unit_code'
  | 'unit_valid_from'
  | 'body_code'
  | 'body_rule'
  | 'threshold'
  | 'supporters'
  | 'people'
  | 'rule'
>;

/**
 * Checks what was written and says what follows from it; personal data of others is masked before anything is kept.
 * @throws AppError with the field's name.
 */
export function readDraft(city: WritingCity, draft: Draft, now: Date): Written {
  const day = localDate(now);
  const topic = on(city.topics, day).find(({ code }) => code === draft.topic);
  if (!topic) throw new AppError('petition_topic_unknown', { field: 'topic' });
  const unit = draft.unit === null ? null : unitOn(city.geo, draft.unit, day);
  if (draft.body !== null && !city.bodyRegister.choices(unit, day).some(({ code }) => code === draft.body))
    throw new AppError('petition_body_unknown', { field: 'body' });
  const threshold = thresholdFor(city.rules, unit, day);
  return {
    title: cleaned(draft.title, 'title', limits.titleMin),
    ask: cleaned(draft.ask, 'ask', limits.askMin),
    words: cleaned(draft.words, 'words', limits.wordsMin),
    topic: topic.code,
    unit_code: unit?.code ?? null,
    unit_valid_from: unit?.validFrom ?? null,
    body_code: draft.body ?? city.bodyRegister.forTopic(topic, unit),
    body_rule: draft.body === null ? 'topic' : 'chosen',
    threshold: threshold.signatures,
    supporters: threshold.supporters,
    people: threshold.people,
    rule: threshold.rule,
  };
}

function unitOn(geo: Geo, code: string, day: string): Unit {
  const unit = geo.units.byCode(code, day);
  if (unit?.level !== 'commune') throw new AppError('petition_unit_unknown', { field: 'unit' });
  return unit;
}

const tooShort = {
  title: 'petition_title_short',
  ask: 'petition_ask_short',
  words: 'petition_words_short',
} as const;

function cleaned(text: string, field: keyof typeof tooShort, least: number): string {
  const clean = maskPersonalData(normalise(text).trim()).text;
  if (clean.length < least) throw new AppError(tooShort[field], { field, params: { least } });
  return clean;
}

/**
 * Keeps a first draft.
 * @throws AppError `petition_too_many_starts`, or the field that is not right.
 */
export async function startPetition(tx: PetitionTx, city: WritingCity, draft: Draft): Promise<PetitionRow> {
  const { count, days } = startsAllowed(city.rules, tx.now);
  const since = startOfDay(addDays(localDate(tx.now), -days));
  if ((await accessStartsSince(tx, since)) >= count)
    throw new AppError('petition_too_many_starts', { params: { count, days } });
  const row: PetitionRow = {
    ...nothingYet,
    ...readDraft(city, draft, tx.now),
    petition_id: newId(tx.now),
    code: makeCode(),
    created_at: tx.now,
    changed_at: tx.now,
  };
  await insertPetition(tx, row, {
    petition_id: row.petition_id,
    seq: 1,
    at: tx.now,
    actor_kind: 'starter',
    body_code: null,
    action: 'start',
    from_state: 'none',
    to_state: 'draft',
    words: null,
    reason: null,
    due_at: null,
    detail: null,
  });
  await insertStarter(tx, row.petition_id);
  tx.trail({
    action: 'petition.start',
    object: { type: 'petition', id: row.petition_id },
    subject: tx.actor.id,
    detail: { code: row.code },
  });
  return row;
}

const nothingYet = {
  state: 'draft',
  signature_n: 0,
  proposed_at: null,
  gathered_at: null,
  published_at: null,
  sign_until: null,
  reached_at: null,
  due_at: null,
  first_due_at: null,
  escalation: 0,
  escalate_at: null,
  answered_at: null,
  ended_at: null,
  refusal: null,
  refused_by: null,
  appeal_until: null,
  appealed_n: 0,
  version: 1,
} as const;

/** Changes a draft. */
export async function editPetition(
  tx: PetitionTx,
  city: WritingCity,
  opened: Opened,
  draft: Draft,
): Promise<PetitionRow> {
  return takeStep(tx, city, opened, { action: 'edit', patch: readDraft(city, draft, tx.now) });
}

/** Sends a draft out to its first supporters; from now on its words stand. The starter's own signature is given apart. */
export async function proposePetition(
  tx: PetitionTx,
  city: WritingCity,
  opened: Opened,
): Promise<PetitionRow> {
  const { petition } = opened;
  const day = localDate(tx.now);
  // The threshold is the one of the day on which people begin to sign.
  const unit = petition.unit_code === null ? null : unitOn(city.geo, petition.unit_code, day);
  const threshold = thresholdFor(city.rules, unit, day);
  return takeStep(tx, city, opened, {
    action: 'propose',
    patch: {
      proposed_at: tx.now,
      sign_until: startOfDay(addDays(day, threshold.supportDays + 1)),
      threshold: threshold.signatures,
      supporters: threshold.supporters,
      people: threshold.people,
      rule: threshold.rule,
    },
    detail: { supporters: threshold.supporters, threshold: threshold.signatures, rule: threshold.rule },
  });
}

/** The starter gives the petition up. */
export function withdrawPetition(tx: PetitionTx, city: StepCity, opened: Opened): Promise<PetitionRow> {
  return takeStep(tx, city, opened, {
    action: 'withdraw',
    patch: { ended_at: tx.now, due_at: null, sign_until: null },
  });
}
