// A person asks why somebody read their data: a question for the body, with a due time of the city's rules.
import { AppError } from '@city/kernel/errors';
import { newId, type Tx } from '@city/kernel/database';
import { localDate } from '@city/kernel/time';
import { limits } from '../limits.ts';
import { matterOf } from '../looks/look.ts';
import { findOwnEntry } from '@city/kernel/trail/reading';
import type { LooksCity } from '../looks-city.ts';
import { insertQuestion } from './question.store.ts';
import { answerDueAt } from './rules.ts';

/** @throws AppError for an entry that is not about the actor, that no officer made, or that was asked about before */
export async function ask(
  tx: Tx,
  city: LooksCity,
  given: { entryId: string; words: string },
): Promise<{ questionId: string; dueAt: Date; body: string }> {
  const words = given.words.trim();
  if (words.length < limits.questionLeast)
    throw new AppError('look_words_missing', { params: { least: limits.questionLeast }, field: 'words' });
  const look = await findOwnEntry(tx, given.entryId);
  if (!look) throw new AppError('look_entry_unknown');
  const { actor_id: reader, actor_body: body } = look;
  if (look.actor_kind !== 'officer' || reader === null || body === null || reader === tx.actor.id)
    throw new AppError('look_own_look');
  const term = city.rules.answerTerm(localDate(tx.now));
  const dueAt = answerDueAt(tx.now, term, city.m.calendar);
  const questionId = newId(tx.now);
  const isNew = await insertQuestion(tx, {
    asker_id: tx.actor.id as string,
    question_id: questionId,
    entry_id: look.entry_id,
    look_at: look.at,
    look_module: look.module,
    look_action: look.action,
    look_object:
      matterOf(look) ?? (look.object_type && look.object_id ? `${look.object_type}/${look.object_id}` : null),
    look_purpose: look.purpose,
    reader_id: reader,
    reader_post: look.actor_post,
    body,
    words,
    asked_at: tx.now,
    due_at: dueAt,
    term: `${term.document}/${term.id}`,
  });
  if (!isNew) throw new AppError('look_already_asked');
  tx.trail({
    action: 'question.ask',
    object: { type: 'question', id: questionId },
    subject: tx.actor.id,
    detail: { entry: look.entry_id, body, dueAt: dueAt.toISOString() },
  });
  return { questionId, dueAt, body };
}
