// The job that carries out what was granted, as actions enqueue it.
import { Type } from 'typebox';
import { defineJob } from '@city/kernel/jobs';

export const carryOut = defineJob(
  'privacy.carry_out',
  Type.Object({
    requestId: Type.String(),
    /** Accept and grant it first: nothing is to be weighed. */
    begin: Type.Boolean(),
  }),
);
