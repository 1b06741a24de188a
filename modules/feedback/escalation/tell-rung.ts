// Says a rung to whoever it concerns, once each: in the desk's inbox and by e-mail.
import { Type } from 'typebox';
import { isId } from '@city/kernel/database';
import { defineNotification, queueNotification, type Recipient } from '@city/kernel/notify';
import { formatDateTime, localDate } from '@city/kernel/time';
import type { FeedbackTx } from '../cases/report.store.ts';
import type { StepCity } from '../cases/step.ts';
import type { ReportRow } from '../cases/tables.ts';
import type { Rung } from '../handling/rules.ts';
import { postsOfBodies } from './office-post.store.ts';
import { bodyMeant, tellingOn, type ToldWhom, whomToTell } from './told.ts';

const Words = Type.Object({ vi: Type.String(), en: Type.String() });

export const rungNotification = defineNotification({
  name: 'feedback.rung',
  params: Type.Object({
    code: Type.String(),
    level: Type.Integer(),
    isLate: Type.Boolean(),
    service: Words,
    dueAt: Type.String(),
  }),
  channels: ['in-app', 'email'],
  render: ({ t, lang, params }) => {
    const due = formatDateTime(new Date(params.dueAt), lang);
    const service = params.service[lang];
    return {
      title: params.isLate
        ? t('Quá hẹn, bậc {level}: {service}', { level: params.level, service })
        : t('Sắp đến hẹn: {service}', { service }),
      body: params.isLate
        ? t('Việc {code} đã quá hẹn {due}. Mở việc để xem ai đang giữ và quyết định.', {
            code: params.code,
            due,
          })
        : t('Việc {code} hẹn {due}, đã dùng phần lớn thời gian.', { code: params.code, due }),
      path: `/desk/reports?queue=all&code=${params.code}`,
    };
  },
});

export interface RungTold {
  readonly report: ReportRow;
  readonly rung: Rung;
  /** Number of the event of this rung: the same person hears of it once. */
  readonly seq: number;
}

/** Tells all climbs of one stretch. @returns by report whom it told */
export async function tellRungs(
  tx: FeedbackTx,
  city: StepCity,
  climbs: readonly RungTold[],
): Promise<ReadonlyMap<string, ToldWhom>> {
  const { handling, bodies } = city.rules;
  const { coordinator } = bodies;
  const looked = climbs.map((climb) => ({ ...climb, rows: tellingOn(handling, climb.rung.tell, tx.now) }));
  const meant = looked.flatMap(({ report, rows }) => rows.map((row) => bodyMeant(row, report, coordinator)));
  const posts = await postsOfBodies(tx, [...new Set(meant)], localDate(tx.now));
  const told = new Map<string, ToldWhom>();
  for (const { report, rung, seq, rows } of looked) {
    const whom = whomToTell(rows, report, { coordinator, posts });
    told.set(report.report_id, whom);
    for (const to of recipientsOf(whom)) await say(tx, city, { report, rung, seq }, to);
  }
  return told;
}

function recipientsOf({ person, posts }: ToldWhom): Recipient[] {
  // Partners may have assigned somebody whom the city does not know as a person.
  const officer = person !== null && isId(person) ? [{ person }] : [];
  return [...officer, ...posts.map(({ post_id: post }) => ({ post }))];
}

async function say(
  tx: FeedbackTx,
  city: StepCity,
  { report, rung, seq }: RungTold,
  to: Recipient,
): Promise<void> {
  const service = city.rules.catalogue.any(report.service)?.name;
  await queueNotification(tx, {
    to,
    template: rungNotification,
    params: {
      code: report.tracking_code,
      level: rung.level,
      isLate: report.due_at !== null && report.due_at <= tx.now,
      service: service ?? { vi: report.service, en: report.service },
      dueAt: (report.due_at ?? rung.at).toISOString(),
    },
    key: `rung:${report.report_id}:${seq}`,
  });
}
