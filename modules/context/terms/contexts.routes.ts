// JSON-LD contexts as things of their own: add, list, serve, delete (GS CIM 009 §5.13, §6.29, §6.30).
import { newId } from '@city/kernel/database';
import type { Call, Endpoint, Reply } from '../wire/call.ts';
import { noContent } from '../wire/call.ts';
import { json } from '../wire/media.ts';
import { flagOf } from '../wire/params.ts';
import { badData, notFound, Problem } from '../wire/problem.ts';
import {
  type ContextKind,
  deleteContext,
  findContext,
  keepCached,
  keepContext,
  type KeptContext,
  listContexts,
} from './context.store.ts';
import { contextIdOf, hostedPath } from './documents.ts';
import { isCoreContext } from './shipped.ts';

const kinds: readonly ContextKind[] = ['Hosted', 'Cached', 'ImplicitlyCreated'];

async function add(call: Call): Promise<Reply> {
  const { body } = call;
  const context =
    typeof body === 'object' && body !== null ? (body as Record<string, unknown>)['@context'] : undefined;
  const parts = [context].flat();
  if (
    context === undefined ||
    !parts.every((part) => typeof part === 'string' || (typeof part === 'object' && part !== null))
  )
    throw badData('The body must have an @context: an address, an object, or an array of them');
  const id = `urn:ngsi-ld:Context:${newId(call.now)}`;
  await call.transaction((tx) =>
    keepContext(tx, { id, kind: 'Hosted', tenant: call.tenant, body: { '@context': context } }),
  );
  return { status: 201, headers: { Location: `${hostedPath}${id}` } };
}

function addressOf(call: Call, { id, kind }: KeptContext): string {
  return kind === 'Cached' ? id : `${call.broker.m.publicUrl}${hostedPath}${id}`;
}

function detailsOf(call: Call, context: KeptContext): Record<string, unknown> {
  return {
    URL: addressOf(call, context),
    localId: context.id,
    kind: context.kind,
    createdAt: context.created_at.toISOString(),
    ...(context.last_usage ? { lastUsage: context.last_usage.toISOString() } : {}),
    numberOfHits: Number(context.hits),
  };
}

async function list(call: Call): Promise<Reply> {
  const details = flagOf(call.query, 'details');
  const kind = call.query.get('kind');
  if (kind !== null && !kinds.some((one) => one === kind))
    throw badData(`kind must be one of ${kinds.join(', ')}`);
  await call.broker.documents.flush();
  const found = await call.transaction((tx) => listContexts(tx, call.tenant, kind as ContextKind | null), {
    readOnly: true,
  });
  return {
    status: 200,
    type: json,
    body: found.map((one) => (details ? detailsOf(call, one) : addressOf(call, one))),
  };
}

/** One context as this tenant sees it. @throws Problem `ResourceNotFound` */
async function found(call: Call): Promise<KeptContext> {
  const id = contextIdOf(call.path['id'] ?? '');
  const context = await call.transaction((tx) => findContext(tx, id), { readOnly: true });
  if (!context || (context.tenant !== null && context.tenant !== call.tenant))
    throw notFound(`The context ${id}`);
  return context;
}

async function serve(call: Call): Promise<Reply> {
  const details = flagOf(call.query, 'details');
  const id = call.path['id'] ?? '';
  const core = isCoreContext(id) ? call.broker.shipped.get(id) : undefined;
  if (core !== undefined && !details) return { status: 200, type: json, body: core };
  await call.broker.documents.flush();
  const context = await found(call);
  call.broker.documents.used(context.id);
  if (details) return { status: 200, type: json, body: detailsOf(call, context) };
  if (context.kind === 'Cached')
    throw new Problem(
      'OperationNotSupported',
      'A cached context is served by its own address; ask with details=true',
    );
  return { status: 200, type: json, body: context.body };
}

async function remove(call: Call): Promise<Reply> {
  const reload = flagOf(call.query, 'reload');
  if (isCoreContext(call.path['id'] ?? '')) throw badData('The core context cannot be deleted');
  const context = await found(call);
  if (reload && context.kind !== 'Cached') throw badData('Only a cached context can be read anew');
  if (reload) {
    const document = await call.broker.documents.reload(context.id);
    await call.transaction((tx) => keepCached(tx, context.id, document));
  } else await call.transaction((tx) => deleteContext(tx, context.id));
  call.broker.contexts.forget();
  return noContent;
}

const one = '/jsonldContexts/:id';

export const contextEndpoints: readonly Endpoint[] = [
  {
    method: 'POST',
    path: '/jsonldContexts',
    params: [],
    does: 'create',
    anyTenant: true,
    rawBody: true,
    handle: add,
  },
  {
    method: 'GET',
    path: '/jsonldContexts',
    params: ['details', 'kind'],
    does: 'read',
    anyTenant: true,
    handle: list,
  },
  { method: 'GET', path: one, params: ['details'], does: 'read', anyTenant: true, handle: serve },
  { method: 'DELETE', path: one, params: ['reload'], does: 'write', anyTenant: true, handle: remove },
];
