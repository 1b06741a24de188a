// The job that takes over a report which was sent away as a complaint or denunciation: by its id, nothing else.
import { Type } from 'typebox';
import { defineJob } from '@city/kernel/jobs';

export const takeOver = defineJob('complaints.take_over', Type.Object({ reportId: Type.String() }));
