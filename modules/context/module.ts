// The manifest of context: who may do what, its routes, what it keeps and how long.
import { defineModule } from '@city/kernel/module';
import { brokerOf } from './broker.ts';
import { onChange } from './entities/write.action.ts';
import './errors.ts';
import { permissions } from './permissions.ts';
import { clockSweep, runOutSweep } from './subscriptions/clock.sweep.ts';
import { deliveryOf } from './subscriptions/deliver.ts';
import { notifyOfChanges } from './subscriptions/notify.ts';
import { keepHistory } from './temporal/history.ts';
import type { Tables } from './tables.ts';
import { ngsiLdRoutes } from './wire/ngsi-ld.routes.ts';

export const module = defineModule<Tables>({
  name: 'context',
  title: { vi: 'Ngữ cảnh thành phố', en: 'City context' },
  needs: [],
  permissions,
  routes: (m) => {
    onChange(keepHistory);
    onChange(notifyOfChanges);
    return ngsiLdRoutes(brokerOf(m));
  },
  sweeps: (m) => [clockSweep(brokerOf(m)), runOutSweep(brokerOf(m))],
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
