// The HTTP doors of devices: telemetry, and the webhooks of LoRaWAN network servers.
import { type Static, Type } from 'typebox';
import { AppError } from '@city/kernel/errors';
import { noContent, type Route, route } from '@city/kernel/http';
import { telemetryOf } from '../ingest/telemetry.ts';
import { LIMITS } from '../limits.ts';
import { takeUplink } from '../lorawan/take-uplink.ts';
import { chirpstackUplink, ttnUplink } from '../lorawan/uplink.ts';
import type { SensingCity } from '../sensing-city.ts';
import { callerDevice } from './bearer.ts';

const byKey = 'public: the key of the device decides, and opens only what is its own';
const tags = ['devices'];
const Message = Type.Unknown();
const For = Type.Object({
  device: Type.Optional(Type.String({ pattern: '^[a-z0-9][a-z0-9_-]{1,63}$', maxLength: 64 })),
});
const Event = Type.Object({ event: Type.Optional(Type.String({ maxLength: 32 })) });
const stored = { 204: Type.Null() };

export function ingestRoutes(city: SensingCity): readonly Route[] {
  return [telemetryRoute(city), chirpstackRoute(city), ttnRoute(city)];
}

const shared = {
  method: 'POST' as const,
  permission: byKey,
  tags,
  body: Message,
  bodyLimit: LIMITS.messageBytes,
  response: stored,
  limit: { max: LIMITS.postsPerMinute, perSeconds: 60 },
};

function telemetryRoute(city: SensingCity): Route {
  return route<unknown, typeof Message, typeof For, never>(
    {
      ...shared,
      url: '/api/ingest/telemetry',
      summary: {
        vi: 'Nhận số đo của thiết bị; trả lời khi đã ghi chắc chắn',
        en: 'Take a device’s values; answered once they are durable',
      },
      query: For,
    },
    async (c) => {
      const caller = await callerDevice(city, c.request);
      const whose = await behind(city, caller, c.query);
      await city.ingest.take(whose, telemetryOf(c.body));
      return noContent();
    },
  );
}

/** @throws AppError `sensing_not_its_device` */
async function behind(
  city: SensingCity,
  caller: Awaited<ReturnType<typeof callerDevice>>,
  { device }: Static<typeof For>,
) {
  if (device === undefined || device === caller.code) return caller;
  const found = await city.registry.byCode(device);
  if (!found?.isActive || found.via !== caller.code) throw new AppError('sensing_not_its_device');
  return found;
}

function chirpstackRoute(city: SensingCity): Route {
  return route<unknown, typeof Message, typeof Event, never>(
    {
      ...shared,
      url: '/api/ingest/chirpstack',
      summary: { vi: 'Webhook của ChirpStack v4', en: 'Webhook of ChirpStack v4' },
      query: Event,
    },
    async (c) => {
      const network = await callerDevice(city, c.request);
      // Joins, acknowledgements and states carry no measurement.
      if ((c.query.event ?? 'up') === 'up') await takeUplink(city, network, chirpstackUplink(c.body));
      return noContent();
    },
  );
}

function ttnRoute(city: SensingCity): Route {
  return route<unknown, typeof Message, never, never>(
    {
      ...shared,
      url: '/api/ingest/ttn',
      summary: { vi: 'Webhook của The Things Stack v3', en: 'Webhook of The Things Stack v3' },
    },
    async (c) => {
      const network = await callerDevice(city, c.request);
      await takeUplink(city, network, ttnUplink(c.body));
      return noContent();
    },
  );
}
