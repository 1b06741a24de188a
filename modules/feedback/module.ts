// The manifest of the reports module: rights, routes, events, jobs, screens, data and how long it is kept.
import { defineErrors } from '@city/kernel/errors';
import { defineModule } from '@city/kernel/module';
import { channelRetention } from './channels/retention.ts';
import { mailListeners } from './channels/email/mail.listener.ts';
import { channelRoutes } from './channels/channels.routes.ts';
import { closeSettledJob } from './cases/close-settled.job.ts';
import { deskRoutes } from './cases/desk.routes.ts';
import { coordinationRoutes } from './coordination/coordination.routes.ts';
import { fieldWorkerRoute } from './field/field-worker.routes.ts';
import { findReports } from './cases/find-reports.ts';
import { homeCards } from './cases/home.cards.tsx';
import { ownReportRoutes } from './cases/own-reports.routes.ts';
import { permissions } from './cases/permissions.ts';
import { reportPdfRoute } from './cases/report-pdf.routes.ts';
import { reportPages } from './cases/report-pages.routes.tsx';
import { reportsPages } from './cases/reports-pages.routes.tsx';
import { reportRoutes } from './cases/reports.routes.ts';
import { stepRoutes } from './cases/steps.routes.ts';
import { summaryRoutes } from './cases/summary.routes.ts';
import type { FeedbackTables } from './cases/tables.ts';
import { tellReporter } from './cases/tell-reporter.subscriber.ts';
import { feedbackErrors } from './errors.ts';
import { events } from './events.ts';
import { intakeRoutes } from './intake/intake.routes.tsx';
import { duplicateRoutes } from './duplicates/duplicates.routes.ts';
import { stormRoutes } from './duplicates/storm.routes.ts';
import { stormSweep } from './duplicates/storm.sweep.ts';
import { tellFollowersJob } from './duplicates/tell-followers.job.ts';
import { escalateSweep } from './escalation/escalate.sweep.ts';
import { learnPosts } from './escalation/learn-posts.subscriber.ts';
import { handlingRoutes } from './handling/handling.routes.ts';
import { resumeWaitingJob } from './handling/resume-waiting.job.ts';
import { leadingRoutes } from './leading/leading.routes.ts';
import { banRoutes } from './moderation/ban.routes.ts';
import { flagRoutes } from './moderation/flag.routes.tsx';
import { forgetSendersJob } from './moderation/forget-senders.job.ts';
import { lookPhotoRoutes } from './moderation/look-photo.routes.ts';
import { moderationRoutes } from './moderation/moderation.routes.ts';
import { open311KeyCommand } from './open311/key.command.ts';
import { open311Routes } from './open311/open311.routes.ts';
import { openDataRoutes } from './opendata/opendata.routes.ts';
import { statisticsRoutes } from './statistics/statistics.routes.ts';
import { rescheduleSweep } from './deadlines/reschedule.sweep.ts';
import { importCommand } from './importing/import.command.ts';
import { feedbackCity } from './module-city.ts';
import { seedReports } from './seed/seed.ts';
import { personalData } from './personal/personal-data.ts';
import { sealContactsSweep } from './personal/seal-contacts.sweep.ts';
import { styleRoute } from './style.routes.tsx';
import { forgetLooseJob } from './photos/forget-loose.job.ts';
import { mapRoutes } from './map/map.routes.ts';
import { photoRoutes } from './photos/photos.routes.ts';
import { transfersFor } from './transfer/read-transferred.ts';
import { transferRoutes } from './transfer/transfer.routes.ts';
import { offerTransfers } from './transfer/transferred.ts';
import { answerJob } from './whatif/answer.job.ts';
import { whatIfRoutes } from './whatif/what-if.routes.ts';
import { inviteJob } from './survey/invite.job.ts';
import { surveyRoutes } from './survey/survey.routes.tsx';
import { historyRoutes } from './wall/history.routes.ts';
import { trendRoutes } from './wall/trend.routes.ts';
import { trail } from './trail-words.ts';

defineErrors('feedback', feedbackErrors);

