// A module that only says things, for tests of notifications, with what such tests ask again and again.
import { randomUUID } from 'node:crypto';
import { Type } from 'typebox';
import { system } from '@city/kernel/access';
import type { Tx } from '@city/kernel/database';
import { defineModule } from '@city/kernel/module';
import { eventually, type TestCity } from '@city/kernel/testing';
import { type Contact, type Notification, queueNotification, saveContact } from '../queue.ts';
import { type Channel, defineNotification } from '../template.ts';

export const answered = defineNotification({
  name: 'sayer.answered',
  params: Type.Object({ code: Type.String() }, { additionalProperties: false }),
  channels: ['in-app', 'email', 'sms', 'push'],
  render: ({ lang, params }) => ({
    title: lang === 'vi' ? `Việc ${params.code} đã được trả lời` : `Case ${params.code} was answered`,
    body: lang === 'vi' ? 'Mời bạn xem và chấm điểm.' : 'Please look and rate it.',
    path: `/reports/${params.code}`,
  }),
});

export const sayer = defineModule<unknown>({
  name: 'sayer',
  title: { vi: 'Người nói', en: 'Sayer' },
  needs: [],
  permissions: {},
  routes: () => [],
  retention: [],
});

type Said = Notification<{ code: string }>;
export interface DeliveryRow {
  readonly channel: Channel;
  readonly status: string;
  readonly reason: string | null;
  readonly attempts: number;
  readonly reference: string | null;
}

/** What a test does with a city that has the module `sayer`. */
export function sayerOf(city: TestCity) {
  const inTx = <T>(fn: (tx: Tx<unknown>) => Promise<T>) =>
    city.module<unknown>('sayer').db.transaction(system('sayer'), fn);
  const deliveries = (recipient: string) =>
    city.sql<DeliveryRow>(
      `select channel, status, reason, attempts, reference from notify.delivery
        where recipient = $1 order by channel`,
      [recipient],
    );
  return {
    inTx,
    deliveries,
    say: (to: Said['to'], more: Partial<Said> = {}) =>
      inTx((tx) => queueNotification(tx, { to, template: answered, params: { code: 'HP-1' }, ...more })),
    /** Somebody new who can be reached. */
    person: async (contact: Partial<Contact> = {}) => {
      const id = randomUUID();
      const whole = { lang: 'vi', email: `${id}@example.vn`, phone: null, ...contact } as const;
      await inTx((tx) => saveContact(tx, { person: id }, whole));
      return id;
    },
    /** The deliveries, once nothing waits any more. */
    finished: (recipient: string) =>
      eventually(
        () => deliveries(recipient),
        (rows) =>
          rows.length > 0 && rows.every(({ status }) => ['sent', 'failed', 'skipped'].includes(status)),
      ),
  };
}
