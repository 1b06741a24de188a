// Serves the page for people: types, and the newest entities of one type, of the city's own tenant.
import { Type } from 'typebox';
import { AppError } from '@city/kernel/errors';
import { page, type Route, type View, view } from '@city/kernel/http';
import type { Translate } from '@city/kernel/text';
import type { Broker } from '../broker.ts';
import type { Entity, Instance } from '../entities/entity.ts';
import { LIMITS } from '../limits.ts';
import { isListed } from '../settings.ts';
import type { Tables } from '../tables.ts';
import { defaultTenant } from '../tenants/tenant.store.ts';
import { cityContext } from '../terms/city-context.ts';
import type { TermMap } from '../terms/term-map.ts';
import { type EntityLine, type Lang, TypePage, type TypeLine, TypesPage } from './browse.page.tsx';
import { newestOfType, type TypeCount, typeCounts } from './browse.store.ts';

const permission = 'public: what the city publishes about itself';

export function browseRoutes(broker: Broker): readonly Route[] {
  return [
    page<Tables>(
      {
        url: '/context',
        permission,
        summary: { vi: 'Dữ liệu sống của thành phố', en: 'Live data of the city' },
      },
      async (c): Promise<View> => {
        const terms = await broker.contexts.load(cityContext);
        const counts = isShown(broker)
          ? await c.transaction((tx) => typeCounts(tx, defaultTenant), { readOnly: true })
          : [];
        const types = counts.map((count) => typeLine(count, terms, c.t));
        return view(c.t('Dữ liệu sống của thành phố'), <TypesPage t={c.t} lang={c.lang} types={types} />);
      },
    ),
    page<Tables, never, ReturnType<typeof Type.Object>>(
      {
        url: '/context/type',
        permission,
        summary: { vi: 'Dữ liệu của một loại', en: 'Data of one type' },
        query: Type.Object({
          name: Type.String({ minLength: 1, maxLength: 500 }),
          lang: Type.Optional(Type.String()),
        }) as never,
      },
      async (c): Promise<View> => {
        const terms = await broker.contexts.load(cityContext);
        if (!isShown(broker)) throw new AppError('context_type_unknown');
        const iri = terms.expand((c.query as { name: string }).name);
        const { count, entities } = await c.transaction(
          async (tx) => ({
            count: (await typeCounts(tx, defaultTenant)).find(({ type }) => type === iri),
            entities: await newestOfType(tx, defaultTenant, iri, LIMITS.browsedEntities),
          }),
          { readOnly: true },
        );
        if (!count) throw new AppError('context_type_unknown');
        const type = typeLine(count, terms, c.t);
        const lines = entities.map((entity) => entityLine(entity, terms, c.lang));
        return view(type.label, <TypePage t={c.t} lang={c.lang} type={type} entities={lines} />, {
          breadcrumbs: [{ href: '/context', name: c.t('Dữ liệu sống của thành phố') }, { name: type.label }],
        });
      },
    ),
  ];
}

/** The page shows nothing that the interface would not tell anyone. */
const isShown = ({ settings }: Broker): boolean => isListed(settings.publicTenants, defaultTenant);

function typeLine({ type, entities, newest }: TypeCount, terms: TermMap, t: Translate): TypeLine {
  const name = terms.compact(type);
  return { iri: type, name, label: labels(t)[name] ?? name, entities: Number(entities), newest };
}

/** Words of people for the types that the city's own modules publish; others stand under their own name. */
const labels = (t: Translate): Readonly<Record<string, string>> => ({
  AdministrativeArea: t('Phường, xã, đặc khu'),
  CityReport: t('Phản ánh hiện trường công khai'),
  AirQualityObserved: t('Chất lượng không khí'),
  WaterObserved: t('Mực nước'),
  WeatherObserved: t('Thời tiết'),
  FloodMonitoring: t('Theo dõi ngập'),
  TrafficFlowObserved: t('Lưu lượng giao thông'),
  Alert: t('Cảnh báo'),
});

function entityLine(entity: Entity, terms: TermMap, lang: Lang): EntityLine {
  const attrs = Object.entries(entity.attrs).map(([iri, instances]) => ({
    name: terms.compact(iri),
    value: said(instances, lang),
  }));
  const title =
    attrs.find(({ name }) => name === 'name')?.value ?? entity.id.slice(entity.id.lastIndexOf(':') + 1);
  const says = attrs.flatMap(({ name, value }) =>
    name === 'name' || value === null ? [] : [{ name, value }],
  );
  return {
    id: entity.id,
    title,
    says: says.slice(0, LIMITS.browsedAttributes),
    modifiedAt: new Date(entity.modifiedAt),
  };
}

/** Plain values only: what is a shape or a structure is for programs. */
function said(instances: readonly Instance[], lang: Lang): string | null {
  const instance = instances.find(({ datasetId }) => datasetId === undefined) ?? instances[0];
  if (!instance) return null;
  const { kind, v } = instance;
  if (kind === 'LanguageProperty') {
    const map = v as Readonly<Record<string, unknown>>;
    return String(map[lang] ?? Object.values(map)[0] ?? '');
  }
  if (kind === 'Relationship')
    return [v]
      .flat()
      .map((id) => String(id).slice(String(id).lastIndexOf(':') + 1))
      .join(', ');
  if (typeof v === 'number') return `${v.toLocaleString(lang)}`;
  return typeof v === 'string' ? v : null;
}
