// Where the interfaces are, which services there are, and what each of them asks (GeoReport v2: discovery, services, definition).
import { type Static, Type } from 'typebox';
import { type Route, route } from '@city/kernel/http';
import { localDate } from '@city/kernel/time';
import type { FeedbackTables } from '../cases/tables.ts';
import type { FeedbackCity } from '../module-city.ts';
import type { Service } from '../services/city-data.ts';
import { formatOf, formatted } from './formats.ts';
import { checkJurisdiction } from './jurisdiction.ts';
import { attributesOf } from './open311-data.ts';
import { Open311Error, saying } from './open311-error.ts';

export const base = '/open311/v2';
/** The same interface on trial: everything is checked, nothing is kept. */
export const trialBase = '/open311/trial/v2';
export const inquiryBase = '/open311/inquiry/v1';

export const anyone = 'public: Open311 shows public reports only';
export const Format = Type.Object({ format: Type.String({ maxLength: 8 }) });
export const Asked = Type.Object(
  {
    jurisdiction_id: Type.Optional(Type.String({ maxLength: 200 })),
    lang: Type.Optional(Type.String({ maxLength: 8 })),
  },
  { additionalProperties: true },
);
export const stream = { streams: 'text/xml', tags: ['open311'] } as const;

const ServiceCode = Type.Object({
  code: Type.String({ maxLength: 80 }),
  format: Type.String({ maxLength: 8 }),
});

export function discoveryRoutes(city: FeedbackCity): readonly Route[] {
  const bases = [base, trialBase];
  return [
    discoveryRoute(city, '/open311/discovery.:format'),
    ...bases.flatMap((at) => [
      discoveryRoute(city, `${at}/discovery.:format`),
      servicesRoute(city, at),
      definitionRoute(city, at),
    ]),
  ];
}

function discoveryRoute(city: FeedbackCity, url: string): Route {
  return route<FeedbackTables, never, typeof Asked, typeof Format>(
    {
      method: 'GET',
      url,
      permission: anyone,
      summary: { vi: 'Open311: các giao diện', en: 'Open311: discovery' },
      params: Format,
      query: Asked,
      ...stream,
    },
    async (c) => {
      const format = formatOf(c.params.format);
      const { open311 } = city.rules;
      const changeset = open311.changed;
      const endpoint = (specification: string, path: string, type: 'production' | 'test') => ({
        specification,
        url: `${city.m.publicUrl}${path}`,
        changeset,
        type,
        formats: ['text/xml', 'application/json'],
      });
      const georeport = 'http://wiki.open311.org/GeoReport_v2';
      const document = {
        changeset,
        contact: open311.contact[c.lang],
        key_service: open311.keyService[c.lang],
        endpoints: [
          endpoint(georeport, base, 'production'),
          endpoint(georeport, trialBase, 'test'),
          endpoint('http://wiki.open311.org/Inquiry_v1', inquiryBase, 'production'),
        ],
      };
      return formatted(
        format,
        { root: 'discovery', items: { endpoints: 'endpoint', formats: 'format' } },
        document,
      );
    },
  );
}

function servicesRoute(city: FeedbackCity, at: string): Route {
  return route<FeedbackTables, never, typeof Asked, typeof Format>(
    {
      method: 'GET',
      url: `${at}/services.:format`,
      permission: anyone,
      summary: { vi: 'Open311: các loại việc', en: 'Open311: services' },
      params: Format,
      query: Asked,
      ...stream,
    },
    async (c) => {
      const format = formatOf(c.params.format);
      return saying(format, () => {
        checkJurisdiction(city, c.query.jurisdiction_id);
        const day = localDate(c.now);
        const services = city.rules.catalogue
          .list(day)
          .map((service) => serviceView(city, service, day, c.lang));
        return formatted(format, { root: 'services', item: 'service' }, services);
      });
    },
  );
}

function serviceView(city: FeedbackCity, service: Service, day: string, lang: 'vi' | 'en') {
  return {
    service_code: service.code,
    service_name: service.name[lang],
    description: service.example[lang],
    metadata: attributesOf(city.rules.open311, service.code, day).length > 0,
    type: 'realtime',
    keywords: service.keywords.join(','),
    group: city.rules.catalogue.group(service.group)?.name[lang] ?? service.group,
  };
}

function definitionRoute(city: FeedbackCity, at: string): Route {
  return route<FeedbackTables, never, typeof Asked, typeof ServiceCode>(
    {
      method: 'GET',
      url: `${at}/services/:code.:format`,
      permission: anyone,
      summary: { vi: 'Open311: một loại việc hỏi gì', en: 'Open311: service definition' },
      params: ServiceCode,
      query: Asked,
      ...stream,
    },
    async (c) => {
      const format = formatOf(c.params.format);
      return saying(format, () => {
        checkJurisdiction(city, c.query.jurisdiction_id);
        const definition = definitionOf(city, c.params, localDate(c.now), c.lang);
        return formatted(
          format,
          { root: 'service_definition', items: { attributes: 'attribute', values: 'value' } },
          definition,
        );
      });
    },
  );
}

function definitionOf(
  city: FeedbackCity,
  { code }: Static<typeof ServiceCode>,
  day: string,
  lang: 'vi' | 'en',
) {
  const service = city.rules.catalogue.find(code, day);
  if (!service) throw new Open311Error(404, `service_code: there is no service ${code}`);
  return {
    service_code: service.code,
    attributes: attributesOf(city.rules.open311, service.code, day).map((attribute) => ({
      variable: true,
      code: attribute.code,
      datatype: attribute.datatype,
      required: attribute.required,
      datatype_description: attribute.hint[lang],
      order: attribute.order,
      description: attribute.description[lang],
      values: attribute.values.map(({ key, name }) => ({ key, name: name[lang] })),
    })),
  };
}