export const module = defineModule<FeedbackTables>({
  name: 'feedback',
  title: { vi: 'Phản ánh', en: 'Reports' },
  needs: ['identity', 'privacy'],
  permissions,
  routes: (m) => {
    const city = feedbackCity(m);
    offerTransfers(m.database, transfersFor(city));
    return [
      ...summaryRoutes(city),
      ...photoRoutes(city),
      ...mapRoutes(city),
      ...reportRoutes(city),
      ...ownReportRoutes(city),
      ...stepRoutes(city),
      ...handlingRoutes(city),
      ...transferRoutes(city),
      ...duplicateRoutes(city),
      ...stormRoutes(city),
      ...open311Routes(city),
      ...channelRoutes(city),
      ...moderationRoutes(city),
      ...lookPhotoRoutes(city),
      ...flagRoutes(city),
      ...banRoutes(),
      ...openDataRoutes(city),
      ...statisticsRoutes(city),
      ...deskRoutes(city),
      ...coordinationRoutes(city),
      ...leadingRoutes(city),
      ...intakeRoutes(city),
      ...reportsPages(city),
      ...reportPages(city),
      reportPdfRoute(city),
      styleRoute(),
      fieldWorkerRoute(),
      ...trendRoutes(city),
      ...historyRoutes(),
      ...whatIfRoutes(city),
      ...surveyRoutes(city),
    ];
  },
  subscriptions: (m) => [tellReporter(feedbackCity(m)), learnPosts()],
  listeners: (m) => mailListeners(feedbackCity(m)),
  sweeps: (m) => [escalateSweep(m), rescheduleSweep(m), stormSweep(m), sealContactsSweep(m)],
  jobs: [
    closeSettledJob,
    forgetLooseJob,
    resumeWaitingJob,
    tellFollowersJob,
    answerJob,
    inviteJob,
    forgetSendersJob,
  ],
  live: () => [
    {
      name: 'reports',
      permission: 'public: what happens to public reports, without persons',
      events: Object.values(events),
      show: (event) => {
        const data = event.data as { isPublic: boolean; trackingCode: string };
        // What leaves the public path is taken away by whoever shows it; nobody is told more of it.
        if (event.type === events.hidden.name || event.type === events.transferred.name)
          return { name: event.type, data: { trackingCode: data.trackingCode, isPublic: false } };
        return data.isPublic ? { name: event.type, data } : null;
      },
    },
  ],
  nav: [
    {
      href: '/report',
      text: { vi: 'Gửi phản ánh', en: 'Report' },
      describe: { vi: 'Chụp ảnh và viết một dòng', en: 'A photo and one line' },
      icon: 'camera',
      places: ['bottom', 'service'],
      order: 10,
    },
    {
      href: '/my',
      text: { vi: 'Việc của tôi', en: 'My reports' },
      describe: { vi: 'Từng bước, hẹn khi nào', en: 'Every step and by when' },
      icon: 'inbox',
      places: ['header', 'bottom', 'service', 'mine'],
      order: 20,
    },
    {
      href: '/reports',
      text: { vi: 'Phản ánh', en: 'Reports' },
      describe: { vi: 'Xem cả thành phố đang làm gì', en: 'What the city is working on' },
      icon: 'map',
      places: ['header', 'service'],
      order: 30,
    },
  ],
  home: (m) => homeCards(feedbackCity(m)),
  find: (m) => findReports(feedbackCity(m)),
  seed: seedReports,
  personalData,
  commands: (m) => [importCommand(m, feedbackCity(m).rules), open311KeyCommand(m)],
  trail,
  retention: [
    {
      table: 'feedback.report',
      personalData: false,
      keep: 'for good: the record of what was reported and answered',
    },
    { table: 'feedback.tracking_code', personalData: false, keep: 'as long as the report' },
    { table: 'feedback.report_event', personalData: false, keep: 'as long as the report' },
    {
      table: 'feedback.photo',
      personalData: false,
      keep: 'as long as the report; originals are sealed by the kernel',
    },
    { table: 'feedback.rating', personalData: true, keep: 'as long as the report; its words sealed' },
    { table: 'feedback.reporter', personalData: true, keep: 'five years after the report is closed' },
    { table: 'feedback.person_report', personalData: true, keep: 'five years after the report is closed' },
    { table: 'feedback.original_words', personalData: true, keep: 'five years after the report is closed' },
    { table: 'feedback.behalf', personalData: true, keep: 'five years after the report is closed' },
    { table: 'feedback.loose_photo', personalData: true, keep: 'one day; a week in a message that waits' },
    { table: 'feedback.import_run', personalData: false, keep: 'for good: which file was imported' },
    { table: 'feedback.import_reject', personalData: false, keep: 'for good: what was not imported and why' },
    { table: 'feedback.import_row', personalData: false, keep: 'as long as the report' },
    {
      table: 'feedback.request',
      personalData: false,
      keep: 'as long as the report: who asked for what, and who decided',
    },
    {
      table: 'feedback.calendar_used',
      personalData: false,
      keep: 'one row: the calendar that due times follow',
    },
    { table: 'feedback.open311_key', personalData: false, keep: 'as long as its updates' },
    { table: 'feedback.open311_update', personalData: false, keep: 'as long as the report' },
    ...channelRetention,
    { table: 'feedback.attribute', personalData: false, keep: 'as long as the report' },
    { table: 'feedback.storm', personalData: false, keep: 'for good: when many reported the same' },
    { table: 'feedback.note', personalData: true, keep: 'five years after the report is closed' },
    {
      table: 'feedback.what_if',
      personalData: false,
      keep: 'for good: what was asked of the simulation, by which post, and what it said',
    },
    {
      table: 'feedback.survey_round',
      personalData: false,
      keep: 'as long as the report: that its people were asked',
    },
    { table: 'feedback.survey', personalData: true, keep: 'five years after the report is closed' },
    {
      table: 'feedback.draft',
      personalData: true,
      keep: 'one day; a week when a message began it, with the way its sender is told',
    },
    { table: 'feedback.look', personalData: false, keep: 'until a moderator has looked' },
    { table: 'feedback.photo_look', personalData: false, keep: 'as long as the report' },
    { table: 'feedback.moderation', personalData: true, keep: 'as long as the report' },
    { table: 'feedback.flag', personalData: true, keep: 'as long as the report, as keyed hashes' },
    { table: 'feedback.sender', personalData: true, keep: 'ninety days, as keyed hashes' },
    {
      table: 'feedback.ban',
      personalData: true,
      keep: 'for good, as keyed hashes: who was kept out, why and by whom',
    },
    { table: 'feedback.place_doubt', personalData: true, keep: 'as long as the report, distances only' },
    {
      table: 'feedback.office_post',
      personalData: false,
      keep: 'for good: which posts there were; a post is told when a promise is missed',
    },
  ],
});
