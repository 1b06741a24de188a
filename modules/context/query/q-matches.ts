// The query language over one entity in memory, for subscriptions; says the same as the conditions in SQL.
import type { Entity, Instance } from '../entities/entity.ts';
import { linearPattern } from './pattern.ts';
import type { Literal, Operator, Path, Q } from './q-parser.ts';

/** Relationships are not followed here: a query that does asks the database. */
export function qMatches(q: Q, entity: Entity): boolean {
  switch (q.is) {
    case 'and':
      return q.of.every((one) => qMatches(one, entity));
    case 'or':
      return q.of.some((one) => qMatches(one, entity));
    case 'exists':
      return placesOf(q.path, entity).length > 0 !== q.not;
    case 'compare': {
      const isOrder = !['==', '!=', '!~='].includes(q.op);
      const places = placesOf(q.path, entity, isOrder);
      if (q.op === '!=' || q.op === '!~=') {
        const positive = q.op === '!=' ? '==' : '~=';
        return places.length > 0 && !places.some((place) => compares(place, positive, q.with));
      }
      return places.some((place) => compares(place, q.op, q.with));
    }
  }
}

const entityTimes: Readonly<Record<string, 'createdAt' | 'modifiedAt' | 'expiresAt'>> = {
  'https://uri.etsi.org/ngsi-ld/createdAt': 'createdAt',
  'https://uri.etsi.org/ngsi-ld/modifiedAt': 'modifiedAt',
  'https://uri.etsi.org/ngsi-ld/expiresAt': 'expiresAt',
};

/** §4.9: a relationship is equal or unequal, never less or more. */
function placesOf(path: Path, entity: Entity, notLinks = false): unknown[] {
  const time = path.subs.length === 0 && path.member === null ? entityTimes[path.attr] : undefined;
  if (time) return entity[time] === undefined ? [] : [entity[time]];
  let instances: readonly Instance[] = entity.attrs[path.attr] ?? [];
  for (const sub of path.subs) instances = instances.flatMap((one) => one.sub?.[sub] ?? []);
  if (notLinks)
    instances = instances.filter(({ kind }) => kind !== 'Relationship' && kind !== 'ListRelationship');
  if (path.member !== null)
    return instances.map((one) => one[path.member as keyof Instance]).filter((value) => value !== undefined);
  let values: unknown[] = instances.map(({ v }) => v);
  for (const key of path.inside) values = values.flatMap((value) => insideOf(value, key));
  return values;
}

function insideOf(value: unknown, key: string): unknown[] {
  if (Array.isArray(value)) return value.flatMap((part) => insideOf(part, key));
  if (typeof value !== 'object' || value === null) return [];
  if (key === '*') return Object.values(value);
  return key in value ? [(value as Record<string, unknown>)[key]] : [];
}

type With = Extract<Q, { is: 'compare' }>['with'];

function compares(place: unknown, op: Operator, given: With): boolean {
  if (Array.isArray(place)) return place.some((part) => compares(part, op, given));
  const value = typed(place);
  if (op === '~=')
    return typeof place === 'string' && given.is === 'one' && linearPattern(String(given.value)).finds(place);
  switch (given.is) {
    case 'one':
      return holds(value, op, given.value);
    case 'range':
      return holds(value, '>=', given.from) && holds(value, '<=', given.to);
    case 'list':
      return given.of.some((one) => holds(value, '==', one));
  }
}

/** A typed value stands for what it says. */
function typed(place: unknown): unknown {
  return typeof place === 'object' && place !== null && '@value' in place ? place['@value'] : place;
}

function holds(value: unknown, op: Operator, other: Literal): boolean {
  if (typeof value !== typeof other) return false;
  const order = compareValues(value as Literal, other);
  switch (op) {
    case '==':
      return order === 0;
    case '>':
      return order > 0;
    case '>=':
      return order >= 0;
    case '<':
      return order < 0;
    case '<=':
      return order <= 0;
    default:
      return false;
  }
}

/** Texts by code points, as the database does. */
function compareValues(one: Literal, other: Literal): number {
  if (typeof one === 'string') return Buffer.compare(Buffer.from(one), Buffer.from(String(other)));
  return Number(one) - Number(other);
}
