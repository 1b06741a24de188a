// Who may send a report now: no one banned, no more in a day than the city's rule says, and a small question for much from one source.
import { anonymous } from '@city/kernel/access';
import { AppError } from '@city/kernel/errors';
import { formatDateTime } from '@city/kernel/time';
import type { FeedbackCity } from '../module-city.ts';
import type { SenderMarks } from './attention.ts';
import { moderationRule } from './moderation-data.ts';
import type { SenderKeySet } from './sender-keys.ts';
import { type SenderKind, senderKinds } from './sender-kinds.ts';
import { type Standing, standingOf } from './sender.store.ts';

/** What the sender gives to be let in. */
export interface QuestionAnswer {
  readonly questionToken?: string | undefined;
  readonly questionAnswer?: string | undefined;
}

type City = Pick<FeedbackCity, 'm' | 'rules' | 'questions'>;

/**
 * Lets a sender in, and says what is to be remembered of it.
 * @throws AppError `sender_banned` (403), `report_too_many_today` (429), `report_question_needed` (403).
 */
export async function letIn(
  city: City,
  keys: SenderKeySet,
  given: QuestionAnswer,
  now: Date,
): Promise<SenderMarks> {
  // Nothing is known of this sender: there is nothing to look up.
  if (senderKinds.every((kind) => keys[kind] === null)) return { ...keys, question: null };
  const standing = await city.m.db.transaction(anonymous, (tx) => standingOf(tx, keys), { readOnly: true });
  if (standing.ban) throw banned(standing.ban);
  const rule = moderationRule(city.rules.moderation, 'senders', now);
  const over = senderKinds.find((kind) => standing.sent[kind] >= rule.mostPerDay[kind]);
  if (over) throw new AppError('report_too_many_today', { retryAfterSeconds: 3_600 });
  if (keys.person !== null || !isAsked(standing, rule.questionAfter)) return { ...keys, question: null };
  const answer = city.questions.check({ token: given.questionToken, answer: given.questionAnswer }, now);
  if (!answer.ok) throw new AppError('report_question_needed', { field: '/questionAnswer' });
  return { ...keys, question: answer.used };
}

/** People with an account are known and need no question. */
function isAsked(
  { sent }: Standing,
  after: Readonly<Record<Exclude<SenderKind, 'person'>, number>>,
): boolean {
  return sent.device >= after.device || sent.phone >= after.phone || sent.address >= after.address;
}

function banned(ban: NonNullable<Standing['ban']>): AppError {
  return new AppError('sender_banned', {
    params: {
      untilVi: formatDateTime(ban.until_at, 'vi'),
      untilEn: formatDateTime(ban.until_at, 'en'),
      reason: ban.reason,
      appealVi: ban.appeal_vi,
      appealEn: ban.appeal_en,
    },
  });
}
