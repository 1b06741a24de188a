// The jobs of webhooks, by name: sending, finding what was forgotten, removing what is old.
import { Type } from 'typebox';
import { defineJob } from '@city/kernel/jobs';

/** Works off one endpoint's queue. */
export const deliverJob = defineJob(
  'kernel.webhooks.deliver',
  Type.Object({ endpoint: Type.String({ format: 'uuid' }) }, { additionalProperties: false }),
);

/** Every minute: endpoints whose job was lost with a process or a queue. */
export const sweepJob = defineJob('kernel.webhooks.sweep', Type.Object({}), { cron: '* * * * *' });

/** 20:11 UTC is 03:11 in Hải Phòng. */
export const pruneJob = defineJob('kernel.webhooks.prune', Type.Object({}), { cron: '11 20 * * *' });

/** One job for each endpoint: another wish to send moves it, and does not add a second. */
export function jobKeyOf(endpointId: string): string {
  return `webhooks:${endpointId}`;
}
