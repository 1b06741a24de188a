// From what is kept to the wire: normalized, concise or simplified, with the names of the asker's context (GS CIM 009 §4.5).
import type { TermMap } from '../terms/term-map.ts';
import { type Attributes, type Entity, type Instance, locationIri, valueMember } from './entity.ts';
import { bestLanguage } from './language.ts';
import { isShown, type Projection } from '../query/projection.ts';

export type Format = 'normalized' | 'concise' | 'simplified';

export interface RenderAs {
  readonly terms: TermMap;
  readonly format: Format;
  readonly sysAttrs: boolean;
  /** Languages wanted, the best first: language properties become plain ones. */
  readonly lang?: string | undefined;
  /** What to keep or to leave out. */
  readonly pick?: Projection | undefined;
  readonly omit?: Projection | undefined;
  /** Only instances with these datasetIds; `@none` is the default instance. */
  readonly datasets?: ReadonlySet<string> | undefined;
  /** What a relationship leads to: the entity by the relationship's IRI and its own id, for inline joins. */
  readonly linked?: ((relationship: string, id: string) => Json | undefined) | undefined;
}

export type Json = Record<string, unknown>;

const one = (list: readonly unknown[]): unknown => (list.length === 1 ? list[0] : list);

const wanted = (name: string, as: RenderAs): boolean => isShown(name, as.pick, as.omit);

export function renderEntity(entity: Entity, as: RenderAs): Json {
  const body: Json = {};
  if (wanted('id', as)) body['id'] = entity.id;
  if (wanted('type', as)) body['type'] = one(entity.types.map((type) => as.terms.compact(type)));
  if (entity.scopes.length > 0 && wanted('scope', as)) body['scope'] = one(entity.scopes);
  if (entity.expiresAt !== undefined && wanted('expiresAt', as)) body['expiresAt'] = entity.expiresAt;
  if (as.sysAttrs) {
    if (wanted('createdAt', as)) body['createdAt'] = entity.createdAt;
    if (wanted('modifiedAt', as)) body['modifiedAt'] = entity.modifiedAt;
  }
  for (const [iri, instances] of Object.entries(entity.attrs)) {
    if (!wanted(iri, as)) continue;
    const shown = as.datasets
      ? instances.filter(({ datasetId }) => as.datasets?.has(datasetId ?? '@none'))
      : instances;
    if (shown.length > 0) body[as.terms.compact(iri)] = renderAttribute(iri, shown, as);
  }
  return body;
}

export function renderAttribute(iri: string, instances: readonly Instance[], as: RenderAs): unknown {
  if (as.format !== 'simplified')
    return one(instances.map((instance) => renderInstance(iri, instance, as, instances.length === 1)));
  const [first] = instances;
  if (first && instances.length === 1) return simplified(iri, first, as);
  return {
    dataset: Object.fromEntries(
      instances.map((instance) => [instance.datasetId ?? '@none', simplified(iri, instance, as)]),
    ),
  };
}

export function renderInstance(iri: string, instance: Instance, as: RenderAs, isAlone = true): unknown {
  const translated = translate(instance, as);
  const { kind, v, lang } = translated;
  const shown = wireValue(translated, as);
  const rest: Json = {};
  if (lang !== undefined) rest['lang'] = lang;
  if (instance.objectType)
    rest['objectType'] = one(instance.objectType.map((type) => as.terms.compact(type)));
  if (instance.valueType) rest['valueType'] = one(instance.valueType.map((type) => as.terms.compact(type)));
  for (const key of ['unitCode', 'observedAt', 'datasetId', 'expiresAt'] as const)
    if (instance[key] !== undefined) rest[key] = instance[key];
  Object.assign(rest, renderSubs(instance.sub ?? {}, as));
  if (as.sysAttrs) Object.assign(rest, { createdAt: instance.createdAt, modifiedAt: instance.modifiedAt });
  if (kind === 'Relationship' && as.linked) {
    const found = (Array.isArray(v) ? v : [v])
      .map((id) => as.linked?.(iri, String(id)))
      .filter((entity) => entity !== undefined);
    if (found.length > 0) rest['entity'] = one(found);
  }
  if (as.format === 'concise') {
    const isBare = isAlone && Object.keys(rest).length === 0;
    if (isBare && (kind === 'GeoProperty' || (kind === 'Property' && !isPlainObject(v)))) return v;
    return { [valueMember[kind]]: shown, ...rest };
  }
  return { type: kind, [valueMember[kind]]: shown, ...rest };
}

const isPlainObject = (v: unknown): boolean => typeof v === 'object' && v !== null;

function renderSubs(sub: Attributes, as: RenderAs): Json {
  const body: Json = {};
  for (const [iri, instances] of Object.entries(sub))
    body[as.terms.compact(iri)] = renderAttribute(iri, instances, as);
  return body;
}

type Translated = Pick<Instance, 'kind' | 'v'> & { readonly lang?: string };

/** A language property in the best language of those asked for becomes a plain one that names it (§4.15). */
function translate({ kind, v }: Instance, { lang }: RenderAs): Translated {
  if (kind !== 'LanguageProperty' || lang === undefined) return { kind, v };
  const map = v as Readonly<Record<string, unknown>>;
  const best = bestLanguage(lang, Object.keys(map));
  return best === undefined ? { kind, v } : { kind: 'Property', v: map[best], lang: best };
}

function wireValue({ kind, v }: Translated, { terms }: RenderAs): unknown {
  if (kind === 'VocabProperty')
    return Array.isArray(v) ? v.map((word) => terms.compact(String(word))) : terms.compact(String(v));
  if (kind === 'ListRelationship' && Array.isArray(v)) return v.map((object) => ({ object }));
  return v;
}

function simplified(iri: string, instance: Instance, as: RenderAs): unknown {
  const translated = translate(instance, as);
  const { kind, v } = translated;
  if (kind === 'Relationship' && as.linked) {
    const found = (Array.isArray(v) ? v : [v]).map((id) => as.linked?.(iri, String(id)) ?? id);
    return Array.isArray(v) ? found : found[0];
  }
  if (kind === 'LanguageProperty' || kind === 'VocabProperty' || kind === 'JsonProperty')
    return { [valueMember[kind]]: wireValue(translated, as) };
  return v;
}

/** A Feature of GeoJSON: the geometry is that of the attribute named, else of `location` (§4.5.16). */
export function renderFeature(entity: Entity, as: RenderAs, geometryIri: string = locationIri): Json {
  const { id, ...properties } = renderEntity(entity, as);
  const shown = as.datasets
    ? entity.attrs[geometryIri]?.filter(({ datasetId }) => as.datasets?.has(datasetId ?? '@none'))
    : entity.attrs[geometryIri];
  const chosen = shown?.find(({ datasetId }) => datasetId === undefined) ?? shown?.[0];
  const geometry = chosen?.kind === 'GeoProperty' ? chosen.v : null;
  return { id: id ?? entity.id, type: 'Feature', geometry, properties };
}
