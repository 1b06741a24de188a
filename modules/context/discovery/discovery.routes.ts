// Which types and attributes there are (GS CIM 009 §5.7.5 to §5.7.10), and who this source is (§5.15).
import { createHash } from 'node:crypto';
import { newId } from '@city/kernel/database';
import type { Call, Endpoint, Reply } from '../wire/call.ts';
import { flagOf } from '../wire/params.ts';
import { notFound } from '../wire/problem.ts';
import { show } from '../wire/show.ts';
import { attributeUse, typeUse } from './discovery.store.ts';

async function types(call: Call): Promise<Reply> {
  const details = flagOf(call.query, 'details');
  const found = await call.transaction((tx) => typeUse(tx, call.tenant, null), { readOnly: true });
  const byType = Map.groupBy(found, ({ type }) => type);
  const name = (iri: string) => call.terms.compact(iri);
  if (!details)
    return show(call, {
      id: `urn:ngsi-ld:EntityTypeList:${newId(call.now)}`,
      type: 'EntityTypeList',
      typeList: [...byType.keys()].map(name),
    });
  return show(
    call,
    [...byType].map(([type, uses]) => ({
      id: type,
      type: 'EntityType',
      typeName: name(type),
      attributeNames: uses.flatMap(({ attr }) => (attr === null ? [] : [name(attr)])),
    })),
  );
}

async function oneType(call: Call): Promise<Reply> {
  const type = call.terms.expand(call.path['type'] ?? '');
  const found = await call.transaction((tx) => typeUse(tx, call.tenant, type), { readOnly: true });
  if (found.length === 0) throw notFound(`The type ${call.path['type']}`);
  return show(call, {
    id: type,
    type: 'EntityTypeInfo',
    typeName: call.terms.compact(type),
    entityCount: Number(found[0]?.entities),
    attributeDetails: found.flatMap(({ attr, kinds }) =>
      attr === null
        ? []
        : [{ id: attr, type: 'Attribute', attributeName: call.terms.compact(attr), attributeTypes: kinds }],
    ),
  });
}

async function attributes(call: Call): Promise<Reply> {
  const details = flagOf(call.query, 'details');
  const found = await call.transaction((tx) => attributeUse(tx, call.tenant, null), { readOnly: true });
  const name = (iri: string) => call.terms.compact(iri);
  if (!details)
    return show(call, {
      id: `urn:ngsi-ld:AttributeList:${newId(call.now)}`,
      type: 'AttributeList',
      attributeList: found.map(({ attr }) => name(attr)),
    });
  return show(
    call,
    found.map(({ attr, types: of }) => ({
      id: attr,
      type: 'Attribute',
      attributeName: name(attr),
      typeNames: of.map(name),
    })),
  );
}

async function oneAttribute(call: Call): Promise<Reply> {
  const attr = call.terms.expand(call.path['attr'] ?? '');
  const [found] = await call.transaction((tx) => attributeUse(tx, call.tenant, attr), { readOnly: true });
  if (!found) throw notFound(`The attribute ${call.path['attr']}`);
  return show(call, {
    id: attr,
    type: 'Attribute',
    attributeName: call.terms.compact(attr),
    attributeCount: Number(found.entities),
    attributeTypes: found.kinds,
    typeNames: found.types.map((type) => call.terms.compact(type)),
  });
}

/** A tenant has an alias of its own, so that its name does not show and loops through tenants are told apart. */
async function identity(call: Call): Promise<Reply> {
  const alias = createHash('sha256')
    .update(`${call.broker.m.publicUrl} ${call.tenant}`)
    .digest('hex')
    .slice(0, 24);
  const seconds = Math.max(0, Math.floor((call.now.getTime() - call.broker.startedAt.getTime()) / 1000));
  return show(call, {
    id: `urn:ngsi-ld:ContextSourceIdentity:${alias}`,
    type: 'ContextSourceIdentity',
    contextSourceAlias: `hoa-phuong-${alias}`,
    contextSourceUptime: `PT${seconds}S`,
    contextSourceTimeAt: call.now.toISOString(),
  });
}

const read = { method: 'GET', does: 'read' } as const;

export const discoveryEndpoints: readonly Endpoint[] = [
  { ...read, path: '/types', params: ['details', 'local', 'count'], handle: types },
  { ...read, path: '/types/:type', params: ['local'], handle: oneType },
  { ...read, path: '/attributes', params: ['details', 'local', 'count'], handle: attributes },
  { ...read, path: '/attributes/:attr', params: ['local'], handle: oneAttribute },
  { ...read, path: '/info/sourceIdentity', params: [], anyTenant: true, handle: identity },
];
