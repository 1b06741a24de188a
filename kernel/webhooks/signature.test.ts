// Signatures against the published example, against change, and against age.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newSecret, signWebhook, verifyWebhook, WebhookRefused } from './signature.ts';

/** The example of the Standard Webhooks reference implementations. */
const example = {
  secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
  id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
  at: new Date(1614265330 * 1000),
  body: '{"test": 2432232314}',
  signature: 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
};

describe('a signature', () => {
  it('is the one that the standard publishes', () => {
    const headers = signWebhook([example.secret], example);
    expect(headers).toEqual({
      'webhook-id': example.id,
      'webhook-timestamp': '1614265330',
      'webhook-signature': example.signature,
    });
    expect(verifyWebhook(example.secret, headers, example.body, { now: example.at })).toEqual({
      id: example.id,
      at: example.at,
    });
  });

  it('holds for any body and any secret, as text, bytes or Headers', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.uuid(), (body, id) => {
        const secret = newSecret();
        const at = new Date(1_757_298_600_000);
        const headers = signWebhook([secret], { id, at, body });
        expect(verifyWebhook(secret, headers, Buffer.from(body), { now: at }).id).toBe(id);
        expect(verifyWebhook(secret, new Headers({ ...headers }), body, { now: at }).id).toBe(id);
      }),
    );
  });

  it('does not hold when a byte, the id, the time or the secret is another', () => {
    const headers = signWebhook([example.secret], example);
    const wrong: [string, Record<string, string>, string][] = [
      [example.secret, { ...headers }, `${example.body} `],
      [example.secret, { ...headers, 'webhook-id': 'msg_other' }, example.body],
      [example.secret, { ...headers, 'webhook-timestamp': '1614265331' }, example.body],
      [
        example.secret,
        { ...headers, 'webhook-signature': example.signature.replace('v1,', 'v1a,') },
        example.body,
      ],
      [example.secret, { ...headers, 'webhook-signature': 'v1,' }, example.body],
      [example.secret, { ...headers, 'webhook-id': '' }, example.body],
      [example.secret, { ...headers, 'webhook-timestamp': 'soon' }, example.body],
      [newSecret(), { ...headers }, example.body],
    ];
    for (const [secret, given, body] of wrong)
      expect(() => verifyWebhook(secret, given, body, { now: example.at })).toThrow(WebhookRefused);
  });

  it('does not hold when it is older or newer than five minutes', () => {
    const headers = signWebhook([example.secret], example);
    const at = (seconds: number) => ({ now: new Date(example.at.getTime() + seconds * 1000) });
    expect(() => verifyWebhook(example.secret, headers, example.body, at(301))).toThrow('too old');
    expect(() => verifyWebhook(example.secret, headers, example.body, at(-301))).toThrow(
      'too old or too new',
    );
    expect(verifyWebhook(example.secret, headers, example.body, at(299)).id).toBe(example.id);
  });

  it('may come from either of two secrets while one is being changed', () => {
    const [old, fresh] = [newSecret(), newSecret()];
    const headers = signWebhook([fresh, old], example);
    expect(headers['webhook-signature'].split(' ').length).toBe(2);
    for (const secret of [old, fresh, [newSecret(), old]])
      expect(verifyWebhook(secret, headers, example.body, { now: example.at }).id).toBe(example.id);
  });
});
