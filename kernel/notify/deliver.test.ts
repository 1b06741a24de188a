import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TestCity, testCity } from '@city/kernel/testing';
import type { ChannelAdapter, Outcome, Outgoing } from './channel.ts';
import {
  deliver,
  type DeliveryKey,
  type DeliveryOptions,
  deliveryJobs,
  mostAttempts,
  pauseSeconds,
} from './deliver.ts';
import { sayer, sayerOf } from './testing/sayer.ts';

/** A city whose jobs do not run by themselves. */
let city: TestCity;
beforeAll(async () => {
  city = await testCity({ modules: [sayer as never] });
});
afterAll(() => city?.stop());
const deliveriesOf = (key: DeliveryKey) => sayerOf(city).deliveries(key.recipient);

describe('delivery', () => {
  /** A channel that gives these outcomes in turn and remembers what it was given. */
  function scripted(...outcomes: (Outcome | Error)[]) {
    const sent: Outgoing[] = [];
    const adapter: ChannelAdapter = {
      channel: 'email',
      send: async (outgoing) => {
        sent.push(outgoing);
        const outcome = outcomes.length > 1 ? outcomes.shift()! : outcomes[0]!;
        if (outcome instanceof Error) throw outcome;
        return outcome;
      },
      close: () => {},
    };
    return { sent, adapter };
  }
  const optionsWith = (adapter: ChannelAdapter): DeliveryOptions => ({
    db: city.city.database.module('kernel'),
    now: () => city.clock.now(),
    log: city.city.log,
    translate: city.city.translate,
    publicUrl: 'https://haiphong.example',
    adapters: { email: adapter, sms: adapter, push: adapter },
    chance: () => 0.5,
  });
  /** A queued e-mail that no job is going to send. */
  async function queued(): Promise<DeliveryKey> {
    const recipient = `person:${randomUUID()}`;
    const messageId = randomUUID();
    await city.sql(
      `insert into notify.message (recipient, message_id, template, params, is_in_app, created_at) values ($1, $2, 'sayer.answered', '{"code":"HP-9"}', false, $3)`,
      [recipient, messageId, city.clock.now()],
    );
    await city.sql(
      `insert into notify.delivery (recipient, message_id, channel, status, due_at) values ($1, $2, 'email', 'queued', $3)`,
      [recipient, messageId, city.clock.now()],
    );
    return { recipient, messageId, channel: 'email' };
  }
  const retry: Outcome = { status: 'retry', reason: 'busy', isAnswered: true };
  const unheard: Outcome = { status: 'retry', reason: 'not reached', isAnswered: false };
  const sent: Outcome = { status: 'sent', reference: 'r1' };

  test('is tried again after a growing pause, and each try is kept', async () => {
    const key = await queued();
    const { adapter, sent: given } = scripted(retry, unheard, sent);
    const options = optionsWith(adapter);
    await deliver(options, key);
    expect(await deliveriesOf(key)).toMatchObject([{ status: 'retrying', reason: 'busy', attempts: 1 }]);
    await deliver(options, key);
    expect(given).toHaveLength(1);
    city.clock.advance(61_000);
    await deliver(options, key);
    city.clock.advance(241_000);
    await deliver(options, key);
    await deliver(options, key);
    expect(await deliveriesOf(key)).toMatchObject([
      { status: 'sent', reason: null, attempts: 3, reference: 'r1' },
    ]);
    const tries = await city.sql(
      'select attempt, outcome, reason from notify.attempt where recipient = $1 order by attempt',
      [key.recipient],
    );
    expect(tries).toEqual([
      { attempt: 1, outcome: 'retry', reason: 'busy' },
      { attempt: 2, outcome: 'retry', reason: 'not reached' },
      { attempt: 3, outcome: 'sent', reason: null },
    ]);
    // A new request number only after an answer: the second may have been taken unheard.
    expect(given.map(({ requestId }) => requestId)).toEqual([0, 1, 1].map((n) => `${key.messageId}-${n}`));
  });

  test('fails for good when told so, after the last try, and when its own code is wrong', async () => {
    const refused = await queued();
    await deliver(optionsWith(scripted({ status: 'failed', reason: 'no such mailbox' }).adapter), refused);
    expect(await deliveriesOf(refused)).toMatchObject([{ status: 'failed', reason: 'no such mailbox' }]);
    const key = await queued();
    const { adapter, sent: given } = scripted(new Error('a programming error'));
    for (let i = 0; i < mostAttempts + 3; i++) {
      await deliver(optionsWith(adapter), key);
      city.clock.advance(25 * 3_600_000);
    }
    expect(given).toHaveLength(mostAttempts);
    expect(await deliveriesOf(key)).toMatchObject([
      { status: 'failed', reason: 'our own error', attempts: mostAttempts },
    ]);
  });

  test('in many hands at once is sent once', async () => {
    const key = await queued();
    const { adapter, sent: given } = scripted(sent);
    await Promise.all(Array.from({ length: 5 }, () => deliver(optionsWith(adapter), key)));
    expect(given).toHaveLength(1);
  });

  test('that a crash left half done is taken up again', async () => {
    const key = await queued();
    await city.sql(`update notify.delivery set status = 'sending', claimed_at = $2 where recipient = $1`, [
      key.recipient,
      city.clock.now(),
    ]);
    const { adapter, sent: given } = scripted(sent);
    const options = optionsWith(adapter);
    await deliver(options, key);
    expect(given).toHaveLength(0);
    city.clock.advance(301_000);
    const sweep = deliveryJobs(options).find(({ job }) => job.name === 'notify.sweep')!;
    await sweep.run({}, 1);
    await sweep.run({}, 1);
    const jobs = await city.sql<{ task_identifier: string }>(
      'select task_identifier from graphile_worker.jobs where key like $1',
      [`notify ${key.recipient} %`],
    );
    expect(jobs).toEqual([{ task_identifier: 'notify.deliver' }]);
    await deliver(options, key);
    expect(given).toHaveLength(1);
    expect(await deliveriesOf(key)).toMatchObject([{ status: 'sent' }]);
  });

  test('of a message whose module is gone fails with its name', async () => {
    const key = await queued();
    await city.sql(`update notify.message set template = 'gone.away' where recipient = $1`, [key.recipient]);
    await deliver(optionsWith(scripted(sent).adapter), key);
    expect(await deliveriesOf(key)).toMatchObject([{ status: 'failed', reason: 'no template gone.away' }]);
  });

  test('waits as long as it is asked to, a day at most', () => {
    expect(pauseSeconds(1, retry, () => 0.5)).toBe(60);
    expect(pauseSeconds(2, retry, () => 0)).toBe(216);
    expect(pauseSeconds(99, retry, () => 1)).toBe(23_760);
    expect(pauseSeconds(1, { ...retry, afterSeconds: 600 } as Outcome, () => 0)).toBe(600);
    expect(pauseSeconds(1, { ...retry, afterSeconds: 1e9 } as Outcome, () => 0)).toBe(86_400);
  });

  test('older than a year is removed with its tries', async () => {
    const key = await queued();
    await city.sql(`update notify.message set created_at = $2 where recipient = $1`, [
      key.recipient,
      new Date(city.clock.now().getTime() - 366 * 86_400_000),
    ]);
    const clear = deliveryJobs(optionsWith(scripted(sent).adapter)).find(
      ({ job }) => job.name === 'notify.clear',
    )!;
    await clear.run({}, 1);
    expect(await deliveriesOf(key)).toEqual([]);
  });
});
