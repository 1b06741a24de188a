// Says something back to whoever wrote, on the channel they wrote on.
import { queueNotification } from '@city/kernel/notify';
import { limits } from '../../limits.ts';
import type { FeedbackTx } from '../../cases/report.store.ts';
import type { FeedbackCity } from '../../module-city.ts';
import { type AnswerParams, answerNotification } from './answer-words.ts';
import type { Incoming } from './take-message.action.ts';
import { rememberMail } from './message.store.ts';
import { replyAddress } from './reply-address.ts';

export type Answer = Pick<AnswerParams, 'kind'> & Partial<AnswerParams>;

export async function sayBack(
  tx: FeedbackTx,
  city: FeedbackCity,
  { channel, sender, externalId }: Pick<Incoming, 'channel' | 'sender' | 'externalId'>,
  answer: Answer,
  about: { report_id: string; tracking_code: string } | null = null,
): Promise<void> {
  const messageId = await queueNotification(tx, {
    to: channel === 'email' ? { email: sender, lang: 'vi' } : { phone: sender, lang: 'vi' },
    template: answerNotification,
    params: {
      code: about?.tracking_code ?? null,
      path: null,
      state: null,
      count: 0,
      replyTo: about ? replyAddress(city, about) : city.mailbox,
      ...answer,
      choices: answer.choices?.slice(0, limits.unitsOffered) ?? [],
    },
    channels: [channel],
    key: `feedback.message:${channel}:${externalId}:${answer.kind}`,
  });
  if (channel === 'email' && messageId !== null && about) await rememberMail(tx, messageId, about.report_id);
}
