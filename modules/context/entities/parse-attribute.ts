// From an attribute on the wire, in whichever of the three representations, to its instances (GS CIM 009 §4.5.2 to §4.5.4).
import { LIMITS } from '../limits.ts';
import type { TermMap } from '../terms/term-map.ts';
import { badData } from '../wire/problem.ts';
import {
  type AttributeKind,
  attributeKinds,
  type Attributes,
  type Instance,
  isGeometry,
  isGeometryType,
  isInstant,
  isNull,
  isUri,
  ngsiNull,
  valueMember,
} from './entity.ts';

export interface ParseAs {
  readonly terms: TermMap;
  readonly now: string;
  /** Values stand alone: `options=keyValues` or `format=simplified`. */
  readonly simplified: boolean;
  /** A patch may say `urn:ngsi-ld:null` to remove something, and may leave the value out. */
  readonly patch: boolean;
  /** A merge goes into the objects that are values, so the null may stand within them (§5.5.12). */
  readonly merge?: boolean;
  /** A history: many instances with the same datasetId, and the null for the end of an attribute. */
  readonly history?: boolean;
}

type Json = Readonly<Record<string, unknown>>;

const kinds = new Set<string>(attributeKinds);
/** Members of an instance that are no sub-attributes. */
const values = new Set<string>(Object.values(valueMember));
const own = new Set([
  ...['type', 'datasetId', 'observedAt', 'unitCode', 'objectType', 'valueType', 'expiresAt'],
  ...['createdAt', 'modifiedAt', 'deletedAt', 'instanceId', 'lang', '@context'],
  ...values,
]);
/** Only ever sent out, never taken in (§4.5.2). */
const outputOnly =
  /^(previous(Value|Object|LanguageMap|Vocab|Json|ValueList|ObjectList)|entity|entityList|entityIdSealed|entityTypeSealed)$/;
