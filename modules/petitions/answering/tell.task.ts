// The job that tells people what became of a petition, in batches: its name and what it carries.
import { Type } from 'typebox';
import { defineJob } from '@city/kernel/jobs';

/** Before the first person: no id is smaller. */
export const tellNobodyYet = '00000000-0000-0000-0000-000000000000';

export const tellJob = defineJob(
  'petitions.tell_answer',
  Type.Object({
    petitionId: Type.String({ format: 'uuid' }),
    part: Type.Enum(['signer', 'starter']),
    after: Type.String({ format: 'uuid' }),
  }),
);
