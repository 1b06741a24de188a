// From an entity or a fragment of one on the wire to what is kept (GS CIM 009 §5.2.4, §5.5.4).
import { LIMITS } from '../limits.ts';
import { badData } from '../wire/problem.ts';
import { type Attributes, type Entity, type Instance, isInstant, isNull, isUri, ngsiNull } from './entity.ts';
import { expandName, type ParseAs, parseAttribute } from './parse-attribute.ts';

type Json = Readonly<Record<string, unknown>>;

/** What a fragment says; only what it names is there. */
export interface Fragment {
  readonly id?: string;
  readonly types?: readonly string[];
  readonly scopes?: readonly string[] | null;
  readonly expiresAt?: string | null;
  readonly attrs: Attributes;
}

const notAttributes = new Set([
  'id',
  '@id',
  'type',
  '@type',
  'scope',
  '@context',
  'createdAt',
  'modifiedAt',
  'deletedAt',
  'expiresAt',
]);

/** @throws Problem `BadRequestData` */
export function parseFragment(given: unknown, as: ParseAs): Fragment {
  if (typeof given !== 'object' || given === null || Array.isArray(given))
    throw badData('The body must be a JSON object');
  const body = given as Json;
  const id = body['id'] ?? body['@id'];
  const type = body['type'] ?? body['@type'];
  const { scope, expiresAt } = body;
  if (id !== undefined && (!isUri(id) || id === ngsiNull)) throw badData('id must be a URI');
  if (expiresAt !== undefined && !isInstant(expiresAt) && !(as.patch && isNull(expiresAt)))
    throw badData('expiresAt must be a date and time in UTC');
  return {
    ...(id === undefined ? {} : { id }),
    ...(type === undefined ? {} : { types: typesOf(type, as) }),
    ...(scope === undefined ? {} : { scopes: as.patch && isNull(scope) ? null : scopesOf(scope) }),
    ...(expiresAt === undefined ? {} : { expiresAt: isNull(expiresAt) ? null : (expiresAt as string) }),
    attrs: attributesOf(body, as),
  };
}

function attributesOf(body: Json, as: ParseAs): Attributes {
  const attrs: Record<string, readonly Instance[]> = {};
  const names = Object.keys(body).filter((name) => !notAttributes.has(name));
  if (names.length > LIMITS.entityAttributes) throw badData('There are too many attributes');
  for (const name of names) attrs[expandName(name, as.terms)] = parseAttribute(name, body[name], as);
  return attrs;
}

function typesOf(type: unknown, { terms }: ParseAs): readonly string[] {
  const all = Array.isArray(type) ? type : [type];
  if (all.length === 0 || !all.every((one) => typeof one === 'string'))
    throw badData('type must be a name, or an array of names');
  return [...new Set((all as string[]).map((one) => expandName(one, terms)))];
}

const scopeForm = /^\/?[^\s/#+;,|()"<>]+(\/[^\s/#+;,|()"<>]+)*$/u;

/** Scopes with a slash in front; a plain one is put below the root (§4.18). */
function scopesOf(scope: unknown): readonly string[] {
  const all = Array.isArray(scope) ? scope : [scope];
  if (all.length === 0 || !all.every((one) => typeof one === 'string' && scopeForm.test(one)))
    throw badData('scope must be a path such as /HaiPhong/11383, or an array of them');
  return [...new Set((all as string[]).map((one) => (one.startsWith('/') ? one : `/${one}`)))];
}

/** A whole entity: id and type must be there. */
export function parseEntity(given: unknown, as: ParseAs): Entity {
  const { id, types, scopes, expiresAt, attrs } = parseFragment(given, as);
  if (id === undefined) throw badData('The entity has no id');
  if (types === undefined) throw badData('The entity has no type');
  return {
    id,
    types,
    scopes: scopes ?? [],
    createdAt: as.now,
    modifiedAt: as.now,
    ...(typeof expiresAt === 'string' ? { expiresAt } : {}),
    attrs,
  };
}
