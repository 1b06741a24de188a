// A subscription made ready: its query parsed, its rendering and context at hand.
import type { Broker } from '../broker.ts';
import type { Entity } from '../entities/entity.ts';
import type { Format, RenderAs } from '../entities/render.ts';
import type { Change } from '../entities/write.action.ts';
import { parseGeoQ } from '../query/geo-query.ts';
import { linearPattern } from '../query/pattern.ts';
import { type EntityQuery, type Join, joinOf, makeQuery, type Selector, selectorOf } from '../query/query.ts';
import { hasTypes } from '../query/type-selection.ts';
import { projections } from '../wire/params.ts';
import type { SubscriptionRow } from './subscription.store.ts';

export interface Listening {
  readonly row: SubscriptionRow;
  readonly query: EntityQuery;
  readonly as: RenderAs;
  readonly join: Join | undefined;
  readonly patterns: readonly (((id: string) => boolean) | null)[];
}

const formats: Readonly<Record<string, Format>> = {
  keyValues: 'simplified',
  simplified: 'simplified',
  concise: 'concise',
  normalized: 'normalized',
};

/** `jsonldContext` names what notifications are written in; without it that in which the subscription came. */
export async function listeningTo(broker: Broker, row: SubscriptionRow): Promise<Listening> {
  const { doc } = row;
  const asked = await broker.contexts.load(row.context);
  const terms = doc.jsonldContext === undefined ? asked : await broker.contexts.load(doc.jsonldContext);
  const { attributes, pick, omit, format = 'normalized', sysAttrs = false } = doc.notification;
  const query = makeQuery(
    {
      selectors: (doc.entities ?? []).map((one) => selectorOf(one, asked)),
      attrs: doc.entities ? undefined : doc.watchedAttributes,
      q: doc.q,
      scopeQ: doc.scopeQ,
      geo: doc.geoQ && parseGeoQ(doc.geoQ, asked),
    },
    asked,
  );
  const text = (names: readonly string[] | undefined) => names?.join(',') ?? null;
  return {
    row,
    query,
    as: {
      terms,
      format: formats[format] ?? 'normalized',
      sysAttrs,
      lang: doc.lang,
      ...projections({ attrs: text(attributes), pick: text(pick), omit: text(omit) }, asked),
      datasets: doc.datasetId ? new Set(doc.datasetId) : undefined,
    },
    join: joinOf(doc.notification),
    patterns: query.selectors.map(({ idPattern }) =>
      idPattern === undefined ? null : linearPattern(idPattern).finds,
    ),
  };
}

/** Whether a change is of an entity that the subscription names; without selectors every one is. */
export function isChosen({ query, patterns }: Listening, { before, after }: Change): boolean {
  const entity = (after ?? before) as Entity;
  if (query.selectors.length === 0) return true;
  return query.selectors.some((selector: Selector, at) => {
    if (selector.ids && !selector.ids.includes(entity.id)) return false;
    if (patterns[at] && !patterns[at](entity.id)) return false;
    return !selector.types || hasTypes(entity.types, selector.types);
  });
}
