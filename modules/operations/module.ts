// The manifest of the operations centre: rights, routes, events, screens, data and how long it is kept.
import { defineErrors } from '@city/kernel/errors';
import { defineModule } from '@city/kernel/module';
import { alarmSweep } from './alarms/alarm-clock.sweep.ts';
import { alarmRoutes } from './alarms/alarms.routes.ts';
import { boardRoutes } from './board/board.routes.ts';
import { boardSweep } from './board/board.sweep.ts';
import { offerTo } from './alarms/offer-conditions.ts';
import { receiveRoutes } from './cap/receive.routes.ts';
import { operationsErrors } from './errors.ts';
import {
  alarmChanged,
  floodChanged,
  handoverChanged,
  incidentChanged,
  incidentClosed,
  stageChanged,
  taskChanged,
  warningChanged,
} from './events.ts';
import { incidentRoutes } from './incidents/incidents.routes.ts';
import { operationsCity } from './module-city.ts';
import { permissions } from './permissions.ts';
import { personalData } from './personal-data.ts';
import { hearReports } from './sources/reports.subscriber.ts';
import { hearSensing } from './sources/sensing.subscriber.ts';
import { seedDemo } from './seed/seed.ts';
import { shiftRoutes } from './stage/shift.routes.ts';
import type { OperationsTables } from './tables.ts';
import { trail } from './trail-words.ts';
import { publicRoutes, warningCards } from './warnings/public.routes.tsx';
import { styleRoute } from './warnings/style.routes.tsx';
import { tellJob } from './warnings/tell.job.ts';
import { wallRoutes } from './wall/wall.routes.ts';
import { warningRoutes } from './warnings/warnings.routes.ts';

defineErrors('operations', operationsErrors);

export const module = defineModule<OperationsTables>({
  name: 'operations',
  title: { vi: 'Điều hành', en: 'Operations centre' },
  needs: [],
  permissions,
  routes: (m) => {
    const city = operationsCity(m);
    offerTo(city);
    return [
      ...alarmRoutes(city),
      ...incidentRoutes(city),
      ...shiftRoutes(city),
      ...warningRoutes(city),
      ...receiveRoutes(city),
      ...publicRoutes(city),
      ...wallRoutes(city),
      ...boardRoutes(city),
      styleRoute(),
    ];
  },
  subscriptions: (m) => [hearSensing(operationsCity(m)), hearReports(operationsCity(m))],
  sweeps: (m) => [alarmSweep(m), boardSweep(m)],
  jobs: [tellJob],
  live: () => [
    {
      name: 'operations',
      permission: 'operations.read',
      events: [
        alarmChanged,
        floodChanged,
        incidentChanged,
        incidentClosed,
        taskChanged,
        stageChanged,
        handoverChanged,
        warningChanged,
      ],
      show: (event) => ({ name: event.type, data: event.data }),
    },
    {
      name: 'warnings',
      permission: 'public: that a warning was sent or called off, and the stage of the city',
      events: [warningChanged, stageChanged],
      show: (event) => {
        const { isPublic = true } = event.data as { isPublic?: boolean };
        return isPublic ? { name: event.type, data: event.data } : null;
      },
    },
  ],
  nav: [
    {
      href: '/warnings',
      text: { vi: 'Cảnh báo', en: 'Warnings' },
      describe: { vi: 'Thiên tai, sự cố: nên làm gì', en: 'Disasters and incidents: what to do' },
      icon: 'warning',
      places: ['service'],
      order: 15,
    },
  ],
  home: (m) => warningCards(operationsCity(m)),
  seed: seedDemo,
  personalData,
  trail,
  retention: [
    { table: 'operations.alarm', personalData: false, keep: 'for good: one row a condition' },
    {
      table: 'operations.alarm_event',
      personalData: false,
      keep: 'for good: what called whom and what was done',
    },
    { table: 'operations.flood', personalData: false, keep: 'for good' },
    { table: 'operations.report', personalData: false, keep: 'as long as the report' },
    { table: 'operations.counter', personalData: false, keep: 'for good: the last number of each series' },
    { table: 'operations.incident', personalData: false, keep: 'for good' },
    {
      table: 'operations.incident_entry',
      personalData: false,
      keep: 'for good: the timeline of an incident',
    },
    { table: 'operations.task', personalData: false, keep: 'for good' },
    { table: 'operations.handover', personalData: false, keep: 'for good: shifts given and taken, by post' },
    { table: 'operations.stage', personalData: false, keep: 'for good' },
    { table: 'operations.warning', personalData: false, keep: 'for good: what the public was told' },
    { table: 'operations.warning_event', personalData: false, keep: 'for good' },
    { table: 'operations.cap_key', personalData: false, keep: 'for good: certificates check old warnings' },
    { table: 'operations.cap_in', personalData: false, keep: 'for good: what others warned of' },
    {
      table: 'operations.board_value',
      personalData: false,
      keep: 'for good: figures as they were published',
    },
    { table: 'operations.follower', personalData: true, keep: 'until the person takes it back' },
  ],
});
