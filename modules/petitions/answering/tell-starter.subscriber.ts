// Tells whoever began a petition each turn it takes.
import type { Subscription } from '@city/kernel/events';
import { accessPersonsToTell } from '../cases/person.access.ts';
import type { PetitionTables } from '../cases/tables.ts';
import { isOwed } from '../cases/states.ts';
import { events, type EventFacts } from '../events.ts';
import type { PetitionCity } from '../module-city.ts';
import type { Told } from './notification.ts';
import { petitionById, tellPerson } from './tell.job.ts';

const told = {
  gather: 'gathered',
  publish: 'published',
  refuse: 'refused',
  reach: 'reached',
  approve: 'answered',
  escalate: 'overdue',
  close: 'closed',
  lapse: 'lapsed',
} as const satisfies Partial<Record<keyof typeof events, Told>>;

/** The rung on which the promise is broken; those before it are the office's own business. */
const overdueFrom = 3;

export function tellStarter(city: PetitionCity): Subscription<PetitionTables> {
  const heard = Object.keys(told) as (keyof typeof told)[];
  return {
    name: 'tell-starter',
    events: heard.map((action) => events[action]),
    handle: async (tx, event) => {
      const action = heard.find((one) => events[one].name === event.type);
      const facts = event.data as EventFacts;
      const isEarly = facts.escalation < overdueFrom || !isOwed(facts.state);
      if (!action || (action === 'escalate' && isEarly)) return;
      const petition = await petitionById(tx, event.key);
      if (!petition) return;
      const persons = await accessPersonsToTell(tx, event.key, { part: 'starter', after: null, limit: 1 });
      for (const person of persons) await tellPerson(tx, city, petition, { person, what: told[action] });
    },
  };
}
