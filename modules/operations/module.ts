// The manifest of the operations centre: rights, routes, events, screens, data and how long it is kept.
import { defineErrors } from '@city/kernel/errors';
import { defineModule } from '@city/kernel/module';
import { alarmSweep } from './alarms/alarm-clock.sweep.ts';
import { alarmRoutes } from './alarms/alarms.routes.ts';
import { incidentRoutes } from './incidents/incidents.routes.ts';
import { offerTo } from './alarms/offer-conditions.ts';
import { operationsErrors } from './errors.ts';
import { alarmChanged, floodChanged } from './events.ts';
import { operationsCity } from './module-city.ts';
import { permissions } from './permissions.ts';
import { shiftRoutes } from './stage/shift.routes.ts';
import { hearReports } from './sources/reports.subscriber.ts';
import { hearSensing } from './sources/sensing.subscriber.ts';
import type { OperationsTables } from './tables.ts';
import { trail } from './trail-words.ts';

defineErrors('operations', operationsErrors);

export const module = defineModule<OperationsTables>({
  name: 'operations',
  title: { vi: 'Điều hành', en: 'Operations centre' },
  needs: [],
  permissions,
  routes: (m) => {
    const city = operationsCity(m);
    offerTo(city);
    return [...alarmRoutes(city), ...incidentRoutes(city), ...shiftRoutes(city)];
  },
  subscriptions: (m) => [hearSensing(operationsCity(m)), hearReports(operationsCity(m))],
  sweeps: (m) => [alarmSweep(m)],
  live: () => [
    {
      name: 'alarms',
      permission: 'operations.read',
      events: [alarmChanged, floodChanged],
      show: (event) => ({ name: event.type, data: event.data }),
    },
  ],
  trail,
  retention: [
    { table: 'operations.alarm', personalData: false, keep: 'for good: one row a condition' },
    {
      table: 'operations.alarm_event',
      personalData: false,
      keep: 'five years: what called whom and what was done',
    },
    { table: 'operations.flood', personalData: false, keep: 'five years' },
  ],
});
