// The work of answering a question, by its number; apart from the job so that an action can ask for it.
import { Type } from 'typebox';
import { defineJob } from '@city/kernel/jobs';

export const answerTask = defineJob('feedback.answer_what_if', Type.Object({ id: Type.String() }));
