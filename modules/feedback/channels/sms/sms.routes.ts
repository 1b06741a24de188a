// Text messages from people, as an aggregator posts them: signed, taken once, answered by text message.
import { Type } from 'typebox';
import { system } from '@city/kernel/access';
import { AppError } from '@city/kernel/errors';
import { Answer, type Route, route } from '@city/kernel/http';
import { normalPhone } from '../../cases/contact.ts';
import type { FeedbackTables } from '../../cases/tables.ts';
import { limits } from '../../limits.ts';
import type { FeedbackCity } from '../../module-city.ts';
import { smsSecretOf } from '../../settings.ts';
import { takeMessage } from '../conversation/take-message.action.ts';
import { isGenuine } from './sms-signature.ts';
import { readSms } from './sms-words.ts';

const hand = system('feedback.messages');

const SmsInput = Type.Object(
  {
    id: Type.String({
      pattern: '^[A-Za-z0-9_-]{1,100}$',
      description: 'The aggregator’s number of the message',
    }),
    from: Type.String({ pattern: '^\\+?[0-9]{3,15}$', description: 'Phone of the sender' }),
    to: Type.Optional(Type.String({ maxLength: 40, description: 'The short number it was sent to' })),
    text: Type.String({ maxLength: 2_000, description: 'The whole text, parts joined' }),
    timestamp: Type.Integer({ minimum: 0, description: 'Seconds since 1970' }),
    signature: Type.Optional(
      Type.String({ maxLength: 100, description: 'Also taken from the header X-Signature' }),
    ),
  },
  { title: 'SmsIn', additionalProperties: true },
);
const Taken = Type.Object({
  outcome: Type.String({ description: 'filed, asked, answered, noted, told, unclear, ignored, repeated' }),
});

export function smsRoutes(city: FeedbackCity): readonly Route[] {
  const secret = smsSecretOf(city.m.config);
  return [
    route<FeedbackTables, typeof SmsInput>(
      {
        method: 'POST',
        url: '/api/channels/sms',
        permission: 'public: the message carries the signature of the aggregator',
        tags: ['channels'],
        summary: { vi: 'Nhận tin nhắn SMS', en: 'Take a text message' },
        body: SmsInput,
        response: { 200: Taken },
        accepts: ['json', 'form'],
        bodyLimit: limits.jsonBytes,
        limit: { max: 600, perSeconds: 60 },
      },
      async (c) => {
        if (secret === null) throw new AppError('sms_not_taken');
        const header = c.request.headers['x-signature'];
        const signature = typeof header === 'string' ? header : (c.body.signature ?? '');
        if (!isGenuine(secret, c.body, signature, c.now)) throw new AppError('sms_signature_wrong');
        const sender = normalPhone(c.body.from);
        // Short numbers of services and letters are no phones one could answer.
        if (sender === null) return new Answer(200, { outcome: 'ignored' });
        const { code, words } = readSms(city.rules.bodies.trackingPrefix, c.body.text);
        const taken = await city.m.db.transaction(hand, (tx) =>
          takeMessage(tx, city, {
            channel: 'sms',
            externalId: c.body.id,
            sender,
            name: null,
            words,
            pictures: [],
            about: code === null ? null : { code, isProven: false },
            isDoubtful: false,
            mustNotAnswer: false,
            leftOut: 0,
            hints: { to: c.body.to ?? null },
          }),
        );
        return new Answer(200, { outcome: taken?.outcome ?? 'repeated' });
      },
    ),
  ];
}
