// The kernel's services, made once for a running city.
import { join } from 'node:path';
import type { EventDefinition, Subscription } from '@city/kernel/events';
import { createFiles } from '@city/kernel/files';
import { createGeo } from '@city/kernel/geo';
import type { Route } from '@city/kernel/http';
import type { JobHandler } from '@city/kernel/jobs';
import { createNotify } from '@city/kernel/notify';
import { buildCalendar, readCalendar } from '@city/kernel/time';
import type { City } from './module.ts';

type Base = Omit<City, 'files' | 'geo' | 'calendar' | 'notify'>;

export async function createServices(base: Base): Promise<Pick<City, 'files' | 'geo' | 'calendar' | 'notify'>> {
  return {
    calendar: buildCalendar(readCalendar(join(base.cityFolder, 'calendar'))),
    files: createFiles(base),
    geo: await createGeo(base),
    notify: createNotify(base),
  };
}

/** What the kernel itself subscribes to. */
export function kernelSubscriptions(_city: City, _events: readonly EventDefinition[]): readonly Subscription[] {
  return [];
}

/** Jobs of the kernel. */
export function kernelJobs(city: City): readonly JobHandler[] {
  return [...city.files.jobs, ...city.notify.jobs];
}

/** Routes of the kernel's services. */
export function kernelRoutes(city: City): readonly Route[] {
  return [...city.files.routes, ...city.notify.routes];
}

export async function closeServices(city: City): Promise<void> {
  await city.notify.close();
}
