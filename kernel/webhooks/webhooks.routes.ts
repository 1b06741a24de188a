// Managing webhooks over HTTP: who receives which events where, what was delivered, a new secret, sending again.
import { Type } from 'typebox';
import { officerWith, type Permission } from '@city/kernel/access';
import { collection, created, noContent, type Route, route } from '@city/kernel/http';
import type { Webhooks } from './webhooks.ts';

const manage = 'kernel.webhooks.manage';

export const webhookPermissions: Readonly<Record<string, Permission>> = {
  [manage]: {
    describe: { vi: 'Quản lý nơi nhận sự kiện', en: 'Manage receivers of events' },
    who: officerWith('administrator'),
  },
};

const Instant = Type.String({ format: 'date-time' });
const Endpoint = Type.Object(
  {
    id: Type.String(),
    url: Type.String(),
    owner: Type.String(),
    events: Type.Array(Type.String()),
    active: Type.Boolean(),
  },
  { title: 'WebhookEndpoint' },
);
const Secret = Type.Object({
  id: Type.String(),
  secret: Type.String({ description: 'Standard Webhooks secret, shown this once' }),
});
const Delivery = Type.Object(
  { id: Type.String(), event: Type.String(), state: Type.String(), attempts: Type.Integer(), at: Instant },
  { title: 'WebhookDelivery' },
);
const Id = Type.Object({ id: Type.String({ format: 'uuid' }) });
const tags = ['webhooks'];

export function webhookRoutes(webhooks: Webhooks): readonly Route[] {
  return [
    listRoute(webhooks),
    addRoute(webhooks),
    removeRoute(webhooks),
    secretRoute(webhooks),
    deliveriesRoute(webhooks),
  ];
}

function listRoute(webhooks: Webhooks): Route {
  return route(
    {
      method: 'GET',
      url: '/api/webhooks',
      permission: manage,
      tags,
      summary: { vi: 'Các nơi nhận sự kiện', en: 'Receivers of events' },
      response: { 200: collection(Endpoint) },
    },
    async (c) => ({
      items: (await c.transaction((tx) => webhooks.listEndpoints(tx))).map((one) => ({
        id: one.endpointId,
        url: one.url,
        owner: one.owner,
        events: one.events,
        active: one.active,
      })),
      next: null,
    }),
  );
}

function addRoute(webhooks: Webhooks): Route {
  return route(
    {
      method: 'POST',
      url: '/api/webhooks',
      permission: manage,
      tags,
      summary: { vi: 'Thêm nơi nhận', en: 'Add a receiver' },
      body: Type.Object(
        {
          url: Type.String({ format: 'uri', maxLength: 500 }),
          events: Type.Array(Type.String({ maxLength: 100 }), { minItems: 1, maxItems: 100 }),
        },
        { additionalProperties: false },
      ),
      response: { 201: Secret },
    },
    (c) =>
      c.transaction(async (tx) => {
        const owner = c.actor.post?.body ?? '';
        const { endpointId, secret } = await webhooks.addEndpoint(tx, {
          owner,
          url: c.body.url,
          events: c.body.events,
        });
        tx.trail({ action: 'webhook.added', object: { type: 'webhook', id: endpointId } });
        return created(`/api/webhooks/${endpointId}`, { id: endpointId, secret });
      }),
  );
}

function removeRoute(webhooks: Webhooks): Route {
  return route(
    {
      method: 'DELETE',
      url: '/api/webhooks/:id',
      permission: manage,
      tags,
      summary: { vi: 'Bỏ nơi nhận', en: 'Remove a receiver' },
      params: Id,
      response: { 204: Type.Null() },
    },
    async (c) => {
      await c.transaction(async (tx) => {
        await webhooks.removeEndpoint(tx, c.params.id);
        tx.trail({ action: 'webhook.removed', object: { type: 'webhook', id: c.params.id } });
      });
      return noContent();
    },
  );
}

function secretRoute(webhooks: Webhooks): Route {
  return route(
    {
      method: 'POST',
      url: '/api/webhooks/:id/secret',
      permission: manage,
      tags,
      summary: { vi: 'Đổi khóa ký', en: 'Rotate the signing secret' },
      params: Id,
      response: { 200: Secret },
    },
    (c) =>
      c.transaction(async (tx) => {
        const { secret } = await webhooks.rotateSecret(tx, c.params.id);
        tx.trail({ action: 'webhook.secret.rotated', object: { type: 'webhook', id: c.params.id } });
        return { id: c.params.id, secret };
      }),
  );
}

function deliveriesRoute(webhooks: Webhooks): Route {
  return route(
    {
      method: 'GET',
      url: '/api/webhooks/:id/deliveries',
      permission: manage,
      tags,
      summary: { vi: 'Nhật ký gửi', en: 'Delivery log' },
      params: Id,
      response: { 200: collection(Delivery) },
    },
    async (c) => {
      const found = await c.transaction((tx) => webhooks.deliveries(tx, c.params.id, { limit: 100 }));
      return {
        items: found.map((one) => ({
          id: one.deliveryId,
          event: one.type,
          state: one.state,
          attempts: one.attempts,
          at: one.createdAt.toISOString(),
        })),
        next: null,
      };
    },
  );
}
