// What a notification says of what was: deleted attributes as null, and earlier values when asked for (GS CIM 009 §5.2.14, §5.8.6).
import { type Entity, type Instance, ngsiNull, valueMember } from '../entities/entity.ts';
import { type Json, type RenderAs, renderEntity } from '../entities/render.ts';
import { isShown } from '../query/projection.ts';
import type { Change } from '../entities/write.action.ts';
import { differencesOf } from './changes.ts';
import type { Trigger } from './subscription.ts';

interface How {
  readonly as: RenderAs;
  readonly showChanges: boolean;
  readonly now: string;
  readonly triggers: readonly Trigger[];
}

const previousMember = {
  Property: 'previousValue',
  GeoProperty: 'previousValue',
  Relationship: 'previousObject',
  LanguageProperty: 'previousLanguageMap',
  VocabProperty: 'previousVocab',
  JsonProperty: 'previousJson',
  ListProperty: 'previousValueList',
  ListRelationship: 'previousObjectList',
} as const;

export function withChanges(change: Change, how: How): Json {
  const { before, after } = change;
  if (after === null) return deletedEntity(before as Entity, how);
  const body = renderEntity(after, how.as);
  const differences = differencesOf(change);
  const addsDeleted =
    how.triggers.includes('attributeDeleted') || how.triggers.includes('entityUpdated') || how.showChanges;
  if (addsDeleted)
    for (const [name, gone] of differences.deleted) {
      if (!isShown(name, how.as.pick, how.as.omit)) continue;
      const key = how.as.terms.compact(name);
      const there = body[key];
      const nulls = gone.map((instance) => deletedInstance(instance, how, false));
      const all = there === undefined ? nulls : [there, nulls].flat();
      body[key] = all.length === 1 ? all[0] : how.as.format === 'simplified' ? nulls[0] : all;
    }
  if (how.showChanges && before) for (const name of differences.updated) addPrevious(body, name, change, how);
  return body;
}

function addPrevious(body: Json, name: string, { before, after }: Change, { as }: How): void {
  const key = as.terms.compact(name);
  const shown = body[key];
  if (shown === undefined) return;
  const instances = after?.attrs[name] ?? [];
  const list = Array.isArray(shown) ? shown : [shown];
  const more = list.map((one: unknown, at) => {
    const instance = instances[at];
    const old = before?.attrs[name]?.find(({ datasetId }) => datasetId === instance?.datasetId);
    if (!old || typeof one !== 'object' || one === null) return one;
    return { ...one, ...previous(old, as) };
  });
  body[key] = Array.isArray(shown) ? more : more[0];
}

function previous({ kind, v }: Instance, { terms }: RenderAs): Json {
  const shown =
    kind === 'VocabProperty'
      ? [v].flat().length === 1
        ? terms.compact(String(v))
        : [v].flat().map((word) => terms.compact(String(word)))
      : v;
  return { [previousMember[kind]]: shown };
}

/** An attribute that has gone: null in place of what it said. */
function deletedInstance(instance: Instance, { as, showChanges, now }: How, isEntityGone: boolean): unknown {
  const { kind, datasetId, createdAt, modifiedAt } = instance;
  if (as.format === 'simplified') return ngsiNull;
  const isMap = kind === 'LanguageProperty' && !isEntityGone;
  return {
    type: kind,
    [valueMember[kind]]: isMap ? { '@none': ngsiNull } : ngsiNull,
    ...(datasetId === undefined ? {} : { datasetId }),
    ...(showChanges ? previous(instance, as) : {}),
    ...(as.sysAttrs ? { createdAt, modifiedAt, deletedAt: now } : {}),
  };
}

function deletedEntity(before: Entity, how: How): Json {
  const { as, now } = how;
  const body: Json = {
    id: before.id,
    type: renderEntity(before, { ...as, pick: undefined, omit: undefined })['type'],
  };
  if (as.sysAttrs) Object.assign(body, { createdAt: before.createdAt, modifiedAt: before.modifiedAt });
  body['deletedAt'] = now;
  if (how.showChanges || how.triggers.includes('attributeDeleted'))
    for (const [name, instances] of Object.entries(before.attrs)) {
      if (!isShown(name, as.pick, as.omit)) continue;
      const nulls = instances.map((instance) => deletedInstance(instance, how, true));
      body[as.terms.compact(name)] = nulls.length === 1 ? nulls[0] : nulls;
    }
  return body;
}
