// The kernel's services, made once for a running city.
import { join } from 'node:path';
import type { EventDefinition, Subscription } from '@city/kernel/events';
import { createFiles } from '@city/kernel/files';
import { createGeo } from '@city/kernel/geo';
import type { Route } from '@city/kernel/http';
import type { JobHandler } from '@city/kernel/jobs';
import { createNotify } from '@city/kernel/notify';
import { buildCalendar, readCalendar } from '@city/kernel/time';
import { createWebhooks } from '@city/kernel/webhooks';
import { webhookRoutes } from '../webhooks/webhooks.routes.ts';
import type { City } from './module.ts';

type Services = Pick<City, 'files' | 'geo' | 'calendar' | 'notify' | 'webhooks'>;
type Base = Omit<City, keyof Services>;

export async function createServices(base: Base): Promise<Services> {
  return {
    calendar: buildCalendar(readCalendar(join(base.cityFolder, 'calendar'))),
    files: createFiles(base),
    geo: await createGeo(base),
    notify: createNotify(base),
    webhooks: createWebhooks(base),
  };
}

/** What the kernel itself subscribes to. */
export function kernelSubscriptions(city: City, events: readonly EventDefinition[]): readonly Subscription[] {
  return [city.webhooks.subscription(events)];
}

/** Jobs of the kernel. */
export function kernelJobs(city: City): readonly JobHandler[] {
  return [...city.files.jobs, ...city.notify.jobs, ...city.webhooks.jobs];
}

/** Routes of the kernel's services. */
export function kernelRoutes(city: City): readonly Route[] {
  return [...city.files.routes, ...city.notify.routes, ...webhookRoutes(city.webhooks)];
}

export async function closeServices(city: City): Promise<void> {
  await city.notify.close();
}
