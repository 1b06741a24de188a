// What a change of an entity means to those who listen: which attributes began, changed, ended.
import type { Attributes, Instance } from '../entities/entity.ts';
import type { Change } from '../entities/write.action.ts';
import type { Trigger } from './subscription.ts';

export interface Differences {
  readonly created: ReadonlySet<string>;
  readonly updated: ReadonlySet<string>;
  /** Attributes of which an instance has gone, with the instances that were. */
  readonly deleted: ReadonlyMap<string, readonly Instance[]>;
}

const none: Attributes = {};

export function differencesOf({ before, after, written = [] }: Change): Differences {
  const [was, is] = [before?.attrs ?? none, after?.attrs ?? none];
  const created = new Set<string>();
  const updated = new Set<string>();
  const deleted = new Map<string, readonly Instance[]>();
  for (const [name, instances] of Object.entries(is)) {
    const old = was[name];
    if (!old) created.add(name);
    else {
      const gone = old.filter((one) => !instances.some(({ datasetId }) => datasetId === one.datasetId));
      if (gone.length > 0) deleted.set(name, gone);
      const isOther = instances !== old && JSON.stringify(instances) !== JSON.stringify(old);
      const isWritten = written.includes(name) && gone.length === 0;
      if (isWritten || (isOther && instances.some((one) => !old.includes(one) && !isSame(one, old))))
        updated.add(name);
    }
  }
  for (const [name, old] of Object.entries(was)) if (!(name in is)) deleted.set(name, old);
  return { created, updated, deleted };
}

function isSame(one: Instance, old: readonly Instance[]): boolean {
  const text = JSON.stringify(one);
  return old.some((other) => JSON.stringify(other) === text);
}

/** Whether one of the triggers fires, for the attributes watched (all, when none are named). */
export function fires(
  change: Change,
  differences: Differences,
  on: readonly Trigger[],
  watched: readonly string[] | undefined,
): boolean {
  const any = (names: Iterable<string>): boolean => {
    for (const name of names) if (!watched || watched.includes(name)) return true;
    return false;
  };
  const { before, after } = change;
  const { created, updated, deleted } = differences;
  return on.some((trigger) => {
    switch (trigger) {
      case 'entityCreated':
        return before === null;
      case 'entityDeleted':
        return after === null;
      case 'entityUpdated':
        return before !== null && after !== null && (any(created) || any(updated) || any(deleted.keys()));
      case 'attributeCreated':
        return any(created);
      case 'attributeUpdated':
        return any(updated);
      case 'attributeDeleted':
        return any(deleted.keys());
    }
  });
}
