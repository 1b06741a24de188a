// What other modules may know of sensing: its shapes and its events.
import { type Static, Type } from 'typebox';
import { defineEvent } from '@city/kernel/events';

export const Entry = Type.Object(
  {
    id: Type.String({ format: 'uuid' }),
    name: Type.String(),
    addedAt: Type.String({ format: 'date-time' }),
  },
  { $id: 'SensingEntry' },
);
export type Entry = Static<typeof Entry>;

/** An entry stands from now on. */
export const entryAdded = defineEvent(
  'sensing.entry.added',
  1,
  Type.Object({ entryId: Type.String({ format: 'uuid' }) }),
);
