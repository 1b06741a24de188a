// Reminds data protection of requests whose clock is nearly over: a day before the response is due, two days before the end.
import { Type } from 'typebox';
import { sql } from 'kysely';
import { system } from '@city/kernel/access';
import type { Sweep } from '@city/kernel/jobs';
import type { ModuleContext } from '@city/kernel/module';
import { defineNotification, queueNotification } from '@city/kernel/notify';
import { formatDateTime, localDate } from '@city/kernel/time';
import { postsToWarn } from '../breaches/breach.store.ts';
import { limits } from '../limits.ts';
import type { PrivacyTx } from '../privacy-city.ts';
import type { PrivacyTables } from '../tables.ts';

const hand = system('privacy.remind');
const clocks = ['respond', 'resolve'] as const;
type Clock = (typeof clocks)[number];

const notification = defineNotification({
  name: 'privacy.request-clock',
  params: Type.Object({ clock: Type.Enum(clocks), dueAt: Type.String(), requestId: Type.String() }),
  channels: ['in-app', 'email'],
  render: ({ t, lang, params: { clock, dueAt, requestId } }) => ({
    title:
      clock === 'respond'
        ? t('Một yêu cầu về dữ liệu chưa được báo đã nhận')
        : t('Một yêu cầu về dữ liệu sắp đến hạn'),
    body: t('Hạn {time}.', { time: formatDateTime(new Date(dueAt), lang) }),
    path: `/desk/data-requests?box=open&id=${requestId}`,
  }),
});

export function remindSweep(m: ModuleContext<PrivacyTables>): Sweep {
  return {
    name: 'privacy.remind',
    everyMilliseconds: limits.remindEveryMilliseconds,
    run: async () => {
      await remindOfRequests(m);
      return null;
    },
  };
}

/** Each post hears of each clock of a request once; answers how many messages were new. */
export function remindOfRequests(m: ModuleContext<PrivacyTables>): Promise<number> {
  return m.db.transaction(hand, async (tx) => {
    const due = await nearlyDue(tx);
    const posts = due.length > 0 ? await postsToWarn(tx, localDate(tx.now), ['data_protection']) : [];
    let sent = 0;
    for (const { request_id: requestId, clock, due_at: dueAt } of due) {
      for (const post of posts) {
        const queued = await queueNotification(tx, {
          to: { post },
          template: notification,
          params: { clock, dueAt: dueAt.toISOString(), requestId },
          key: `data-request:${requestId}:${clock}:${dueAt.toISOString()}`,
        });
        if (queued !== null) sent++;
      }
    }
    return sent;
  });
}

async function nearlyDue(
  tx: PrivacyTx,
): Promise<readonly { readonly request_id: string; readonly clock: Clock; readonly due_at: Date }[]> {
  const found = await sql<{ request_id: string; clock: Clock; due_at: Date }>`
    select request_id, 'respond' as clock, respond_by as due_at from privacy.request
     where closed_at is null and responded_at is null and respond_by <= ${tx.now}::timestamptz + interval '1 day'
    union all
    select request_id, 'resolve', due_at from privacy.request
     where closed_at is null and due_at <= ${tx.now}::timestamptz + interval '2 days'
     order by due_at limit ${limits.sweepBatch}`.execute(tx.db);
  return found.rows;
}
