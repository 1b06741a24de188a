// What other modules may know of context: its event, and how they publish what they know as entities of the city.
import { type Static, Type } from 'typebox';
import { defineEvent } from '@city/kernel/events';

/** Entities of a tenant were written or deleted. Ids only: what they say is read through the interface. */
export const entitiesChanged = defineEvent(
  'context.entities.changed',
  1,
  Type.Object({ tenant: Type.String(), entityIds: Type.Array(Type.String()) }),
);

const Geometry = Type.Object({ type: Type.String(), coordinates: Type.Unknown() });

/** An attribute as a module says it: the normalized representation of NGSI-LD, with plain names. */
export const PublishedAttribute = Type.Union([
  Type.Object({
    type: Type.Literal('Property'),
    value: Type.Unknown(),
    unitCode: Type.Optional(Type.String()),
    observedAt: Type.Optional(Type.String()),
  }),
  Type.Object({ type: Type.Literal('GeoProperty'), value: Geometry }),
  Type.Object({ type: Type.Literal('Relationship'), object: Type.String() }),
  Type.Object({
    type: Type.Literal('LanguageProperty'),
    languageMap: Type.Record(Type.String(), Type.String()),
  }),
]);

/** An entity that a module publishes; it replaces what was published under its id before. */
export const PublishedEntity = Type.Object({
  id: Type.String({ description: 'A URI, such as urn:ngsi-ld:AdministrativeArea:11383' }),
  type: Type.String({ description: 'A name or an IRI' }),
  scope: Type.Optional(Type.String({ description: 'A path, such as /HaiPhong/11383' })),
  attributes: Type.Record(Type.String(), PublishedAttribute),
});
export type PublishedEntity = Static<typeof PublishedEntity>;

export type { EntityPublisher } from './projections/publish.ts';
export { publisherOf } from './projections/publish.ts';
