// Conditions of sensors become alarms. The event is heard by its name, so that the centre stands without the module of sensors.
import { type Static, Type } from 'typebox';
import { AppError } from '@city/kernel/errors';
import { defineEvent, type Subscription } from '@city/kernel/events';
import { clearAlarm, raiseAlarm } from '../alarms/raise.action.ts';
import type { OperationsCity } from '../module-city.ts';
import type { OperationsTables } from '../tables.ts';

const OrNull = <S extends import('typebox').TSchema>(schema: S) =>
  Type.Optional(Type.Union([schema, Type.Null()]));

const Changed = Type.Object({
  conditionId: Type.String(),
  definition: Type.String(),
  series: OrNull(Type.Union([Type.String(), Type.Integer()])),
  unitCode: OrNull(Type.String()),
  point: OrNull(Type.Object({ lat: Type.Number(), lon: Type.Number() })),
  severity: Type.Union([Type.Integer(), Type.String()]),
  state: Type.String(),
  at: Type.String(),
  value: OrNull(Type.Number()),
});

export const conditionChanged = defineEvent('sensing.condition.changed', 1, Changed);

const over = ['cleared', 'normal', 'inactive', 'ended'];
const words: Readonly<Record<string, number>> = { minor: 1, moderate: 2, severe: 3, extreme: 4 };

/** 1 minor … 4 extreme, whether the source counts or names. */
export function severityOf(given: number | string): number {
  const found = typeof given === 'number' ? given : (words[given.toLowerCase()] ?? Number(given));
  return Number.isFinite(found) ? Math.min(4, Math.max(1, Math.round(found))) : 1;
}

/**
 * One alarm for its whole life: what is wrong at which series. The source's own id is new each time it is raised, and would
 * hide that the same alarm calls again and again.
 */
const conditionOf = ({ conditionId, definition, series }: Static<typeof Changed>): string =>
  series === null || series === undefined ? conditionId : `${definition} ${series}`.slice(0, 200);

export function hearSensing(city: OperationsCity): Subscription<OperationsTables> {
  return {
    name: 'sensing-conditions',
    events: [conditionChanged],
    handle: async (tx, event) => {
      const said = event.data as Static<typeof Changed>;
      const condition = { source: 'sensing', condition: conditionOf(said) };
      if (over.includes(said.state)) {
        await clearAlarm(tx, city, { ...condition, value: said.value ?? null });
        return;
      }
      try {
        await raiseAlarm(tx, city, {
          ...condition,
          definition: said.definition,
          severity: severityOf(said.severity),
          value: said.value ?? null,
          unitCode: said.unitCode ?? null,
          series: said.series === null || said.series === undefined ? null : String(said.series),
          point: said.point ?? null,
        });
      } catch (error) {
        // A condition that nobody rationalised into an alarm calls no operator; its source still shows it.
        if (!(error instanceof AppError) || error.code !== 'operations_alarm_no_definition') throw error;
        city.m.log.info({ definition: said.definition }, 'a condition without an alarm');
      }
    },
  };
}
