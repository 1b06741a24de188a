// What other modules may know of sensing: its events.
import { Type } from 'typebox';
import { defineEvent } from '@city/kernel/events';

/** A rule found something wrong, or right again. Public facts only. */
export const conditionChanged = defineEvent(
  'sensing.condition.changed',
  1,
  Type.Object({
    /** The same for what is raised and what is cleared later. */
    conditionId: Type.String({ format: 'uuid' }),
    /** Code of the rule, such as `street-flood-depth`. */
    definition: Type.String(),
    /** `DEVICE/METRIC`, or what else it is about, such as `tide/hon-dau`. */
    series: Type.String(),
    unitCode: Type.Union([Type.String(), Type.Null()]),
    point: Type.Union([Type.Object({ lat: Type.Number(), lon: Type.Number() }), Type.Null()]),
    /** 1 minor, 2 moderate, 3 severe, 4 extreme. */
    severity: Type.Integer({ minimum: 1, maximum: 4 }),
    state: Type.Enum(['raised', 'cleared']),
    /** By the clock of the measurement. */
    at: Type.String({ format: 'date-time' }),
    value: Type.Union([Type.Number(), Type.Null()]),
  }),
);
