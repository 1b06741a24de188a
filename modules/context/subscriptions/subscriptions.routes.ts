// Subscriptions: create, list, retrieve, update, delete (GS CIM 009 §6.10, §6.11).
import { newId } from '@city/kernel/database';
import { isUri } from '../entities/entity.ts';
import { keepContext } from '../terms/context.store.ts';
import { hostedPath } from '../terms/documents.ts';
import { type Call, type Endpoint, noContent, type Reply } from '../wire/call.ts';
import { base } from '../wire/dispatch.ts';
import { json } from '../wire/media.ts';
import { optionsOf, pageOf } from '../wire/params.ts';
import { badData, notFound, Problem } from '../wire/problem.ts';
import { pageLinks } from '../query/page-links.ts';
import { show } from '../wire/show.ts';
import { checkMembers, checkWhole, compacted, merged, type SubscriptionDoc } from './subscription.ts';
import {
  deleteSubscription,
  findSubscription,
  insertSubscription,
  listSubscriptions,
  type SubscriptionRow,
  updateSubscription,
} from './subscription.store.ts';

type Json = Record<string, unknown>;

function bodyOf(call: Call): Json {
  if (typeof call.body !== 'object' || call.body === null || Array.isArray(call.body))
    throw badData('The body must be a JSON object');
  const body = call.body as Json;
  if (body['id'] !== undefined && !isUri(body['id'])) throw badData('id must be a URI');
  return body;
}

async function create(call: Call): Promise<Reply> {
  const body = bodyOf(call);
  if (body['type'] !== 'Subscription') throw badData('type must be Subscription');
  const checked = checkWhole(checkMembers(body, call.terms, call.now));
  await checkContext(call, checked);
  const id = (body['id'] as string | undefined) ?? `urn:ngsi-ld:Subscription:${newId(call.now)}`;
  const isNew = await call.transaction(async (tx) => {
    const implicit = implicitContext(call, checked);
    if (implicit)
      await keepContext(tx, {
        id: implicit.id,
        kind: 'ImplicitlyCreated',
        tenant: call.tenant,
        body: implicit.body,
      });
    const doc = implicit
      ? { ...checked, jsonldContext: `${call.broker.m.publicUrl}${hostedPath}${implicit.id}` }
      : checked;
    return insertSubscription(tx, call.tenant, { id, doc, context: call.terms.source });
  });
  if (!isNew) throw new Problem('AlreadyExists', `The subscription ${id} exists already`);
  return { status: 201, headers: { Location: `${base}/subscriptions/${id}` } };
}

/** A context that is no single address gets one of ours, so that notifications can name it (§5.8.1). */
function implicitContext(
  call: Call,
  doc: SubscriptionDoc,
): { readonly id: string; readonly body: unknown } | undefined {
  const { source } = call.terms;
  if (!call.isLd || doc.jsonldContext !== undefined) return undefined;
  const isOneAddress =
    typeof source === 'string' ||
    (Array.isArray(source) && source.length === 1 && typeof source[0] === 'string');
  return isOneAddress
    ? undefined
    : { id: `urn:ngsi-ld:Context:${newId(call.now)}`, body: { '@context': source } };
}

/** One that cannot be read is found out now, not at the first notification. */
async function checkContext(call: Call, doc: SubscriptionDoc): Promise<void> {
  if (doc.jsonldContext !== undefined) await call.broker.contexts.load(doc.jsonldContext);
}

