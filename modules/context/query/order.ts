// The order of entities in an answer (GS CIM 009 §4.23): `name`, `speed;desc`, `address[city]`, `location;dist-asc`.
import type { Entity } from '../entities/entity.ts';
import { isGeometry } from '../entities/entity.ts';
import type { TermMap } from '../terms/term-map.ts';
import { badData } from '../wire/problem.ts';
import { type Geometry, metresBetween, type Parts, partsOf } from './geometry.ts';

interface Term {
  readonly member: 'id' | 'type' | 'createdAt' | 'modifiedAt' | null;
  readonly attr: string;
  readonly subs: readonly string[];
  readonly inside: readonly string[];
  readonly down: boolean;
  readonly byDistance: boolean;
}

export interface Order {
  readonly terms: readonly Term[];
  readonly from: Parts | null;
  readonly collator: Intl.Collator | null;
}

export interface OrderParams {
  readonly orderBy: readonly string[];
  readonly collation?: string | undefined;
  /** Coordinates and kind of the geometry from which distances are measured. */
  readonly coordinates?: unknown;
  readonly geometry?: string | undefined;
}

const members: readonly string[] = ['id', 'type', 'createdAt', 'modifiedAt'];

/** @throws Problem `BadRequestData` */
export function parseOrder(given: OrderParams, terms: TermMap): Order {
  const parsed = given.orderBy.map((text) => parseTerm(text, terms));
  let from: Parts | null = null;
  if (given.coordinates !== undefined) {
    const shape = { type: given.geometry ?? 'Point', coordinates: given.coordinates };
    if (!isGeometry(shape)) throw badData('The place from which distances are measured is not a geometry');
    from = partsOf(shape as Geometry);
  }
  if (!from && parsed.some(({ byDistance }) => byDistance))
    throw badData('An order by distance needs a place to measure from');
  return {
    terms: parsed,
    from,
    collator: given.collation === undefined ? null : collatorOf(given.collation),
  };
}

function collatorOf(tag: string): Intl.Collator {
  try {
    return new Intl.Collator(tag);
  } catch {
    throw badData(`${tag} is not a collation`);
  }
}

function parseTerm(text: string, terms: TermMap): Term {
  const [path = '', direction = 'asc', ...more] = text.split(';').map((part) => part.trim());
  const found = /^([^[\]]+?)(?:\[([^[\]]+)\])?$/.exec(path);
  if (!found || more.length > 0 || !/^(asc|desc|dist-asc|dist-desc)$/.test(direction))
    throw badData(`${text} is not an order`);
  const isIri = /^[a-z]+:\/\//i.test(found[1] as string);
  const [name = '', ...subs] = isIri ? [found[1] as string] : (found[1] as string).split('.');
  const isMember = members.includes(name) && subs.length === 0 && found[2] === undefined;
  return {
    member: isMember ? (name as 'id') : null,
    attr: terms.expand(name),
    subs: subs.map((sub) => terms.expand(sub)),
    inside: found[2]?.split('.') ?? [],
    down: direction.endsWith('desc'),
    byDistance: direction.startsWith('dist'),
  };
}

/** Sorts entities; those that say the same keep the order of their ids. */
export function inOrder(entities: readonly Entity[], order: Order): Entity[] {
  const keyed = entities.map((entity) => ({
    entity,
    keys: order.terms.map((term) => keyOf(entity, term, order)),
  }));
  keyed.sort((one, other) => {
    for (const [at, { down }] of order.terms.entries()) {
      const [a, b] = [one.keys[at], other.keys[at]];
      // What is absent stands last, whichever way the others are turned (§4.23.2).
      if (a === undefined || b === undefined) {
        if (a === b) continue;
        return a === undefined ? 1 : -1;
      }
      const compared = compare(a, b, order.collator);
      if (compared !== 0) return down ? -compared : compared;
    }
    return one.entity.id < other.entity.id ? -1 : one.entity.id > other.entity.id ? 1 : 0;
  });
  return keyed.map(({ entity }) => entity);
}

function keyOf(entity: Entity, term: Term, { from }: Order): unknown {
  if (term.member === 'type') return entity.types[0];
  if (term.member) return entity[term.member];
  const first = (instances: Entity['attrs'][string] | undefined) =>
    instances?.find(({ datasetId }) => datasetId === undefined) ?? instances?.[0];
  let instance = first(entity.attrs[term.attr]);
  for (const sub of term.subs) {
    if (['observedAt', 'createdAt', 'modifiedAt', 'unitCode'].some((name) => sub.endsWith(`/${name}`)))
      return instance?.[sub.slice(sub.lastIndexOf('/') + 1) as 'observedAt'];
    instance = first(instance?.sub?.[sub]);
  }
  if (!instance) return undefined;
  if (term.byDistance)
    return instance.kind === 'GeoProperty' && from
      ? metresBetween(partsOf(instance.v as Geometry), from)
      : undefined;
  let value = instance.v;
  for (const key of term.inside)
    value = typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined;
  return value ?? undefined;
}

const ranks: Readonly<Record<string, number>> = { number: 0, string: 1, boolean: 3, object: 2 };

/** Numbers before texts before the rest (§4.23.2); texts by code points unless a collation is named. */
function compare(a: unknown, b: unknown, collator: Intl.Collator | null): number {
  const [rankA, rankB] = [ranks[typeof a] ?? 4, ranks[typeof b] ?? 4];
  if (rankA !== rankB) return rankA - rankB;
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  if (typeof a === 'string' && typeof b === 'string')
    return collator ? collator.compare(a, b) : Buffer.compare(Buffer.from(a), Buffer.from(b));
  const [textA, textB] = [JSON.stringify(a), JSON.stringify(b)];
  return textA < textB ? -1 : textA > textB ? 1 : 0;
}
