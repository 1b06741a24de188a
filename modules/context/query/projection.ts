// Which attributes an answer keeps or leaves out (GS CIM 009 §4.21): `id,name|address,locatedAt{id,name}`.
import { LIMITS } from '../limits.ts';
import type { TermMap } from '../terms/term-map.ts';
import { badData } from '../wire/problem.ts';

/** Names as they are compared: attributes as IRIs, members of the entity as they are. */
export interface Projection {
  readonly names: ReadonlySet<string>;
  /** What is kept or left out of the entities a relationship leads to. */
  readonly linked: ReadonlyMap<string, Projection>;
}

/** Members of an entity that are no attributes. */
export const entityMembers: ReadonlySet<string> = new Set([
  'id',
  'type',
  'scope',
  'createdAt',
  'modifiedAt',
  'expiresAt',
]);

/** @throws Problem `BadRequestData` */
export function parseProjection(text: string, terms: TermMap): Projection {
  if (text.length > LIMITS.queryCharacters) throw badData('The projection is too long');
  const tokens = text.match(/[{},|]|[^{},|]+/g) ?? [];
  let at = 0;
  function list(depth: number): Projection {
    if (depth > LIMITS.joinLevel) throw badData('The projection nests too deeply');
    const names = new Set<string>();
    const linked = new Map<string, Projection>();
    for (;;) {
      const token = tokens[at++]?.trim();
      if (token === undefined || token === '' || /^[{},|]$/.test(token))
        throw badData(`${text} is not a projection`);
      const name = entityMembers.has(token) ? token : terms.expand(token);
      names.add(name);
      if (tokens[at] === '{') {
        at += 1;
        linked.set(name, list(depth + 1));
        if (tokens[at++] !== '}') throw badData('A bracket of the projection is not closed');
      }
      if (tokens[at] !== ',' && tokens[at] !== '|') return { names, linked };
      at += 1;
    }
  }
  const projection = list(0);
  if (at < tokens.length) throw badData(`${text} is not a projection`);
  return projection;
}

/** How many relationships it follows. */
export function projectionDepth(projection: Projection | undefined): number {
  if (!projection || projection.linked.size === 0) return 0;
  return 1 + Math.max(...[...projection.linked.values()].map(projectionDepth));
}

/** Whether a member is shown. What is only left out within linked entities is itself kept. */
export function isShown(name: string, pick: Projection | undefined, omit: Projection | undefined): boolean {
  if (omit?.names.has(name) && !omit.linked.has(name)) return false;
  return pick === undefined || pick.names.has(name);
}
