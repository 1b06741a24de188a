// The contract's conditions, kept by this module: each word a transaction, allowed to services of the city only.
import type { Actor } from '@city/kernel/access';
import type { OperationsCity } from '../module-city.ts';
import { type Conditions, offerConditions } from './conditions.ts';
import { clearAlarm, raiseAlarm } from './raise.action.ts';

export function offerTo(city: OperationsCity): void {
  const { m } = city;
  const allow = (actor: Actor) => m.access.require(actor, 'operations.condition.raise');
  const conditions: Conditions = {
    raiseCondition: async (actor, condition) => {
      allow(actor);
      const alarm = await m.db.transaction(actor, (tx) => raiseAlarm(tx, city, condition));
      return alarm.alarm_id;
    },
    clearCondition: async (actor, condition) => {
      allow(actor);
      const alarm = await m.db.transaction(actor, (tx) => clearAlarm(tx, city, condition));
      return alarm?.alarm_id ?? null;
    },
  };
  offerConditions(m.database, conditions);
}
