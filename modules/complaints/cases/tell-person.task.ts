// The job that tells a person of a step, as actions enqueue it.
import { Type } from 'typebox';
import { defineJob } from '@city/kernel/jobs';
import { matterActions } from './states.ts';

export const tellPerson = defineJob(
  'complaints.tell_person',
  Type.Object({ matterId: Type.String(), seq: Type.Integer(), action: Type.Enum(matterActions) }),
);
