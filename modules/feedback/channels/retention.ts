// How long the ways in keep what came through them.
import type { Retention } from '@city/kernel/module';

export const channelRetention: readonly Retention[] = [
  {
    table: 'feedback.gopy',
    personalData: true,
    keep: 'five years after the report is closed: the partner’s own user and attachments',
  },
];
