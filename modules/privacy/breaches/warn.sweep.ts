// Warns the posts that answer for data protection while a breach is not reported: at the hours of the rule, each once.
import { Type } from 'typebox';
import { system } from '@city/kernel/access';
import type { Sweep } from '@city/kernel/jobs';
import { defineNotification, queueNotification } from '@city/kernel/notify';
import { formatDateTime, localDate } from '@city/kernel/time';
import { limits } from '../limits.ts';
import { type PrivacyCity, privacyCity, type PrivacyTx } from '../privacy-city.ts';
import { hoursAfter } from '../rules/rules.ts';
import type { BreachRow, PrivacyTables } from '../tables.ts';
import type { ModuleContext } from '@city/kernel/module';
import { step } from './breach.action.ts';
import { postsToWarn, unreported } from './breach.store.ts';

const hand = system('privacy.warn-of-breach');

const notification = defineNotification({
  name: 'privacy.breach-clock',
  params: Type.Object({ hours: Type.Integer(), dueAt: Type.String(), breachId: Type.String() }),
  channels: ['in-app', 'email', 'sms'],
  render: ({ t, lang, params: { hours, dueAt, breachId } }) => {
    const title = t('Vụ vi phạm dữ liệu chưa báo: đã {hours} giờ', { hours });
    const body = t('Phải báo cơ quan chuyên trách trước {time}.', {
      time: formatDateTime(new Date(dueAt), lang),
    });
    return { title, body, path: `/desk/breaches?id=${breachId}`, sms: `${title}. ${body}` };
  },
});

export function warnSweep(m: ModuleContext<PrivacyTables>): Sweep {
  return {
    name: 'privacy.warn-of-breach',
    everyMilliseconds: limits.sweepEveryMilliseconds,
    run: () => warnOfBreaches(privacyCity(m)),
  };
}

/** Gives the warnings that are due; answers when the next one will be. */
export function warnOfBreaches(city: PrivacyCity): Promise<Date | null> {
  return city.m.db.transaction(hand, async (tx) => {
    const posts = await postsToWarn(tx, localDate(tx.now));
    let next: Date | null = null;
    for (const { warned, ...breach } of await unreported(tx, limits.sweepBatch)) {
      const after = await warnOf(tx, city, { breach, warned, posts });
      if (after && (next === null || after < next)) next = after;
    }
    return next;
  });
}

interface Warning {
  readonly breach: BreachRow;
  readonly warned: readonly number[];
  readonly posts: readonly string[];
}

async function warnOf(
  tx: PrivacyTx,
  city: PrivacyCity,
  { breach, warned, posts }: Warning,
): Promise<Date | null> {
  const rule = city.rules.breachOn(localDate(breach.detected_at));
  const hours = [...rule.warnAtHours].sort((a, b) => a - b).filter((hour) => !warned.includes(hour));
  let row = breach;
  for (const hour of hours) {
    const at = hoursAfter(breach.detected_at, hour);
    if (at > tx.now) return at;
    // Recorded late, several warnings are due at once: the last of them says it all.
    const isLast = !hours.some((other) => other > hour && hoursAfter(breach.detected_at, other) <= tx.now);
    for (const post of isLast ? posts : [])
      await queueNotification(tx, {
        to: { post },
        template: notification,
        params: { hours: hour, dueAt: breach.due_at.toISOString(), breachId: breach.breach_id },
        key: `breach:${breach.breach_id}:${hour}`,
      });
    row = await step(tx, row, 'warn', {}, { hours: hour, posts: isLast ? posts.length : 0 });
  }
  return null;
}
