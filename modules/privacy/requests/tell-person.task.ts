// The job that tells a person of a step, as actions enqueue it.
import { Type } from 'typebox';
import { defineJob } from '@city/kernel/jobs';
import { requestActions } from './states.ts';

export const tellPerson = defineJob(
  'privacy.tell_person',
  Type.Object({ requestId: Type.String(), seq: Type.Integer(), action: Type.Enum(requestActions) }),
);
