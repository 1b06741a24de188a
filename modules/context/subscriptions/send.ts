// One notification to its endpoint over HTTP or MQTT, through the guard of outside addresses (GS CIM 009 §6.3.8, §7.2).
import type { Broker } from '../broker.ts';
import { LIMITS } from '../limits.ts';
import { coreContext } from '../terms/shipped.ts';
import { defaultTenant } from '../tenants/tenant.store.ts';
import { contextLink, geoJson, json, ldJson } from '../wire/media.ts';
import { publishMqtt } from './mqtt.ts';
import type { SubscriptionRow } from './subscription.store.ts';

type Json = Readonly<Record<string, unknown>>;

interface Message {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Json;
}

/** @throws Error when it did not arrive */
export async function send(broker: Broker, row: SubscriptionRow, notification: Json): Promise<void> {
  const { endpoint } = row.doc.notification;
  const { headers, body } = messageOf(row, notification);
  const timeoutMilliseconds = Math.min(
    endpoint.timeout ?? LIMITS.notificationMilliseconds,
    LIMITS.notificationMilliseconds,
  );
  if (/^mqtts?:/.test(endpoint.uri)) {
    const payload = JSON.stringify({ metadata: headers, body });
    return publishMqtt(broker.fetchOutside, endpoint, payload, timeoutMilliseconds);
  }
  const answer = await broker.fetchOutside(endpoint.uri, {
    method: 'POST',
    headers,
    body: JSON.stringify(body),
    timeoutMilliseconds,
    discardBody: true,
  });
  if (answer.status < 200 || answer.status > 299) throw new Error(`The endpoint answered ${answer.status}`);
}

/** Headers of ours come last: a subscriber cannot put others in their place. */
function messageOf(row: SubscriptionRow, notification: Json): Message {
  const { accept = json, receiverInfo = [] } = row.doc.notification.endpoint;
  const context = row.doc.jsonldContext ?? row.context ?? coreContext;
  const address = typeof context === 'string' ? context : coreContext;
  const headers: Record<string, string> = {};
  for (const { key, value } of receiverInfo)
    if (/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(key))
      headers[key] = String(value).replace(/[^\t\x20-\x7e]/g, '');
  if (row.tenant !== defaultTenant) headers['NGSILD-Tenant'] = row.tenant;
  headers['Content-Type'] = accept;
  const data = notification['data'] as readonly Json[];
  if (accept === ldJson)
    return {
      headers,
      body: {
        ...notification,
        '@context': context,
        data: data.map((one) => ({ ...one, '@context': context })),
      },
    };
  headers['Link'] = contextLink(address);
  if (accept === geoJson)
    return {
      headers,
      body: {
        ...notification,
        data: { type: 'FeatureCollection', features: data.map(featureOf), '@context': context },
      },
    };
  return { headers, body: notification };
}

function featureOf(entity: Json): Json {
  const { id, ...properties } = entity;
  const location = properties['location'] as Json | undefined;
  const geometry =
    location === undefined ? null : (location['value'] ?? (location['coordinates'] ? location : null));
  return { id, type: 'Feature', geometry, properties };
}
