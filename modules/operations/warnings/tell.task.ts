// The job that tells those who follow warnings; its own file, so that the action that begins it and the job itself both know it.
import { Type } from 'typebox';
import { defineJob } from '@city/kernel/jobs';

export const tellWarningJob = defineJob(
  'operations.tell-warning',
  Type.Object({ warningId: Type.String({ format: 'uuid' }), after: Type.String() }),
);
