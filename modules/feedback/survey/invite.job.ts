// Asks people, weeks after their matter was closed, whether it was really fixed: each once, with a link that needs no account.
import { Type } from 'typebox';
import { system } from '@city/kernel/access';
import { defineJob } from '@city/kernel/jobs';
import type { Job, ModuleContext } from '@city/kernel/module';
import { queueNotification } from '@city/kernel/notify';
import { consentFor } from '@city/privacy';
import { followersOf } from '../duplicates/merge.store.ts';
import { accessContactToTell } from '../cases/reporter.access.ts';
import type { FeedbackTx } from '../cases/report.store.ts';
import type { FeedbackTables } from '../cases/tables.ts';
import { recipientOf } from '../cases/tell.ts';
import { surveyRule } from '../handling/rules.ts';
import { limits } from '../limits.ts';
import { feedbackCity } from '../module-city.ts';
import { surveyKeys } from './survey-key.ts';
import { surveyNotification } from './survey-words.ts';
import {
  type Asked,
  beginRound,
  dueReports,
  insertInvitation,
  leaveRound,
  openRounds,
  takeRound,
} from './survey.store.ts';

const actor = system('feedback.survey');
const dayMs = 86_400_000;

export const inviteJob: Job<FeedbackTables> = {
  job: defineJob('feedback.survey_invite', Type.Object({}), { cron: '5,35 * * * *' }),
  run: async (m) => {
    await inviteDue(m);
  },
};

/** Invites whoever is due, each matter in transactions of its own; answers how many people were asked. */
export async function inviteDue(m: ModuleContext<FeedbackTables>): Promise<number> {
  let asked = await finishRounds(m);
  for (;;) {
    const rule = surveyRule(feedbackCity(m).rules.handling, m.now());
    if (!rule) return asked;
    const until = new Date(m.now().getTime() - rule.days * dayMs);
    const from = new Date(until.getTime() - limits.surveyDaysLate * dayMs);
    const due = await m.db.transaction(
      actor,
      (tx) => dueReports(tx, { from, until, limit: limits.surveyBatch }),
      { readOnly: true },
    );
    for (const report of due) asked += await beginOne(m, report, rule.answerDays);
    asked += await finishRounds(m);
    if (due.length < limits.surveyBatch) return asked;
  }
}

function beginOne(m: ModuleContext<FeedbackTables>, report: Asked, answerDays: number): Promise<number> {
  return m.db.transaction(actor, async (tx) => {
    const expiresAt = new Date(tx.now.getTime() + answerDays * dayMs);
    if (!(await beginRound(tx, report.report_id, expiresAt))) return 0;
    return Number(await inviteOne(tx, m, report.report_id, report));
  });
}

/** Invites those whose reports follow a matter, batch by batch: there may be thousands. */
async function finishRounds(m: ModuleContext<FeedbackTables>): Promise<number> {
  let asked = 0;
  for (;;) {
    const rounds = await m.db.transaction(actor, (tx) => openRounds(tx, limits.surveyBatch), {
      readOnly: true,
    });
    let moved = 0;
    for (const aboutId of rounds) {
      const step = await m.db.transaction(actor, (tx) => inviteFollowers(tx, m, aboutId));
      if (step !== null) moved += 1;
      asked += step ?? 0;
    }
    if (moved === 0) return asked;
  }
}

/** One batch of followers; null when another process is at this round. */
async function inviteFollowers(
  tx: FeedbackTx,
  m: ModuleContext<FeedbackTables>,
  aboutId: string,
): Promise<number | null> {
  const after = await takeRound(tx, aboutId);
  if (after === undefined) return null;
  const followers = await followersOf(tx, aboutId, { after, limit: limits.surveyBatch });
  let asked = 0;
  for (const follower of followers) asked += Number(await inviteOne(tx, m, aboutId, follower));
  const last = followers.length < limits.surveyBatch ? undefined : followers.at(-1)?.report_id;
  await leaveRound(tx, aboutId, last ?? null);
  return asked;
}

/**
 * People with an account are asked only while they consent to surveys: a withdrawal stops the next question. Whoever left just a
 * number or address left it for this report, and is asked about this report once.
 */
async function mayAsk({ database }: ModuleContext<FeedbackTables>, person: string | null): Promise<boolean> {
  return person === null || (await consentFor(database, person, 'service-surveys')).allowed;
}

/** Asks the reporter of one report about a matter, unless they cannot be reached or were asked about it already. */
async function inviteOne(
  tx: FeedbackTx,
  m: ModuleContext<FeedbackTables>,
  aboutId: string,
  { report_id: reportId, tracking_code: code }: Asked,
): Promise<boolean> {
  const contact = await accessContactToTell(tx, reportId);
  const to = contact && recipientOf(contact);
  if (!to || !(await mayAsk(m, contact.person_id))) return false;
  const keys = surveyKeys(m.config);
  const recipient = keys.recipientOf(aboutId, to);
  if (!(await insertInvitation(tx, { aboutId, reportId, recipient }))) return false;
  await queueNotification(tx, {
    to,
    template: surveyNotification,
    params: { code, path: `/reports/${code}/survey?key=${keys.keyOf(reportId)}` },
    key: `survey:${aboutId}:${reportId}`,
  });
  return true;
}
