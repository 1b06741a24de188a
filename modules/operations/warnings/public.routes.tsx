// Warnings for everyone: the page, the Atom feed, each message as it was signed, and who wants to be told.
import { X509Certificate } from 'node:crypto';
import { Type } from 'typebox';
import { AppError } from '@city/kernel/errors';
import {
  Answer,
  collection,
  page,
  redirect,
  type RequestContext,
  type Route,
  route,
  view,
} from '@city/kernel/http';
import type { HomeCard } from '@city/kernel/module';
import { sql } from 'kysely';
import type { OperationsTx } from '../alarms/alarm.store.ts';
import { stageView } from '../incidents/incident-view.ts';
import { limits } from '../limits.ts';
import type { OperationsCity } from '../module-city.ts';
import { currentStage } from '../stage/stage.action.ts';
import type { OperationsTables } from '../tables.ts';
import { atomFeed } from './atom.ts';
import { followedAreas, followWarnings, unfollowWarnings } from './follow.action.ts';
import { WarningCards, WarningsPage } from './warnings.page.tsx';
import { WarningView, warningView } from './warning-view.ts';
import { byIdentifier, holdingWarnings, listWarnings } from './warning.store.ts';
import { styleLink } from './style.routes.tsx';

const everyone = 'public: warnings are for everyone';
const tags = ['warnings'];
const open = { 'access-control-allow-origin': '*' };
const Follow = Type.Object({ area: Type.String({ maxLength: 10 }) });

export function publicRoutes(city: OperationsCity): readonly Route[] {
  return [...feedRoutes(city), ...pageRoutes(city)];
}

function feedRoutes(city: OperationsCity): readonly Route[] {
  return [holdingRoute(city), atomRoute(city), messageRoute(), certificatesRoute()];
}

function holdingRoute(city: OperationsCity): Route {
  return route<OperationsTables>(
    {
      method: 'GET',
      url: '/api/warnings',
      permission: everyone,
      tags,
      summary: { vi: 'Cảnh báo đang có hiệu lực', en: 'Warnings that hold now' },
      response: { 200: collection(WarningView) },
    },
    (c) =>
      c.transaction(
        async (tx) => ({
          items: (await holdingWarnings(tx, limits.feedEntries)).map((row) => warningView(city, row)),
          next: null,
        }),
        { readOnly: true },
      ),
  );
}

function atomRoute(city: OperationsCity): Route {
  return route<OperationsTables>(
    {
      method: 'GET',
      url: '/cap/feed.atom',
      permission: everyone,
      tags,
      summary: { vi: 'Cảnh báo đã phát, Atom', en: 'Warnings sent, as Atom' },
      streams: 'application/atom+xml',
    },
    async (c) => {
      const rows = await c.transaction((tx) => listWarnings(tx, 'sent', limits.feedEntries), {
        readOnly: true,
      });
      return new Answer(200, Buffer.from(atomFeed(city.m.publicUrl, rows, c.now)), {
        ...open,
        'content-type': 'application/atom+xml; charset=utf-8',
        'cache-control': 'public, max-age=15',
      });
    },
  );
}

function messageRoute(): Route {
  const Identifier = Type.Object({ identifier: Type.String({ pattern: '^[A-Za-z0-9.-]{1,80}$' }) });
  return route<OperationsTables, never, never, typeof Identifier>(
    {
      method: 'GET',
      url: '/cap/:identifier.xml',
      permission: everyone,
      tags,
      summary: { vi: 'Một cảnh báo theo chuẩn CAP 1.2, có chữ ký', en: 'One warning as CAP 1.2, signed' },
      params: Identifier,
      streams: 'application/cap+xml',
    },
    async (c) => {
      const row = await c.transaction((tx) => byIdentifier(tx, c.params.identifier), { readOnly: true });
      if (!row?.xml) throw new AppError('operations_warning_not_found', { field: 'identifier' });
      return new Answer(200, Buffer.from(row.xml), {
        ...open,
        'content-type': 'application/cap+xml; charset=utf-8',
        'cache-control': 'public, max-age=3600',
      });
    },
  );
}