/** §4.6.2: a letter, then letters, digits and underscores; a prefix may stand before it, or it is an IRI. */
const nameForm = /^([\p{L}][\p{L}\p{N}_.-]*:)?\p{L}[\p{L}\p{N}_]*$/u;
const iriForm = /^[a-zA-Z][a-zA-Z0-9+.-]*:[^\s<>"{}|\\^`]+$/;

export function expandName(name: string, terms: TermMap): string {
  if (!nameForm.test(name) && !iriForm.test(name))
    throw badData(`${JSON.stringify(name)} is not a valid name`);
  return terms.expand(name);
}

/** @throws Problem `BadRequestData` */
export function parseAttribute(name: string, given: unknown, as: ParseAs, depth = 0): readonly Instance[] {
  if (depth > LIMITS.attributeDepth) throw badData(`${name} nests too deeply`);
  if (as.simplified) return [simplifiedInstance(name, given, as)];
  const many = Array.isArray(given) && given.length > 0 && given.every((part) => isInstanceLike(part));
  const instances = (many ? (given as unknown[]) : [given]).map((part) =>
    parseInstance(name, part, as, depth),
  );
  if (instances.length > LIMITS.attributeInstances) throw badData(`${name} has too many instances`);
  const datasets = new Set(instances.map(({ datasetId }) => datasetId));
  if (datasets.size !== instances.length && !as.history)
    throw badData(`${name} has two instances with the same datasetId, or two without one`);
  return instances;
}

function isInstanceLike(part: unknown): boolean {
  if (typeof part !== 'object' || part === null || Array.isArray(part)) return false;
  const { type } = part as Json;
  if (typeof type === 'string') return kinds.has(type);
  return Object.values(valueMember).some((member) => member in part);
}

function parseInstance(name: string, given: unknown, as: ParseAs, depth: number): Instance {
  const now = { createdAt: as.now, modifiedAt: as.now };
  if (given === null || given === undefined) {
    if (as.patch) return { kind: 'Property', v: null, ...now };
    throw badData(`${name} is null`);
  }
  if (typeof given !== 'object' || Array.isArray(given)) {
    if (!as.patch && isNull(given)) throw badData(`${name} is null`);
    return { kind: 'Property', v: given, ...now };
  }
  const member = given as Json;
  if (isGeometryType(member['type']) && 'coordinates' in member) {
    if (!isGeometry(member)) throw badData(`${name} is not a geometry`);
    return { kind: 'GeoProperty', v: member, ...now };
  }
  const kind = kindOf(name, member, as);
  for (const key of Object.keys(member))
    if (outputOnly.test(key) || (values.has(key) && key !== valueMember[kind]))
      throw badData(`${name}: a ${kind} has no ${key}`);
  return {
    kind,
    v: valueOf(name, kind, member, as),
    ...annotations(name, member, as),
    ...now,
    ...subs(member, as, depth),
  };
}

function kindOf(name: string, member: Json, as: ParseAs): AttributeKind {
  const { type } = member;
  if (type !== undefined) {
    if (typeof type === 'string' && kinds.has(type)) return type as AttributeKind;
    throw badData(`${name}: ${JSON.stringify(type)} is not a kind of attribute`);
  }
  if ('value' in member) {
    const { value } = member;
    const isGeo = typeof value === 'object' && value !== null && isGeometryType((value as Json)['type']);
    return isGeo && 'coordinates' in (value as Json) ? 'GeoProperty' : 'Property';
  }
  for (const kind of attributeKinds) if (valueMember[kind] in member) return kind;
  if (as.patch) return 'Property';
  throw badData(`${name} says neither its type nor a value`);
}

function valueOf(name: string, kind: AttributeKind, member: Json, as: ParseAs): unknown {
  const key = valueMember[kind];
  const v = member[key];
  if (v === undefined) {
    if (as.patch) return undefined;
    throw badData(`${name} is a ${kind} without ${key}`);
  }
  if (isNull(v)) {
    if (as.patch || as.history) return null;
    throw badData(`${name}: ${key} is null`);
  }
  if (as.merge && kind !== 'GeoProperty') return v;
  if (kind !== 'JsonProperty' && holdsNull(v)) throw badData(`${name}: there is a null within ${key}`);
  return checkedValue(name, kind, v, as);
}

/** Whether the null stands anywhere within a value. */
function holdsNull(v: unknown): boolean {
  if (v === ngsiNull) return true;
  if (typeof v !== 'object' || v === null) return false;
  return Object.values(v).some(holdsNull);
}

function checkedValue(name: string, kind: AttributeKind, v: unknown, as: ParseAs): unknown {
  switch (kind) {
    case 'Property':
      return v;
    case 'GeoProperty': {
      const geometry = typeof v === 'string' ? parsedGeometry(v) : v;
      if (!isGeometry(geometry)) throw badData(`${name} is not a GeoJSON geometry`);
      return geometry;
    }
    case 'Relationship': {
      const all = Array.isArray(v) ? v : [v];
      if (all.length === 0 || !all.every(isUri)) throw badData(`${name}: object must be a URI`);
      return v;
    }
    case 'LanguageProperty':
      if (!isLanguageMap(v)) throw badData(`${name}: languageMap must hold texts by language`);
      return v;
    case 'VocabProperty': {
      const all = Array.isArray(v) ? v : [v];
      if (all.length === 0 || !all.every((word) => typeof word === 'string'))
        throw badData(`${name}: vocab must be a word or words`);
      const iris = (all as string[]).map((word) => as.terms.expand(word));
      return Array.isArray(v) ? iris : iris[0];
    }
    case 'JsonProperty':
      if (typeof v !== 'object') throw badData(`${name}: json must be an object or an array`);
      return v;
    case 'ListProperty':
      if (!Array.isArray(v)) throw badData(`${name}: valueList must be an array`);
      return v;
    case 'ListRelationship':
      return objectList(name, v);
  }
}

function objectList(name: string, v: unknown): unknown {
  if (!Array.isArray(v)) throw badData(`${name}: objectList must be an array`);
  const uris = v.map((part) => (typeof part === 'object' && part !== null ? (part as Json)['object'] : part));
  if (!uris.every(isUri)) throw badData(`${name}: objectList must hold URIs`);
  return uris;
}

function parsedGeometry(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isLanguageMap(v: unknown): boolean {
  if (typeof v !== 'object' || v === null || Array.isArray(v)) return false;
  return Object.values(v).every(
    (text) =>
      typeof text === 'string' || (Array.isArray(text) && text.every((one) => typeof one === 'string')),
  );
}

type Annotations = Partial<
  Pick<Instance, 'datasetId' | 'observedAt' | 'unitCode' | 'objectType' | 'valueType' | 'expiresAt'>
>;

function annotations(name: string, member: Json, as: ParseAs): Annotations {
  const { datasetId, observedAt, unitCode, objectType, valueType, expiresAt } = member;
  if (datasetId !== undefined && datasetId !== '@none' && !isUri(datasetId))
    throw badData(`${name}: datasetId must be a URI`);
  for (const [key, at] of Object.entries({ observedAt, expiresAt }))
    if (at !== undefined && !isInstant(at) && !(as.patch && isNull(at)))
      throw badData(`${name}: ${key} must be a date and time in UTC, such as 2026-09-08T02:30:00Z`);
  if (unitCode !== undefined && typeof unitCode !== 'string')
    throw badData(`${name}: unitCode must be a text`);
  return {
    ...(datasetId === undefined || datasetId === '@none' ? {} : { datasetId: datasetId as string }),
    ...(observedAt === undefined ? {} : { observedAt: observedAt as string }),
    ...(expiresAt === undefined ? {} : { expiresAt: expiresAt as string }),
    ...(unitCode === undefined ? {} : { unitCode }),
    ...(objectType === undefined ? {} : { objectType: names(name, 'objectType', objectType, as) }),
    ...(valueType === undefined ? {} : { valueType: names(name, 'valueType', valueType, as) }),
  };
}

function names(name: string, key: string, given: unknown, as: ParseAs): readonly string[] {
  const all = Array.isArray(given) ? given : [given];
  if (!all.every((one) => typeof one === 'string')) throw badData(`${name}: ${key} must be a name or names`);
  return (all as string[]).map((one) => as.terms.expand(one));
}

function subs(member: Json, as: ParseAs, depth: number): { readonly sub?: Attributes } {
  const sub: Record<string, readonly Instance[]> = {};
  for (const [name, given] of Object.entries(member)) {
    if (own.has(name)) continue;
    sub[expandName(name, as.terms)] = parseAttribute(name, given, as, depth + 1);
  }
  return Object.keys(sub).length === 0 ? {} : { sub };
}

/** In the simplified representation only what stands out by its form is more than a Property (§4.5.4). */
function simplifiedInstance(name: string, given: unknown, as: ParseAs): Instance {
  const now = { createdAt: as.now, modifiedAt: as.now };
  if (isNull(given)) {
    if (as.patch) return { kind: 'Property', v: null, ...now };
    throw badData(`${name} is null`);
  }
  if (typeof given === 'object' && given !== null && !Array.isArray(given)) {
    const member = given as Json;
    if (isGeometry(member)) return { kind: 'GeoProperty', v: member, ...now };
    const keys = Object.keys(member);
    for (const kind of [
      'LanguageProperty',
      'VocabProperty',
      'JsonProperty',
      'ListProperty',
      'ListRelationship',
    ] as const)
      if (keys.length === 1 && keys[0] === valueMember[kind])
        return { kind, v: checkedValue(name, kind, member[valueMember[kind]], as), ...now };
  }
  return { kind: 'Property', v: given, ...now };
}
