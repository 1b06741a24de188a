// What everyone sees of a petition, from its rows.
import { cumulative } from '../signing/curve.ts';
import type { CommitmentView, PetitionItem, PetitionView } from '../contract.ts';
import type { PetitionCity } from '../module-city.ts';
import { commitmentsOf } from '../answering/answer.store.ts';
import { limits } from '../limits.ts';
import { localDate } from '@city/kernel/time';
import { namesOf, signaturesByDay } from '../signing/signature.store.ts';
import { historyOf, type PetitionTx } from './petition.store.ts';
import { isOwed, isPublic } from './states.ts';
import type { CommitmentRow, EventRow, PetitionRow } from './tables.ts';

const instant = (at: Date | null): string | null => at?.toISOString() ?? null;

export function petitionItem(city: PetitionCity, row: PetitionRow, now: Date): PetitionItem {
  return {
    code: row.code,
    url: `/petitions/${row.code}`,
    title: row.title,
    ask: row.ask,
    topic: topicRef(city, row.topic),
    unit: unitRef(city, row),
    body: bodyRef(city, row.body_code),
    state: row.state,
    signatures: row.signature_n,
    threshold: row.threshold,
    supporters: row.supporters,
    signUntil: instant(row.sign_until),
    publishedAt: instant(row.published_at),
    reachedAt: instant(row.reached_at),
    dueAt: isOwed(row.state) ? instant(row.due_at) : null,
    isOverdue: isOwed(row.state) && row.due_at !== null && now > row.due_at,
    answeredAt: instant(row.answered_at),
    version: row.version,
  };
}

function topicRef({ topics }: PetitionCity, code: string) {
  return { code, name: topics.find((topic) => topic.code === code)?.name ?? { vi: code, en: code } };
}

function unitRef({ m }: PetitionCity, { unit_code: code, unit_valid_from: from }: PetitionRow) {
  if (code === null || from === null) return null;
  const unit = m.geo.units.byCode(code, from);
  const vi = unit ? `${unit.kind} ${unit.name}` : code;
  return { code, name: { vi, en: unit?.nameEn ?? code } };
}

const bodyRef = ({ bodyRegister }: PetitionCity, code: string) => ({
  code,
  name: bodyRegister.show(code).name,
});

/** The whole view; reads what belongs to the petition. */
export async function petitionView(
  tx: PetitionTx,
  city: PetitionCity,
  row: PetitionRow,
): Promise<PetitionView> {
  const history = await historyOf(tx, row.petition_id);
  const days = await signaturesByDay(tx, row.petition_id);
  const approved = history.find(({ action }) => action === 'approve');
  return {
    ...petitionItem(city, row, tx.now),
    words: row.words,
    bodyRule: row.body_rule as PetitionView['bodyRule'],
    people: row.people,
    rule: row.rule,
    firstDueAt: instant(row.first_due_at),
    escalation: row.escalation,
    refusal: refusalOf(city, row),
    appealUntil: instant(row.appeal_until),
    days: cumulative(days),
    // Before a petition is public no name is, either.
    names: isPublic(row.state) ? [...(await namesOf(tx, row.petition_id, limits.namesShown))] : [],
    answer: approved
      ? {
          words: approved.words ?? '',
          at: approved.at.toISOString(),
          onTime: approved.detail?.['onTime'] === true,
        }
      : null,
    commitments: (await commitmentsOf(tx, [row.petition_id])).map((one) => commitmentView(one, tx.now)),
    history: history.filter(({ action }) => action !== 'edit').map((event) => stepView(city, event)),
  };
}

function refusalOf({ refusals }: PetitionCity, { state, refusal }: PetitionRow): PetitionView['refusal'] {
  if (refusal === null || (state !== 'refused' && state !== 'appealed')) return null;
  const ground = refusals.find(({ code }) => code === refusal);
  if (!ground) return null;
  return { code: ground.code, name: ground.name, advice: ground.advice, document: ground.document };
}

function commitmentView(row: CommitmentRow, now: Date): CommitmentView {
  return {
    no: row.commitment_no,
    words: row.words,
    dueOn: row.due_on,
    progress: row.progress,
    state: row.state,
    isLate: row.state === 'open' && row.due_on < localDate(now),
    note: row.note,
    changedAt: row.changed_at.toISOString(),
  };
}

function stepView(city: PetitionCity, event: EventRow): PetitionView['history'][number] {
  return {
    seq: event.seq,
    at: event.at.toISOString(),
    by: event.actor_kind,
    body: event.body_code === null ? null : bodyRef(city, event.body_code),
    action: event.action,
    state: event.to_state,
    words: event.words,
    reason: event.reason,
    dueAt: instant(event.due_at),
    detail: event.detail as Record<string, unknown> | null,
  };
}
