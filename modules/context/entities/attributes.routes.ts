// Attributes of one entity: append, update, update partially, replace, delete (GS CIM 009 §6.6, §6.7).
import { type Call, type Endpoint, noContent, type Reply } from '../wire/call.ts';
import { flagOf } from '../wire/params.ts';
import { badData, notFound } from '../wire/problem.ts';
import { change, hasOption, parsing } from './entities.routes.ts';
import { isNull, isUri } from './entity.ts';
import { expandName, parseAttribute } from './parse-attribute.ts';
import { parseFragment } from './parse-entity.ts';
import {
  append,
  type NotUpdated,
  removeAttribute,
  replaceAttribute,
  update,
  updatePartially,
} from './patch.ts';

/** 204 when all was written, else 207 that says what was not. */
function outcome(updated: readonly string[], notUpdated: readonly NotUpdated[]): Reply {
  return notUpdated.length === 0 ? noContent : { status: 207, body: { updated, notUpdated } };
}

async function appendAttributes(call: Call): Promise<Reply> {
  const fragment = parseFragment(call.body, parsing(call, { patch: false }));
  let reply: Reply = noContent;
  await change(call, (entity) => {
    const {
      entity: after,
      updated,
      notUpdated,
    } = append(entity, fragment, call.now.toISOString(), !hasOption(call, 'noOverwrite'));
    reply = outcome(updated, notUpdated);
    return { after, written: updated };
  });
  return reply;
}

async function updateAttributes(call: Call): Promise<Reply> {
  const fragment = parseFragment(call.body, parsing(call, { patch: true }));
  let reply: Reply = noContent;
  await change(call, (entity) => {
    const { entity: after, updated, notUpdated } = update(entity, fragment, call.now.toISOString());
    reply = outcome(updated, notUpdated);
    return { after, written: updated };
  });
  return reply;
}

const nameOf = (call: Call): string => expandName(call.path['attr'] ?? '', call.terms);

/** What a body says of one attribute, without the context it brought along. */
function attributeOf(call: Call, patch: boolean) {
  const { body } = call;
  const plain =
    typeof body === 'object' && body !== null && !Array.isArray(body) ? without(body as object) : body;
  return parseAttribute(call.path['attr'] ?? '', plain, parsing(call, { patch }));
}

function without(body: object): unknown {
  const { '@context': _context, ...rest } = body as Record<string, unknown>;
  return rest;
}

async function updateOne(call: Call): Promise<Reply> {
  const name = nameOf(call);
  if (call.path['attr'] === 'scope') throw badData('scope cannot be updated partially');
  const given = attributeOf(call, true);
  const body = call.body as Record<string, unknown>;
  if (isNull(body['datasetId'])) throw badData('A datasetId cannot be removed');
  await change(call, (entity) => {
    let after = entity;
    for (const one of given) {
      const next = updatePartially(after, name, one, call.now.toISOString());
      if (!next) throw notFound(`The attribute ${call.path['attr']}`);
      after = next;
    }
    return { after, written: [name] };
  });
  return noContent;
}

async function replaceOne(call: Call): Promise<Reply> {
  const name = nameOf(call);
  const given = attributeOf(call, false);
  await change(call, (entity) => {
    const after = replaceAttribute(entity, name, given, call.now.toISOString());
    if (!after) throw notFound(`The attribute ${call.path['attr']}`);
    return { after, written: [name] };
  });
  return noContent;
}

async function deleteOne(call: Call): Promise<Reply> {
  const name = nameOf(call);
  const all = flagOf(call.query, 'deleteAll');
  const datasetId = call.query.get('datasetId') ?? undefined;
  if (datasetId !== undefined && datasetId !== '@none' && !isUri(datasetId))
    throw badData('datasetId must be a URI');
  const now = call.now.toISOString();
  await change(call, (entity) => {
    if (call.path['attr'] === 'scope') {
      if (entity.scopes.length === 0) throw notFound('The scope');
      return { after: { ...entity, scopes: [], modifiedAt: now } };
    }
    const after = removeAttribute(
      entity,
      name,
      { datasetId: datasetId === '@none' ? undefined : datasetId, all },
      now,
    );
    if (!after) throw notFound(`The attribute ${call.path['attr']}`);
    return { after, written: [name] };
  });
  return noContent;
}

const all = '/entities/:id/attrs';
const one = '/entities/:id/attrs/:attr';
const shared = ['local', 'type', 'options', 'format'] as const;

export const attributeEndpoints: readonly Endpoint[] = [
  { method: 'POST', path: all, params: shared, does: 'write', handle: appendAttributes },
  { method: 'PATCH', path: all, params: shared, does: 'write', handle: updateAttributes },
  { method: 'PATCH', path: one, params: shared, does: 'write', handle: updateOne },
  { method: 'PUT', path: one, params: shared, does: 'write', handle: replaceOne },
  {
    method: 'DELETE',
    path: one,
    params: [...shared, 'datasetId', 'deleteAll'],
    does: 'write',
    handle: deleteOne,
  },
];
