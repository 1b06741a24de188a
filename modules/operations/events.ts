// What the operations centre says to the rest of the city: ids and public facts, never words or names.
import { Type } from 'typebox';
import { defineEvent } from '@city/kernel/events';

const Moment = Type.String({ format: 'date-time' });
const Uuid = Type.String({ format: 'uuid' });

export const alarmChanged = defineEvent(
  'operations.alarm.changed',
  1,
  Type.Object({
    alarmId: Uuid,
    version: Type.Integer({ minimum: 1 }),
    action: Type.String(),
    state: Type.String(),
    isCall: Type.Boolean(),
    isActive: Type.Boolean(),
    definition: Type.String(),
    position: Type.String(),
    priority: Type.Integer({ minimum: 1, maximum: 4 }),
    ward: Type.Union([Type.String(), Type.Null()]),
    at: Moment,
  }),
);

export const floodChanged = defineEvent(
  'operations.flood.changed',
  1,
  Type.Object({
    floodId: Uuid,
    position: Type.String(),
    isOpen: Type.Boolean(),
    calls: Type.Integer(),
    at: Moment,
  }),
);
