// How long the ways in keep what came through them.
import type { Retention } from '@city/kernel/module';

export const channelRetention: readonly Retention[] = [
  {
    table: 'feedback.gopy',
    personalData: true,
    keep: 'five years after the report is closed: the partner’s own user and attachments',
  },
  { table: 'feedback.message_in', personalData: true, keep: 'five years' },
  {
    table: 'feedback.conversation',
    personalData: true,
    keep: 'a week: a message that waits for its place',
  },
  { table: 'feedback.mail_thread', personalData: false, keep: 'as long as the report' },
];
