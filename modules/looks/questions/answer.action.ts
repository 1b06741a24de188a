// A leader of the body answers why the data was read. Whoever read it cannot answer for it.
import { AppError } from '@city/kernel/errors';
import type { Tx } from '@city/kernel/database';
import { limits } from '../limits.ts';
import { keepAnswer, lockQuestion } from './question.store.ts';

/** @throws AppError when the question is none of the body's, answered already, or about the answerer's own reading */
export async function answer(
  tx: Tx,
  given: { questionId: string; answer: string; wasRight: boolean },
): Promise<void> {
  const { actor } = tx;
  if (!actor.post) throw new AppError('forbidden');
  const words = given.answer.trim();
  if (words.length < limits.answerLeast)
    throw new AppError('look_words_missing', { params: { least: limits.answerLeast }, field: 'answer' });
  const question = await lockQuestion(tx, actor.post.body, given.questionId);
  if (!question) throw new AppError('look_question_unknown');
  if (question.state !== 'open') throw new AppError('look_question_closed');
  if (question.reader_id === actor.id) throw new AppError('look_answerer_concerned');
  await keepAnswer(tx, question, { answer: words, wasRight: given.wasRight, by: actor.post.id });
  tx.trail({
    action: 'question.answer',
    object: { type: 'question', id: question.question_id },
    subject: question.asker_id,
    detail: { wasRight: given.wasRight, isLate: tx.now > question.due_at },
  });
}
