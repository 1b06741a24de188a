// The inbox and browser notifications over HTTP: a person's own, and those of the post they act from.
import { createHash } from 'node:crypto';
import { Type } from 'typebox';
import { type Access, signedIn } from '@city/kernel/access';
import { collection, cursorOf, noContent, readCursor, type Route, route } from '@city/kernel/http';
import { countUnread, listInbox, markAllRead, markRead, subscribe, unsubscribe } from './inbox.ts';
import type { PushChannel } from './push.ts';

const Item = Type.Object(
  {
    id: Type.String({ format: 'uuid' }),
    at: Type.String({ format: 'date-time' }),
    title: Type.String(),
    body: Type.String(),
    path: Type.Union([Type.String(), Type.Null()], { description: 'Where it leads, on this site' }),
    readAt: Type.Union([Type.String({ format: 'date-time' }), Type.Null()]),
    isForPost: Type.Boolean({ description: 'Said to the post, not to the person' }),
  },
  { title: 'Notification' },
);
const Subscription = Type.Object(
  {
    endpoint: Type.String({ minLength: 1, maxLength: 2000, format: 'uri' }),
    keys: Type.Object(
      {
        p256dh: Type.String({ minLength: 1, maxLength: 200 }),
        auth: Type.String({ minLength: 1, maxLength: 100 }),
      },
      { additionalProperties: false },
    ),
    expirationTime: Type.Optional(Type.Union([Type.Number(), Type.Null()])),
  },
  { additionalProperties: false, title: 'PushSubscription' },
);
const nothing = Type.Null();
const tags = ['notify'];
const limit = { max: 120, perSeconds: 60 };

/** Declares the permissions and makes the routes of the inbox. */
export function notifyRoutes(access: Access, push: PushChannel): readonly Route[] {
  access.add('notify.inbox.read', {
    describe: { vi: 'Đọc thông báo của mình', en: 'Read own notifications' },
    who: signedIn,
    representation: 'self',
  });
  access.add('notify.push.subscribe', {
    describe: { vi: 'Nhận thông báo trên trình duyệt', en: 'Receive browser notifications' },
    who: signedIn,
    representation: 'self',
  });
  return [...readingRoutes(), ...markingRoutes(), ...pushRoutes(push)];
}

function readingRoutes(): Route[] {
  const permission = 'notify.inbox.read';
  return [
    route(
      {
        method: 'GET',
        url: '/api/notifications',
        permission,
        summary: { vi: 'Thông báo của tôi', en: 'My notifications' },
        query: Type.Object(
          {
            cursor: Type.Optional(Type.String({ maxLength: 200 })),
            limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, default: 20 })),
            unread: Type.Optional(Type.Boolean({ description: 'Only what has not been read' })),
          },
          { additionalProperties: false },
        ),
        response: { 200: collection(Item) },
        tags,
      },
      async (c) => {
        const size = c.query.limit ?? 20;
        const before = readCursor(c.query.cursor, ['string'])?.[0] as string | undefined;
        const found = await c.transaction(
          (tx) =>
            listInbox(tx, {
              t: c.t,
              lang: c.lang,
              limit: size + 1,
              before: asId(before),
              unreadOnly: c.query.unread === true,
            }),
          { readOnly: true },
        );
        const shown = found.slice(0, size);
        const items = shown.map((item) => ({
          ...item,
          at: item.at.toISOString(),
          readAt: item.readAt?.toISOString() ?? null,
        }));
        return { items, next: found.length > size ? cursorOf([shown.at(-1)!.id]) : null };
      },
    ),
    route(
      {
        method: 'GET',
        url: '/api/notifications/unread',
        permission,
        summary: { vi: 'Số thông báo chưa đọc', en: 'Number of unread notifications' },
        response: {
          200: Type.Object({
            count: Type.Integer({ minimum: 0, maximum: 100, description: '100 means 100 or more' }),
          }),
        },
        tags,
      },
      async (c) => ({ count: await c.transaction((tx) => countUnread(tx), { readOnly: true }) }),
    ),
  ];
}

function markingRoutes(): Route[] {
  const permission = 'notify.inbox.read';
  return [
    route(
      {
        method: 'POST',
        url: '/api/notifications/:id/read',
        permission,
        summary: { vi: 'Đánh dấu đã đọc', en: 'Mark as read' },
        params: Type.Object({ id: Type.String({ format: 'uuid' }) }),
        response: { 204: nothing },
        limit,
        tags,
      },
      async (c) => {
        await c.transaction((tx) => markRead(tx, c.params.id));
        return noContent();
      },
    ),
    route(
      {
        method: 'POST',
        url: '/api/notifications/read',
        permission,
        summary: { vi: 'Đánh dấu đã đọc tất cả', en: 'Mark all as read' },
        response: { 204: nothing },
        limit,
        tags,
      },
      async (c) => {
        await c.transaction((tx) => markAllRead(tx));
        return noContent();
      },
    ),
  ];
}

function pushRoutes(push: PushChannel): Route[] {
  const permission = 'notify.push.subscribe';
  return [
    route(
      {
        method: 'GET',
        url: '/api/push',
        permission: 'public: the key is public by its nature (RFC 8292)',
        summary: {
          vi: 'Khóa công khai cho thông báo trình duyệt',
          en: 'Public key for browser notifications',
        },
        response: { 200: Type.Object({ publicKey: Type.Union([Type.String(), Type.Null()]) }) },
        tags,
      },
      async () => ({ publicKey: push.publicKey }),
    ),
    route(
      {
        method: 'POST',
        url: '/api/push/subscriptions',
        permission,
        summary: { vi: 'Đăng ký trình duyệt này', en: 'Subscribe this browser' },
        body: Subscription,
        response: { 204: nothing },
        limit: { max: 20, perSeconds: 60 },
        tags,
      },
      async (c) => {
        const { endpoint, keys } = c.body;
        const target = push.check({ endpoint, ...keys });
        await c.transaction((tx) => subscribe(tx, target));
        return noContent();
      },
    ),
    route(
      {
        method: 'DELETE',
        url: '/api/push/subscriptions',
        permission,
        summary: { vi: 'Hủy đăng ký trình duyệt này', en: 'Unsubscribe this browser' },
        query: Type.Object(
          { endpoint: Type.String({ minLength: 1, maxLength: 2000 }) },
          { additionalProperties: false },
        ),
        response: { 204: nothing },
        tags,
      },
      async (c) => {
        const hash = createHash('sha256').update(c.query.endpoint).digest('hex');
        await c.transaction((tx) => unsubscribe(tx, hash));
        return noContent();
      },
    ),
  ];
}

function asId(text: string | undefined): string | null {
  return text !== undefined && /^[0-9a-f-]{36}$/.test(text) ? text : null;
}
