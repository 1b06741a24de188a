// The SQL of discovery: types and attributes as the entities at hand use them.
import { sql } from 'kysely';
import type { Tx } from '@city/kernel/database';
import type { Tables } from '../tables.ts';

export interface TypeUse {
  readonly type: string;
  /** Null when no entity of the type has an attribute. */
  readonly attr: string | null;
  readonly kinds: readonly string[];
  /** Entities of the type. */
  readonly entities: string;
}

export async function typeUse(
  tx: Tx<Tables>,
  tenant: string,
  type: string | null,
): Promise<readonly TypeUse[]> {
  const { rows } = await sql<TypeUse>`
    with typed as (
      select t.type, e.id, e.attrs from context.entity e, unnest(e.types) as t(type)
       where e.tenant = ${tenant} and (e.expires_at is null or e.expires_at > ${tx.now})
         ${type === null ? sql`` : sql`and e.types @> array[${type}]::text[] and t.type = ${type}`}
    ), counted as (select type, count(*) as entities from typed group by type),
    used as (
      select typed.type, a.key as attr, i ->> 'kind' as kind
        from typed, jsonb_each(typed.attrs) a, jsonb_array_elements(a.value) i group by 1, 2, 3
    )
    select c.type, u.attr, c.entities, coalesce(array_agg(u.kind order by u.kind) filter (where u.kind is not null), '{}') as kinds
      from counted c left join used u using (type)
     group by c.type, u.attr, c.entities order by c.type, u.attr`.execute(tx.db);
  return rows;
}

export interface AttributeUse {
  readonly attr: string;
  readonly kinds: readonly string[];
  readonly types: readonly string[];
  readonly entities: string;
}

export async function attributeUse(
  tx: Tx<Tables>,
  tenant: string,
  attr: string | null,
): Promise<readonly AttributeUse[]> {
  const { rows } = await sql<AttributeUse>`
    select a.key as attr, count(distinct e.id) as entities,
           array_agg(distinct i ->> 'kind') as kinds, array_agg(distinct t.type) as types
      from context.entity e, jsonb_each(e.attrs) a, jsonb_array_elements(a.value) i, unnest(e.types) as t(type)
     where e.tenant = ${tenant} and (e.expires_at is null or e.expires_at > ${tx.now})
       ${attr === null ? sql`` : sql`and e.attrs ? ${attr} and a.key = ${attr}`}
     group by a.key order by a.key`.execute(tx.db);
  return rows;
}
