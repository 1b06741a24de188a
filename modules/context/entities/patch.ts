// What each way of changing an entity does to it; pure: what was, what is said, and the moment in, what is out.
import type { Attributes, Entity, Instance } from './entity.ts';
import { isNull } from './entity.ts';
import type { Fragment } from './parse-entity.ts';

export interface NotUpdated {
  readonly attributeName: string;
  readonly reason: string;
}

export interface Patched {
  readonly entity: Entity;
  /** IRIs of attributes that were written. */
  readonly updated: readonly string[];
  readonly notUpdated: readonly NotUpdated[];
}

type Mutable = Record<string, readonly Instance[]>;

const sameDataset = (one: Instance, other: Instance): boolean => one.datasetId === other.datasetId;
const union = (one: readonly string[], other: readonly string[] = []): readonly string[] => [
  ...new Set([...one, ...other]),
];

/** Appends attributes (§5.6.3): what exists with the same datasetId is overwritten, unless told not to. */
export function append(entity: Entity, fragment: Fragment, now: string, overwrite: boolean): Patched {
  const attrs: Mutable = { ...entity.attrs };
  const updated: string[] = [];
  const notUpdated: NotUpdated[] = [];
  for (const [name, given] of Object.entries(fragment.attrs)) {
    const before = attrs[name] ?? [];
    const fresh = overwrite ? given : given.filter((one) => !before.some((old) => sameDataset(old, one)));
    if (fresh.length < given.length)
      notUpdated.push({
        attributeName: name,
        reason: 'It exists already, and overwriting was not asked for',
      });
    if (fresh.length === 0) continue;
    attrs[name] = putInstances(before, fresh, now);
    updated.push(name);
  }
  return { entity: touched(entity, fragment, attrs, now), updated, notUpdated };
}

/** Updates attributes (§5.6.2): only what exists; a new datasetId is added to it, the null removes (§5.5.8). */
export function update(entity: Entity, fragment: Fragment, now: string): Patched {
  const attrs: Mutable = { ...entity.attrs };
  const updated: string[] = [];
  const notUpdated: NotUpdated[] = [];
  for (const [name, given] of Object.entries(fragment.attrs)) {
    const before = attrs[name];
    if (!before) {
      notUpdated.push({ attributeName: name, reason: 'The entity has no such attribute' });
      continue;
    }
    const put = given.filter((one) => !isNull(one.v) || before.some((old) => sameDataset(old, one)));
    setOrRemove(attrs, name, putInstances(before, put, now));
    updated.push(name);
  }
  return { entity: touched(entity, fragment, attrs, now), updated, notUpdated };
}

/** Replaces whatever has the same datasetId; instances that are null go. */
function putInstances(
  before: readonly Instance[],
  given: readonly Instance[],
  now: string,
): readonly Instance[] {
  const kept = before.filter((old) => !given.some((one) => sameDataset(old, one)));
  const put = given
    .filter(({ v }) => !isNull(v))
    .map((one) => {
      const old = before.find((other) => sameDataset(other, one));
      return { ...one, createdAt: old?.createdAt ?? now, modifiedAt: now };
    });
  // What was replaced keeps its place.
  const inPlace = before.flatMap(
    (old) => put.find((one) => sameDataset(old, one)) ?? (kept.includes(old) ? [old] : []),
  );
  return [...inPlace, ...put.filter((one) => !inPlace.includes(one))];
}

function setOrRemove(attrs: Mutable, name: string, instances: readonly Instance[]): void {
  if (instances.length === 0) delete attrs[name];
  else attrs[name] = instances;
}

function touched(entity: Entity, fragment: Fragment, attrs: Attributes, now: string): Entity {
  const { expiresAt: before, ...rest } = entity;
  const expiresAt = fragment.expiresAt === undefined ? before : fragment.expiresAt;
  return {
    ...rest,
    types: union(entity.types, fragment.types),
    scopes: fragment.scopes === undefined ? entity.scopes : (fragment.scopes ?? []),
    ...(typeof expiresAt === 'string' ? { expiresAt } : {}),
    modifiedAt: now,
    attrs,
  };
}

/** Changes some members of one instance (§5.6.4, §5.5.8). Null when there is no such instance. */
export function updatePartially(entity: Entity, name: string, given: Instance, now: string): Entity | null {
  const before = entity.attrs[name];
  const old = before?.find((one) => sameDataset(one, given));
  if (!before || !old) return null;
  if (isNull(given.v)) return removeAttribute(entity, name, { datasetId: given.datasetId, all: false }, now);
  const merged = over(old, given, now, false);
  const attrs = { ...entity.attrs, [name]: before.map((one) => (one === old ? merged : one)) };
  return { ...entity, attrs, modifiedAt: now };
}

