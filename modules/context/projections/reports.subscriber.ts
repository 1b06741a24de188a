// Public reports as entities: what, where, how far, never words or persons. What is hidden again goes.
import { type EventFacts, EventFactsSchema, eventNames } from '@city/feedback';
import type { Tx } from '@city/kernel/database';
import { type CityEvent, defineEvent, type Subscription } from '@city/kernel/events';
import type { Broker } from '../broker.ts';
import type { PublishedEntity } from './published.ts';
import type { Tables } from '../tables.ts';
import { publishWithin, withdrawWithin } from './publish.ts';
import { areaId } from './units.sweep.ts';

const events = Object.values(eventNames).map((name) => defineEvent(name, 1, EventFactsSchema));

export const reportId = (code: string): string => `urn:ngsi-ld:CityReport:HP:${code}`;

export function reportEntity(facts: EventFacts): PublishedEntity {
  const { trackingCode, service, state, unit, lat, lon, filedAt, dueAt, at } = facts;
  return {
    id: reportId(trackingCode),
    type: 'CityReport',
    scope: `/HaiPhong/${unit}`,
    attributes: {
      service: { type: 'Property', value: service },
      state: { type: 'Property', value: state, observedAt: at },
      filedAt: { type: 'Property', value: filedAt },
      ...(dueAt === null ? {} : { dueAt: { type: 'Property', value: dueAt } }),
      inArea: { type: 'Relationship', object: areaId(unit) },
      location: { type: 'GeoProperty', value: { type: 'Point', coordinates: [lon, lat] } },
    },
  };
}

/** In the subscriber's own transaction, so that each step of a report is told once. */
export function projectReports(broker: Broker): Subscription<Tables> {
  return {
    name: 'project-reports',
    events,
    handle: async (tx: Tx<Tables>, event: CityEvent) => {
      const facts = event.data as EventFacts;
      if (facts.isPublic) await publishWithin(tx, broker, [reportEntity(facts)]);
      else await withdrawWithin(tx, broker, [reportId(facts.trackingCode)]);
    },
  };
}
