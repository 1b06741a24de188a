// An edge node at the MQTT door: its topics, its births and deaths, and what that means for our series.
import { system } from '@city/kernel/access';
import { AppError } from '@city/kernel/errors';
import { type Device, markStale } from '../devices/device.store.ts';
import type { SensingCity } from '../sensing-city.ts';
import { readPayload, type SparkplugPayload, writePayload } from './payload.ts';
import { type Kind, NodeState } from './state.ts';

export interface SparkplugNode {
  mayPublish(topic: string): boolean;
  maySubscribe(filter: string): boolean;
  take(topic: string, payload: Buffer): Promise<void>;
}

const kinds: readonly string[] = ['NBIRTH', 'NDATA', 'NDEATH', 'DBIRTH', 'DDATA', 'DDEATH'];

/** Names of metrics may hold what ours may not: spaces and other signs become `_`. */
const metricName = (name: string): string => name.replaceAll(/[^A-Za-z0-9_./-]/g, '_').slice(0, 64);

/** The device's address is `GROUP/EDGE`; what stands behind it has the Sparkplug device's name as address. */
export function sparkplugNode(city: SensingCity, device: Device): SparkplugNode {
  const [group = '', edge = ''] = (device.address ?? '').split('/');
  const state = new NodeState();
  const behind = new Set<string>();

  const partsOf = (topic: string): { kind: Kind; name: string | null } | null => {
    const [namespace, itsGroup, kind = '', itsEdge, name, ...more] = topic.split('/');
    if (namespace !== 'spBv1.0' || itsGroup !== group || itsEdge !== edge || more.length > 0) return null;
    if (!kinds.includes(kind) || kind.startsWith('D') !== (name !== undefined)) return null;
    return { kind: kind as Kind, name: name ?? null };
  };

  const askForBirth = async (): Promise<void> => {
    const metrics = [{ name: 'Node Control/Rebirth', datatype: 11, booleanValue: true }];
    const bytes = writePayload({ timestamp: city.m.now().getTime(), metrics });
    await city.mqtt?.say(`spBv1.0/${group}/NCMD/${edge}`, bytes, { qos: 0 });
  };

  return {
    mayPublish: (topic) => partsOf(topic) !== null,
    maySubscribe: (filter) =>
      filter === `spBv1.0/${group}/NCMD/${edge}` ||
      filter.startsWith(`spBv1.0/${group}/NCMD/${edge}/`) ||
      filter.startsWith(`spBv1.0/${group}/DCMD/${edge}/`) ||
      filter.startsWith('spBv1.0/STATE/'),
    take: async (topic, bytes) => {
      const parts = partsOf(topic);
      if (!parts) return;
      const { kind, name } = parts;
      const outcome = state.take(kind, name, payloadOf(bytes));
      const whose = name === null ? device : await city.registry.behind(device.code, name);
      if (!whose) throw new AppError('sensing_not_its_device');
      if (name !== null) behind.add(whose.id);
      if (outcome.isRebirthNeeded) await askForBirth();
      if (outcome.stale !== null) {
        const ids = outcome.stale === 'all' ? [device.id, ...behind] : [whose.id];
        // Values said before the death come first.
        await city.ingest.settled();
        await city.m.db.transaction(system('sensing.sparkplug'), (tx) => markStale(tx, ids));
      }
      const readings = outcome.readings.map((reading) => ({
        ...reading,
        metric: metricName(reading.metric),
      }));
      if (readings.length > 0) await city.ingest.take(whose, readings);
    },
  };
}

/** @throws AppError `sensing_message_wrong` */
function payloadOf(bytes: Buffer): SparkplugPayload {
  try {
    return readPayload(bytes);
  } catch {
    throw new AppError('sensing_message_wrong');
  }
}
