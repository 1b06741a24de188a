// What open pages hear of mandates: that one of mine changed, never which names or powers it holds.
import type { LiveTopic } from '@city/kernel/live';
import type { EventDefinition } from '@city/kernel/events';
import {
  MandateExpired,
  MandateGranted,
  MandateHandedOver,
  MandateNarrowed,
  MandateRevoked,
} from './events.ts';

interface Facts {
  readonly mandateId: string;
  readonly principalId: string;
  readonly agentId: string;
}

/** The topic `mandates`: each of the two parties hears of their own. */
export const mandateTopic: LiveTopic = {
  name: 'mandates',
  permission: 'identity.self',
  events: [
    MandateGranted,
    MandateNarrowed,
    MandateRevoked,
    MandateExpired,
    MandateHandedOver,
  ] as readonly EventDefinition[],
  show: (event, viewer) => {
    const { mandateId, principalId, agentId } = event.data as Facts;
    const isParty = viewer.id !== null && (viewer.id === agentId || viewer.id === principalId);
    return isParty ? { name: 'mandate', data: { mandate: mandateId } } : null;
  },
};

/** The attributes by which a part of a page is fetched anew when a mandate of its reader changes. */
export const liveMandates = (id: string) => ({
  'data-live': '/api/live?topics=mandates',
  'data-live-events': 'mandate',
  'data-live-target': id,
});