function certificatesRoute(): Route {
  return route<OperationsTables>(
    {
      method: 'GET',
      url: '/cap/certificates.pem',
      permission: everyone,
      tags,
      summary: { vi: 'Chứng thư để kiểm chữ ký cảnh báo', en: 'Certificates to check the signatures with' },
      streams: 'application/x-pem-file',
    },
    async (c) => {
      const found = await c.transaction(
        (tx) =>
          sql<{ certificate: string }>`
            select certificate from operations.cap_key order by valid_to desc`.execute(tx.db),
        { readOnly: true },
      );
      const text = found.rows
        .map(
          ({ certificate }) => `# sha256 ${new X509Certificate(certificate).fingerprint256}\n${certificate}`,
        )
        .join('\n');
      return new Answer(200, Buffer.from(text), { ...open, 'content-type': 'application/x-pem-file' });
    },
  );
}

type Context = RequestContext<unknown, unknown, unknown, OperationsTables>;

function pageRoutes(city: OperationsCity): readonly Route[] {
  return [
    page<OperationsTables>(
      { url: '/warnings', permission: everyone, summary: { vi: 'Cảnh báo', en: 'Warnings' } },
      (c) => warningsView(city, c as Context),
    ),
    page<OperationsTables, typeof Follow>(
      {
        method: 'POST',
        url: '/warnings/follow',
        permission: 'operations.warning.follow',
        summary: { vi: 'Nhận tin cảnh báo', en: 'Be told of warnings' },
        body: Follow,
        limit: { max: 30, perSeconds: 60 },
      },
      async (c) => {
        await c.transaction((tx) =>
          c.body.area === 'none' ? unfollowWarnings(tx) : followWarnings(tx, city, c.body.area),
        );
        return redirect('/warnings#follow');
      },
    ),
  ];
}

async function warningsView(city: OperationsCity, c: Context) {
  const shown = await c.transaction(
    async (tx: OperationsTx) => ({
      holding: (await holdingWarnings(tx, limits.feedEntries)).map((row) => warningView(city, row)),
      sent: (await listWarnings(tx, 'sent', 20)).map((row) => warningView(city, row)),
      stage: stageView(city, await currentStage(tx)),
      follows: await followedAreas(tx),
    }),
    { readOnly: true },
  );
  const holding = new Set(shown.holding.map(({ id }) => id));
  const units = city
    .unitsToday()
    .map((code) => ({ value: code, name: city.wardName(code)?.[c.lang] ?? code }));
  return view(
    c.t('Cảnh báo'),
    <>
      {styleLink}
      <WarningsPage
        t={c.t}
        lang={c.lang}
        stage={shown.stage}
        holding={shown.holding}
        past={shown.sent.filter(({ id }) => !holding.has(id))}
        follow={{
          isSignedIn: c.actor.kind === 'citizen' || c.actor.kind === 'officer',
          areas: shown.follows,
          units,
        }}
        asOf={c.now}
      />
    </>,
    {
      description: c.t(
        'Cảnh báo thiên tai và sự cố đang có hiệu lực ở Hải Phòng, nên làm gì và đến khi nào.',
      ),
    },
  );
}

/** What holds now stands above everything else on the home page; nothing stands there on quiet days. */
export function warningCards(city: OperationsCity): readonly HomeCard[] {
  return [
    {
      order: 1,
      place: 'action',
      render: async (c) => {
        const rows = await city.m.db.transaction(c.actor, (tx) => holdingWarnings(tx, 3), { readOnly: true });
        const real = rows.filter(({ status }) => status === 'Actual').map((row) => warningView(city, row));
        return real.length === 0 ? null : <WarningCards t={c.t} lang={c.lang} warnings={real} />;
      },
    },
  ];
}
