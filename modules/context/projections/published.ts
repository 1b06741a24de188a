// The shape in which modules say what they publish: normalized attributes of NGSI-LD under plain names.
import { type Static, Type } from 'typebox';

const Geometry = Type.Object({ type: Type.String(), coordinates: Type.Unknown() });

const PublishedAttribute = Type.Union([
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
  id: Type.String({ description: 'A URI, such as urn:ngsi-ld:AdministrativeArea:HP:11383' }),
  type: Type.String({ description: 'A name or an IRI' }),
  scope: Type.Optional(Type.String({ description: 'A path, such as /HaiPhong/11383' })),
  attributes: Type.Record(Type.String(), PublishedAttribute),
});
export type PublishedEntity = Static<typeof PublishedEntity>;
