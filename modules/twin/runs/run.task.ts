// The job that works a run out.
import { Type } from 'typebox';
import { defineJob } from '@city/kernel/jobs';

export const runTask = defineJob('twin.run', Type.Object({ id: Type.String({ format: 'uuid' }) }));
