// The job that tells followers, as others enqueue it.
import { Type } from 'typebox';
import { defineJob } from '@city/kernel/jobs';
import { reportActions } from '../cases/states.ts';
import { EventFactsSchema } from '../event-schemas.ts';

export const tellFollowersTask = defineJob(
  'feedback.tell_followers',
  Type.Object({
    about: Type.String({ description: 'Id of the master, which moved' }),
    action: Type.Enum(reportActions),
    facts: EventFactsSchema,
    after: Type.String({ description: 'Id of the last follower told' }),
  }),
);

/** Before the first follower. */
export const nobodyYet = '00000000-0000-0000-0000-000000000000';
