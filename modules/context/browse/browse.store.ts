// The SQL of the page for people: how many of what there are, and the newest of one type.
import { sql } from 'kysely';
import type { Tx } from '@city/kernel/database';
import type { Entity } from '../entities/entity.ts';
import { type EntityRow, entityColumns, entityOf } from '../entities/entity.store.ts';
import type { Tables } from '../tables.ts';

export interface TypeCount {
  readonly type: string;
  readonly entities: string;
  readonly newest: Date;
}

export async function typeCounts(tx: Tx<Tables>, tenant: string): Promise<readonly TypeCount[]> {
  const { rows } = await sql<TypeCount>`
    select t.type, count(*) as entities, max(e.modified_at) as newest
      from context.entity e, unnest(e.types) as t(type)
     where e.tenant = ${tenant} and (e.expires_at is null or e.expires_at > ${tx.now})
     group by t.type order by count(*) desc, t.type`.execute(tx.db);
  return rows;
}

export async function newestOfType(
  tx: Tx<Tables>,
  tenant: string,
  type: string,
  most: number,
): Promise<readonly Entity[]> {
  const { rows } = await sql<EntityRow>`
    select ${entityColumns} from context.entity e
     where e.tenant = ${tenant} and e.types @> array[${type}]::text[] and (e.expires_at is null or e.expires_at > ${tx.now})
     order by e.modified_at desc, e.id limit ${most}`.execute(tx.db);
  return rows.map(entityOf);
}
