// Linked entity retrieval (GS CIM 009 §4.5.23): entities with what their relationships lead to, inside them or beside them.
import type { Tx } from '@city/kernel/database';
import type { Entity } from '../entities/entity.ts';
import { findEntities } from '../entities/entity.store.ts';
import { type Json, type RenderAs, renderEntity } from '../entities/render.ts';
import { LIMITS } from '../limits.ts';
import type { Tables } from '../tables.ts';
import { Problem } from '../wire/problem.ts';
import { isShown, type Projection } from './projection.ts';
import type { Join } from './query.ts';

type Projected = Pick<RenderAs, 'pick' | 'omit'>;

interface Link {
  readonly relationship: string;
  readonly id: string;
}

/** What the shown relationships of an entity lead to. */
function linksOf(entity: Entity, { pick, omit }: Projected): Link[] {
  return Object.entries(entity.attrs).flatMap(([relationship, instances]) => {
    if (!isShown(relationship, pick, omit)) return [];
    return instances
      .filter(({ kind }) => kind === 'Relationship' || kind === 'ListRelationship')
      .flatMap(({ v }) => [v].flat().map((id) => ({ relationship, id: String(id) })));
  });
}

const below = (as: Projected, relationship: string): Projected => ({
  pick: as.pick?.linked.get(relationship),
  omit: as.omit?.linked.get(relationship),
});

/** Renders entities together with what they lead to. */
export async function renderJoined(
  tx: Tx<Tables>,
  tenant: string,
  entities: readonly Entity[],
  how: { readonly as: RenderAs; readonly join: Join },
): Promise<Json[]> {
  const { as, join } = how;
  const all = await gather(tx, tenant, entities, how);
  if (join.how === 'inline')
    return entities.map((entity) => inline(entity, { all, as, join, level: join.level, path: [] }));
  const shown = new Map<string, Json>();
  for (const entity of entities) shown.set(entity.id, renderEntity(entity, as));
  for (const { entity, as: projected } of all.values())
    if (!shown.has(entity.id))
      shown.set(entity.id, renderEntity(entity, { ...as, pick: undefined, omit: undefined, ...projected }));
  return [...shown.values()];
}

interface Gathered {
  readonly entity: Entity;
  /** How it is shown where it stands beside the others. */
  readonly as: Projected;
}

/** Reads level after level; each entity once, so that circles end. */
async function gather(
  tx: Tx<Tables>,
  tenant: string,
  entities: readonly Entity[],
  { as, join }: { readonly as: RenderAs; readonly join: Join },
): Promise<ReadonlyMap<string, Gathered>> {
  const found = new Map<string, Gathered>();
  const seen = new Set([...entities.map(({ id }) => id), ...join.known]);
  let level: readonly Gathered[] = entities.map((entity) => ({
    entity,
    as: { pick: as.pick, omit: as.omit },
  }));
  for (let depth = 0; depth < join.level && level.length > 0; depth += 1) {
    const wanted = new Map<string, Projected>();
    for (const { entity, as: projected } of level)
      for (const { relationship, id } of linksOf(entity, projected))
        if (!seen.has(id) && !wanted.has(id)) wanted.set(id, below(projected, relationship));
    if (found.size + wanted.size > LIMITS.joinedEntities)
      throw new Problem('TooManyResults', `A join may bring in at most ${LIMITS.joinedEntities} entities`);
    const read = await findEntities(tx, tenant, [...wanted.keys()]);
    level = [...read.values()].map((entity) => ({ entity, as: wanted.get(entity.id) ?? {} }));
    for (const one of level) {
      seen.add(one.entity.id);
      found.set(one.entity.id, one);
    }
  }
  // Entities of the answer itself may also be what others lead to.
  for (const entity of entities)
    if (!found.has(entity.id)) found.set(entity.id, { entity, as: { pick: as.pick, omit: as.omit } });
  return found;
}

interface Inlining {
  readonly all: ReadonlyMap<string, Gathered>;
  readonly as: RenderAs;
  readonly join: Join;
  readonly level: number;
  /** Ids on the way here, so that no circle is drawn. */
  readonly path: readonly string[];
}

function inline(entity: Entity, on: Inlining): Json {
  const path = [...on.path, entity.id];
  const linked = (relationship: string, id: string): Json | undefined => {
    const next = on.all.get(id)?.entity;
    if (!next || on.level === 0 || path.includes(id) || on.join.known.has(id)) return undefined;
    const as: RenderAs = { ...on.as, ...undefinedAs(below(on.as, relationship)) };
    return inline(next, { ...on, as, level: on.level - 1, path });
  };
  return renderEntity(entity, { ...on.as, linked });
}

const undefinedAs = ({
  pick,
  omit,
}: Projected): { pick: Projection | undefined; omit: Projection | undefined } => ({ pick, omit });
