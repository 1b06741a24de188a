// Reads one entity as a request asks for it.
import type { Tx } from '@city/kernel/database';
import { hasTypes, type TypeSelection } from '../query/type-selection.ts';
import type { Tables } from '../tables.ts';
import type { Call } from '../wire/call.ts';
import { badData, notFound } from '../wire/problem.ts';
import { type Entity, isUri } from './entity.ts';
import { findEntities } from './entity.store.ts';
import type { RenderAs } from './render.ts';

/** @throws Problem `ResourceNotFound`, also when nothing of what is asked for is there (§5.7.1) */
export async function entityToRead(
  tx: Tx<Tables>,
  call: Call,
  asked: { readonly selection: TypeSelection | undefined; readonly as: RenderAs },
): Promise<Entity> {
  const id = call.path['id'] ?? '';
  if (!isUri(id)) throw badData(`${id} is not a URI`);
  const entity = (await findEntities(tx, call.tenant, [id])).get(id);
  if (!entity || (asked.selection && !hasTypes(entity.types, asked.selection)))
    throw notFound(`The entity ${id}`);
  const attrs = call.query.get('attrs');
  if (attrs !== null && !Object.keys(entity.attrs).some((name) => asked.as.pick?.names.has(name)))
    throw notFound(`Any of the attributes ${attrs}`);
  return entity;
}
