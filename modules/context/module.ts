// The manifest of context: who may do what, its routes, what it keeps and how long.
import { defineModule } from '@city/kernel/module';
import { brokerOf } from './broker.ts';
import { onChange } from './entities/write.action.ts';
import './errors.ts';
import { browseRoutes } from './browse/browse.routes.tsx';
import { permissions } from './permissions.ts';
import { clockSweep, runOutSweep } from './subscriptions/clock.sweep.ts';
import { deliveryOf } from './subscriptions/deliver.ts';
import { notifyOfChanges } from './subscriptions/notify.ts';
import { keepHistory } from './temporal/history.ts';
import { projectReports } from './projections/reports.subscriber.ts';
import { unitsSweep } from './projections/units.sweep.ts';
import type { Tables } from './tables.ts';
import { ngsiLdRoutes } from './wire/ngsi-ld.routes.ts';

export const module = defineModule<Tables>({
  name: 'context',
  title: { vi: 'Ngữ cảnh thành phố', en: 'City context' },
  needs: ['feedback'],
  permissions,
  routes: (m) => {
    onChange(keepHistory);
    onChange(notifyOfChanges);
    return [...browseRoutes(brokerOf(m)), ...ngsiLdRoutes(brokerOf(m))];
  },
  nav: [
    {
      href: '/context',
      text: { vi: 'Dữ liệu sống của thành phố', en: 'Live data of the city' },
      describe: {
        vi: 'Nơi chốn, phản ánh, trạm đo: đang thế nào',
        en: 'Places, reports, stations: how things stand',
      },
      icon: 'map',
      places: ['service'],
      order: 95,
    },
  ],
  subscriptions: (m) => [projectReports(brokerOf(m))],
  sweeps: (m) => [clockSweep(brokerOf(m)), runOutSweep(brokerOf(m)), unitsSweep(brokerOf(m))],
  close: (m) => deliveryOf(brokerOf(m)).close(),
  retention: [
    { table: 'context.tenant', personalData: false, keep: 'for good' },
    { table: 'context.entity', personalData: false, keep: 'until deleted or run out' },
    { table: 'context.temporal_entity', personalData: false, keep: 'until deleted' },
    { table: 'context.attr_instance', personalData: false, keep: 'until deleted' },
    { table: 'context.ld_context', personalData: false, keep: 'until deleted' },
    { table: 'context.subscription', personalData: false, keep: 'until deleted' },
    { table: 'context.notification', personalData: false, keep: 'until sent' },
  ],
});
