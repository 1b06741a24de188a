// The event of context: ids only, what they say is read through the interface.
import { Type } from 'typebox';
import { defineEvent } from '@city/kernel/events';

/** Entities of a tenant were written or deleted. */
export const entitiesChanged = defineEvent(
  'context.entities.changed',
  1,
  Type.Object({ tenant: Type.String(), entityIds: Type.Array(Type.String()) }),
);
