// Puts notifications on their way, in the transaction of the change that causes them (GS CIM 009 §5.8.6).
import { sql } from 'kysely';
import { newId, type Tx } from '@city/kernel/database';
import type { Broker } from '../broker.ts';
import type { Entity } from '../entities/entity.ts';
import type { Json, RenderAs } from '../entities/render.ts';
import { renderEntity } from '../entities/render.ts';
import type { Change, ChangeListener } from '../entities/write.action.ts';
import { LIMITS } from '../limits.ts';
import { geoMatches } from '../query/geo-query.ts';
import { renderJoined } from '../query/join.ts';
import { qMatches } from '../query/q-matches.ts';
import { queryLinkDepth } from '../query/query.ts';
import { queryEntities } from '../query/query.store.ts';
import { scopesMatch } from '../query/scope-query.ts';
import type { Tables } from '../tables.ts';
import { differencesOf, fires } from './changes.ts';
import { deliveryOf } from './deliver.ts';
import { isChosen, type Listening, listeningTo } from './listening.ts';
import { defaultTriggers } from './subscription.ts';
import {
  hearingSubscriptions,
  type SubscriptionRow,
  subscriptionsVersion,
  takeTurn,
} from './subscription.store.ts';
import { withChanges } from './show-changes.ts';

interface Remembered {
  readonly version: string;
  readonly listening: readonly Listening[];
}

const remembered = new WeakMap<Broker, Map<string, Remembered>>();

/** The subscriptions of a tenant, prepared; read anew only when one of them has changed. */
async function subscriptionsOf(
  tx: Tx<Tables>,
  broker: Broker,
  tenant: string,
): Promise<readonly Listening[]> {
  const version = await subscriptionsVersion(tx, tenant);
  if (version === '0') return [];
  const kept = remembered.get(broker) ?? new Map<string, Remembered>();
  remembered.set(broker, kept);
  const known = kept.get(tenant);
  if (known?.version === version) return known.listening;
  const rows = await hearingSubscriptions(tx, tenant);
  const listening = await Promise.all(rows.map((row) => listeningTo(broker, row)));
  kept.set(tenant, { version, listening });
  return listening;
}

/** Hears of every change. */
export const notifyOfChanges: ChangeListener = async (tx, { broker, tenant, changes }) => {
  const listening = await subscriptionsOf(tx, broker, tenant);
  const active = listening.filter(({ row }) => row.expires_at === null || row.expires_at > tx.now);
  if (active.length === 0) return;
  const seen = changes.map((change) => ({ change, differences: differencesOf(change) }));
  let isAny = false;
  for (const one of active) {
    const { doc } = one.row;
    const heard = seen.filter(
      ({ change, differences }) =>
        isChosen(one, change) &&
        fires(change, differences, doc.notificationTrigger ?? defaultTriggers, doc.watchedAttributes),
    );
    const matching = await filtered(
      tx,
      tenant,
      one,
      heard.map(({ change }) => change),
    );
    if (matching.length === 0) continue;
    if (one.row.throttling && !(await takeTurn(tx, one.row))) continue;
    const data = await dataOf(tx, broker, one, matching);
    await putOnTheWay(tx, one.row, data);
    isAny = true;
  }
  if (isAny) tx.afterCommit(() => deliveryOf(broker).wake());
};

/** The conditions of a subscription are about the entity as it is, or as it was when it has gone. */
async function filtered(
  tx: Tx<Tables>,
  tenant: string,
  one: Listening,
  changes: readonly Change[],
): Promise<readonly Change[]> {
  const { query } = one;
  let left = changes.filter(({ before, after }) => {
    const entity = (after ?? before) as Entity;
    if (query.scopeQ && !scopesMatch(entity.scopes, query.scopeQ)) return false;
    if (query.geo && !geoMatches(query.geo, entity)) return false;
    return !query.q || queryLinkDepth(query) > 0 || qMatches(query.q, entity);
  });
  if (query.q && queryLinkDepth(query) > 0 && left.length > 0) {
    const ids = left.map(({ before, after }) => (after ?? (before as Entity)).id);
    const found = await queryEntities(
      tx,
      tenant,
      { selectors: [{ ids }], q: query.q },
      { limit: ids.length, offset: 0, count: false },
    );
    const matching = new Set(found.entities.map(({ id }) => id));
    left = left.filter(({ after }) => after !== null && matching.has(after.id));
  }
  return left;
}

async function dataOf(
  tx: Tx<Tables>,
  broker: Broker,
  one: Listening,
  changes: readonly Change[],
): Promise<Json[]> {
  const { as, join, row } = one;
  const { showChanges = false } = row.doc.notification;
  const now = tx.now.toISOString();
  const shown: Json[] = [];
  for (const change of changes) {
    if (join && change.after && !showChanges)
      shown.push(...(await renderJoined(tx, row.tenant, [change.after], { as, join })));
    else
      shown.push(
        withChanges(change, {
          as,
          showChanges,
          now,
          triggers: row.doc.notificationTrigger ?? defaultTriggers,
        }),
      );
  }
  return shown;
}

/** What the clock brings: all that the subscription is about, changed or not. */
export async function notifyByClock(tx: Tx<Tables>, broker: Broker, row: SubscriptionRow): Promise<void> {
  const one = await listeningTo(broker, row);
  const found = await queryEntities(tx, row.tenant, one.query, {
    limit: LIMITS.mostPageEntities,
    offset: 0,
    count: false,
  });
  if (found.entities.length === 0) return;
  const data = one.join
    ? await renderJoined(tx, row.tenant, found.entities, { as: one.as, join: one.join })
    : found.entities.map((entity) => renderEntity(entity, one.as as RenderAs));
  await putOnTheWay(tx, row, data);
}

async function putOnTheWay(tx: Tx<Tables>, row: SubscriptionRow, data: readonly Json[]): Promise<void> {
  const id = newId(tx.now);
  const body = {
    id: `urn:ngsi-ld:Notification:${id}`,
    type: 'Notification',
    subscriptionId: row.id,
    notifiedAt: tx.now.toISOString(),
    data,
  };
  await sql`
    insert into context.notification (tenant, notification_id, subscription_id, created_at, body)
    values (${row.tenant}, ${id}, ${row.id}, ${tx.now}, ${JSON.stringify(body)}::jsonb)`.execute(tx.db);
}
