// Keeps what is written: every new value of an attribute becomes a row of its history, and its end too.
import type { Attributes, Instance } from '../entities/entity.ts';
import type { ChangeListener } from '../entities/write.action.ts';
import {
  appendInstances,
  type KeptEntity,
  keepTemporalEntities,
  type NewInstance,
} from './temporal.store.ts';

export const keepHistory: ChangeListener = async (tx, { broker, tenant, changes }) => {
  if (!broker.settings.keepHistory) return;
  const entities: KeptEntity[] = [];
  const instances: NewInstance[] = [];
  const now = tx.now.toISOString();
  for (const { before, after, written = [] } of changes) {
    const entity = after ?? before;
    if (!entity) continue;
    const news = differences(before?.attrs ?? {}, after?.attrs ?? {}, new Set(written));
    for (const { attr, instance } of news.values) instances.push({ entityId: entity.id, attr, instance });
    for (const { attr, instance } of news.ends)
      instances.push({ entityId: entity.id, attr, instance: ended(instance, now), deletedAt: now });
    if (news.values.length > 0 || news.ends.length > 0 || before === null)
      entities.push({ id: entity.id, types: entity.types, scopes: entity.scopes });
  }
  if (entities.length === 0) return;
  await keepTemporalEntities(tx, tenant, entities);
  await appendInstances(tx, tenant, instances);
};

interface Named {
  readonly attr: string;
  readonly instance: Instance;
}

function differences(
  was: Attributes,
  is: Attributes,
  written: ReadonlySet<string>,
): { readonly values: readonly Named[]; readonly ends: readonly Named[] } {
  const values: Named[] = [];
  const ends: Named[] = [];
  for (const [attr, instances] of Object.entries(is))
    for (const instance of instances) {
      const old = was[attr]?.find(({ datasetId }) => datasetId === instance.datasetId);
      if (
        !old ||
        (old !== instance && (written.has(attr) || JSON.stringify(old) !== JSON.stringify(instance)))
      )
        values.push({ attr, instance });
    }
  for (const [attr, instances] of Object.entries(was))
    for (const instance of instances)
      if (!is[attr]?.some(({ datasetId }) => datasetId === instance.datasetId)) ends.push({ attr, instance });
  return { values, ends };
}

/** The end of an attribute says nothing but that (§4.5.7). */
function ended({ kind, datasetId, createdAt }: Instance, now: string): Instance {
  return { kind, v: null, ...(datasetId === undefined ? {} : { datasetId }), createdAt, modifiedAt: now };
}
