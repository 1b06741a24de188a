// The kernel's services, made once for a running city.
import { join } from 'node:path';
import type { EventDefinition, Subscription } from '@city/kernel/events';
import type { JobHandler } from '@city/kernel/jobs';
import { buildCalendar, readCalendar } from '@city/kernel/time';
import type { City } from './module.ts';

type Base = Omit<City, 'files' | 'geo' | 'calendar' | 'notify'>;

export async function createServices(base: Base): Promise<Pick<City, 'files' | 'geo' | 'calendar' | 'notify'>> {
  const calendar = buildCalendar(readCalendar(join(base.cityFolder, 'calendar')));
  return { files: { routes: [] }, geo: undefined, calendar, notify: undefined } as never;
}

/** What the kernel itself subscribes to. */
export function kernelSubscriptions(_city: City, _events: readonly EventDefinition[]): readonly Subscription[] {
  return [];
}

/** Jobs of the kernel. */
export function kernelJobs(_city: City): readonly JobHandler[] {
  return [];
}
