// The job that tells the people concerned of a breach, as the action enqueues it.
import { Type } from 'typebox';
import { defineJob } from '@city/kernel/jobs';

export const tellPeople = defineJob('privacy.tell_people', Type.Object({ breachId: Type.String() }));