function shown(call: Call, row: SubscriptionRow): Json {
  const body: Json = { id: row.id, type: 'Subscription', ...compacted(row.doc, call.terms) };
  const isExpired = row.expires_at !== null && row.expires_at <= call.now;
  body['status'] = isExpired ? 'expired' : row.is_active ? 'active' : 'paused';
  const sent = Number(row.times_sent);
  const failedLast =
    row.last_failure !== null && (row.last_success === null || row.last_failure > row.last_success);
  const at = (date: Date | null) => date?.toISOString();
  const times = {
    timesSent: sent > 0 ? sent : undefined,
    timesFailed: sent > 0 ? Number(row.times_failed) : undefined,
    lastNotification: at(row.last_notification),
    lastSuccess: at(row.last_success),
    lastFailure: at(row.last_failure),
    status: sent > 0 ? (failedLast ? 'failed' : 'ok') : undefined,
  };
  body['notification'] = {
    ...(body['notification'] as Json),
    ...Object.fromEntries(Object.entries(times).filter(([, value]) => value !== undefined)),
  };
  if (optionsOf(call.query).has('sysAttrs'))
    Object.assign(body, { createdAt: at(row.created_at), modifiedAt: at(row.modified_at) });
  return body;
}

function idOf(call: Call): string {
  const id = call.path['id'] ?? '';
  if (!isUri(id)) throw badData(`${id} is not a URI`);
  return id;
}

async function retrieve(call: Call): Promise<Reply> {
  const id = idOf(call);
  const row = await call.transaction((tx) => findSubscription(tx, call.tenant, id), { readOnly: true });
  if (!row) throw notFound(`The subscription ${id}`);
  return show(call, shown(call, row));
}

async function list(call: Call): Promise<Reply> {
  const page = pageOf(call.query);
  const found = await call.transaction((tx) => listSubscriptions(tx, call.tenant, page), { readOnly: true });
  const links = page.limit === 0 ? [] : pageLinks(call, page, found.hasMore);
  const headers = page.count ? { 'NGSILD-Results-Count': String(found.count) } : {};
  const bodies = found.rows.map((row) => shown(call, row));
  // The links of pages stand alone where there are some; the context of a list of subscriptions says nothing that is needed.
  if (links.length > 0 && call.accept === json)
    return { status: 200, body: bodies, type: json, headers: { ...headers, Link: links.join(', ') } };
  return show(call, bodies, { headers, links });
}

async function update(call: Call): Promise<Reply> {
  const id = idOf(call);
  const body = bodyOf(call);
  if (body['type'] !== undefined && body['type'] !== 'Subscription')
    throw badData('type must be Subscription');
  if (Object.keys(body).length === 0) throw badData('The fragment says nothing');
  const removed = Object.fromEntries(
    Object.entries(body).filter(([, value]) => value === 'urn:ngsi-ld:null' || value === null),
  );
  const rest = Object.fromEntries(Object.entries(body).filter(([name]) => !(name in removed)));
  const fragment = { ...checkMembers(rest, call.terms, call.now), ...removed };
  await call.transaction(async (tx) => {
    const row = await findSubscription(tx, call.tenant, id, true);
    if (!row) throw notFound(`The subscription ${id}`);
    const doc = checkWhole(merged(row.doc, fragment));
    await checkContext(call, doc);
    const saysNames = ['q', 'geoQ', 'csf'].some((name) => name in fragment);
    await updateSubscription(tx, call.tenant, {
      id,
      doc,
      context: saysNames ? call.terms.source : row.context,
    });
  });
  return noContent;
}

async function remove(call: Call): Promise<Reply> {
  const id = idOf(call);
  const isGone = await call.transaction((tx) => deleteSubscription(tx, call.tenant, id));
  if (!isGone) throw notFound(`The subscription ${id}`);
  return noContent;
}

const one = '/subscriptions/:id';

export const subscriptionEndpoints: readonly Endpoint[] = [
  { method: 'POST', path: '/subscriptions', params: ['local'], does: 'create', handle: create },
  {
    method: 'GET',
    path: '/subscriptions',
    params: ['limit', 'offset', 'count', 'options', 'local'],
    does: 'write',
    handle: list,
  },
  { method: 'GET', path: one, params: ['options', 'local'], does: 'write', handle: retrieve },
  { method: 'PATCH', path: one, params: ['local'], does: 'write', handle: update },
  { method: 'DELETE', path: one, params: ['local'], does: 'write', handle: remove },
];