/** The new members over the old ones; what is null goes, what is not named stays. */
function over(old: Instance, given: Instance, now: string, merge: boolean): Instance {
  const { v, sub, observedAt, unitCode, objectType, valueType, expiresAt } = given;
  const kind = v === undefined ? old.kind : given.kind;
  const after: Record<string, unknown> = {
    ...old,
    kind,
    v: v === undefined ? old.v : merge ? mergeValues(old.kind === kind ? old.v : undefined, v) : v,
    modifiedAt: now,
  };
  for (const [key, value] of Object.entries({ observedAt, unitCode, objectType, valueType, expiresAt })) {
    if (value === undefined) continue;
    if (isNull(value)) delete after[key];
    else after[key] = value;
  }
  const subs = sub ? mergeAttributes(old.sub ?? {}, sub, now, merge) : old.sub;
  if (subs && Object.keys(subs).length > 0) after['sub'] = subs;
  else delete after['sub'];
  return after as unknown as Instance;
}

/** RFC 7396, with the null of NGSI-LD beside the null of JSON. */
export function mergeValues(old: unknown, given: unknown): unknown {
  if (!isObject(given)) return given;
  const target: Record<string, unknown> = isObject(old) ? { ...old } : {};
  for (const [key, value] of Object.entries(given)) {
    if (isNull(value)) delete target[key];
    else target[key] = mergeValues(target[key], value);
  }
  return target;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function mergeAttributes(before: Attributes, given: Attributes, now: string, merge: boolean): Attributes {
  const attrs: Mutable = { ...before };
  for (const [name, instances] of Object.entries(given)) {
    const old = attrs[name] ?? [];
    if (
      instances.length === 1 &&
      instances[0]?.datasetId === undefined &&
      isNull(instances[0]?.v) &&
      old.every(({ datasetId }) => datasetId === undefined)
    ) {
      delete attrs[name];
      continue;
    }
    const merged = [...old];
    for (const one of instances) {
      const at = merged.findIndex((other) => sameDataset(other, one));
      const there = merged[at];
      if (isNull(one.v)) {
        if (at >= 0) merged.splice(at, 1);
      } else if (there) merged[at] = over(there, one, now, merge);
      else if (one.v !== undefined)
        merged.push({
          ...one,
          v: merge ? mergeValues(undefined, one.v) : one.v,
          createdAt: now,
          modifiedAt: now,
        });
    }
    setOrRemove(attrs, name, merged);
  }
  return attrs;
}

/** Merges a fragment into an entity (§5.6.17, §5.5.12). */
export function mergeEntity(entity: Entity, fragment: Fragment, now: string): Entity {
  return touched(entity, fragment, mergeAttributes(entity.attrs, fragment.attrs, now, true), now);
}

/** The entity as if newly written, but for when it began (§5.6.18). */
export function replaceEntity(entity: Entity, by: Fragment, now: string): Entity {
  const { id, createdAt } = entity;
  return {
    id,
    types: by.types ?? entity.types,
    scopes: by.scopes ?? [],
    createdAt,
    modifiedAt: now,
    ...(typeof by.expiresAt === 'string' ? { expiresAt: by.expiresAt } : {}),
    attrs: by.attrs,
  };
}

/** Replaces one attribute as a whole, or one of its instances (§5.6.19). Null when it is not there. */
export function replaceAttribute(
  entity: Entity,
  name: string,
  given: readonly Instance[],
  now: string,
): Entity | null {
  const before = entity.attrs[name];
  if (!before) return null;
  if (!given.every((one) => before.some((old) => sameDataset(old, one)))) return null;
  const attrs: Mutable = { ...entity.attrs };
  setOrRemove(attrs, name, putInstances(before, given, now));
  return { ...entity, attrs, modifiedAt: now };
}

/** Takes an attribute away: the default instance, one instance, or all (§5.6.5). Null when it is not there. */
export function removeAttribute(
  entity: Entity,
  name: string,
  which: { readonly datasetId?: string | undefined; readonly all: boolean },
  now: string,
): Entity | null {
  const before = entity.attrs[name];
  if (!before) return null;
  const left = which.all ? [] : before.filter(({ datasetId }) => datasetId !== which.datasetId);
  if (left.length === before.length) return null;
  const attrs: Mutable = { ...entity.attrs };
  setOrRemove(attrs, name, left);
  return { ...entity, attrs, modifiedAt: now };
}
