// The history of entities on the wire: instances, pairs of value and time, or aggregates (GS CIM 009 §4.5.6 to §4.5.9, §4.5.19).
import { type AttributeKind, ngsiNull, valueMember } from '../entities/entity.ts';
import { type Json, type RenderAs, renderInstance } from '../entities/render.ts';
import { isShown } from '../query/projection.ts';
import type { AggregateRow } from './aggregate.store.ts';
import type { KeptInstance, TemporalEntity } from './temporal.store.ts';
import type { TemporalQuery, TimeProperty } from './temporal-query.ts';

const pairMember: Readonly<Record<AttributeKind, string>> = {
  Property: 'values',
  GeoProperty: 'values',
  Relationship: 'objects',
  LanguageProperty: 'languageMaps',
  VocabProperty: 'vocabs',
  JsonProperty: 'jsons',
  ListProperty: 'valueLists',
  ListRelationship: 'objectLists',
};

const wrapped = new Set<AttributeKind>(['LanguageProperty', 'VocabProperty', 'JsonProperty']);

export function timeOf(kept: KeptInstance, property: TimeProperty): string | null {
  switch (property) {
    case 'observedAt':
      return kept.instance.observedAt ?? null;
    case 'createdAt':
      return kept.created_at.toISOString();
    case 'modifiedAt':
      return kept.modified_at.toISOString();
    case 'deletedAt':
      return kept.deleted_at?.toISOString() ?? null;
  }
}

/** The entity itself, without attributes. */
export function head(entity: TemporalEntity, as: RenderAs): Json {
  const body: Json = {};
  const shown = (name: string) => isShown(name, as.pick, as.omit);
  const one = (list: readonly string[]) => (list.length === 1 ? list[0] : list);
  if (shown('id')) body['id'] = entity.id;
  if (shown('type')) body['type'] = one(entity.types.map((type) => as.terms.compact(type)));
  if (entity.scopes.length > 0 && shown('scope')) body['scope'] = one(entity.scopes);
  if (as.sysAttrs)
    Object.assign(body, {
      createdAt: entity.created_at.toISOString(),
      modifiedAt: entity.modified_at.toISOString(),
    });
  return body;
}

/** `cut` names attributes of which nothing is left on this page: they are there, empty. */
export function renderTemporal(
  entity: TemporalEntity,
  kept: readonly KeptInstance[],
  how: {
    readonly as: RenderAs;
    readonly temporal: TemporalQuery;
    readonly cut: ReadonlyMap<string, AttributeKind>;
  },
): Json {
  const { as, temporal, cut } = how;
  const body = head(entity, as);
  for (const [attr, instances] of Map.groupBy(kept, (one) => one.attr)) {
    if (!isShown(attr, as.pick, as.omit)) continue;
    body[as.terms.compact(attr)] =
      temporal.form.is === 'values'
        ? pairs(instances, as, temporal)
        : instances.map((one) => normalized(one, as));
  }
  for (const [attr, kind] of cut) {
    const name = as.terms.compact(attr);
    if (name in body || !isShown(attr, as.pick, as.omit)) continue;
    body[name] = temporal.form.is === 'values' ? { type: kind, [pairMember[kind]]: [] } : [];
  }
  return body;
}

function normalized(
  {
    attr,
    instance,
    instance_id: id,
    deleted_at: deletedAt,
    created_at: createdAt,
    modified_at: modifiedAt,
  }: KeptInstance,
  as: RenderAs,
): unknown {
  const shown = instance.v === null ? { ...instance, v: ngsiNull } : instance;
  const isMap = instance.v === null && instance.kind === 'LanguageProperty';
  const rendered = renderInstance(
    attr,
    isMap ? { ...shown, v: { '@none': ngsiNull } } : shown,
    { ...as, sysAttrs: false },
    false,
  ) as Json;
  return {
    ...rendered,
    instanceId: `urn:ngsi-ld:Instance:${id}`,
    ...(as.sysAttrs ? { createdAt: createdAt.toISOString(), modifiedAt: modifiedAt.toISOString() } : {}),
    ...(deletedAt ? { deletedAt: deletedAt.toISOString() } : {}),
  };
}

function pairs(instances: readonly KeptInstance[], as: RenderAs, { property }: TemporalQuery): unknown {
  const byDataset = [...Map.groupBy(instances, ({ dataset }) => dataset)].map(([dataset, of]) => {
    const kind = (of[0] as KeptInstance).instance.kind;
    return {
      type: kind,
      ...(dataset === '' ? {} : { datasetId: dataset }),
      [pairMember[kind]]: of.map((one) => [
        plain(one, as),
        timeOf(one, property) ?? one.created_at.toISOString(),
      ]),
    };
  });
  return byDataset.length === 1 ? byDataset[0] : byDataset;
}

function plain({ instance: { kind, v } }: KeptInstance, { terms }: RenderAs): unknown {
  const said =
    v === null
      ? ngsiNull
      : kind === 'VocabProperty'
        ? [v].flat().map((word) => terms.compact(String(word)))
        : v;
  const shown = kind === 'VocabProperty' && Array.isArray(said) && !Array.isArray(v) ? said[0] : said;
  return wrapped.has(kind) && v !== null ? { [valueMember[kind]]: shown } : shown;
}

/** Moments of aggregates without fractions of a second where there are none. */
const moment = (date: Date): string => date.toISOString().replace('.000Z', 'Z');

export function renderAggregates(
  entity: TemporalEntity,
  rows: readonly AggregateRow[],
  how: { readonly as: RenderAs; readonly temporal: TemporalQuery },
): Json {
  const { as, temporal } = how;
  const body = head(entity, as);
  if (temporal.form.is !== 'aggregated') return body;
  const { methods } = temporal.form;
  const says = rows.filter((row) => methods.some((method) => row[method] !== null));
  for (const [attr, of] of Map.groupBy(says, (row) => row.attr)) {
    if (!isShown(attr, as.pick, as.omit)) continue;
    const byDataset = [...Map.groupBy(of, ({ dataset }) => dataset)].map(([dataset, buckets]) => {
      const series = methods.map((method) => [
        method,
        buckets
          .filter((row) => row[method] !== null)
          .map((row) => [Number(row[method]), moment(row.from), moment(row.to)]),
      ]);
      return {
        type: buckets[0]?.kind,
        ...(dataset === '' ? {} : { datasetId: dataset }),
        ...Object.fromEntries(series),
      };
    });
    body[as.terms.compact(attr)] = byDataset.length === 1 ? byDataset[0] : byDataset;
  }
  return body;
}
