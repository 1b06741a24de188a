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

export const incidentChanged = defineEvent(
  'operations.incident.changed',
  1,
  Type.Object({
    incidentId: Uuid,
    number: Type.String(),
    version: Type.Integer({ minimum: 1 }),
    action: Type.String(),
    type: Type.String(),
    severity: Type.Integer({ minimum: 1, maximum: 4 }),
    state: Type.String(),
    ward: Type.Union([Type.String(), Type.Null()]),
    at: Moment,
  }),
);

/** With the citizens' reports that were part of it, so that whoever keeps them can answer them. */
export const incidentClosed = defineEvent(
  'operations.incident.closed',
  1,
  Type.Object({ incidentId: Uuid, number: Type.String(), reports: Type.Array(Type.String()), at: Moment }),
);

export const taskChanged = defineEvent(
  'operations.task.changed',
  1,
  Type.Object({
    taskId: Uuid,
    incidentId: Uuid,
    body: Type.String(),
    state: Type.String(),
    dueAt: Moment,
    at: Moment,
  }),
);

export const stageChanged = defineEvent(
  'operations.stage.changed',
  1,
  Type.Object({
    seq: Type.Integer({ minimum: 1 }),
    level: Type.Integer({ minimum: 1, maximum: 5 }),
    at: Moment,
  }),
);

export const handoverChanged = defineEvent(
  'operations.handover.changed',
  1,
  Type.Object({ handoverId: Uuid, position: Type.String(), isTaken: Type.Boolean(), at: Moment }),
);

export const warningChanged = defineEvent(
  'operations.warning.changed',
  1,
  Type.Object({
    warningId: Uuid,
    state: Type.String(),
    msgType: Type.String(),
    status: Type.String(),
    isPublic: Type.Boolean(),
    at: Moment,
  }),
);
