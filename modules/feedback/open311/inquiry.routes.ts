// Open311 Inquiry v1: the one-stop offices of the 114 units, where people may bring any matter in person.
import { Type } from 'typebox';
import { type Route, route } from '@city/kernel/http';
import { localDate } from '@city/kernel/time';
import type { FeedbackTables } from '../cases/tables.ts';
import { rounded } from '../cases/report-view.ts';
import type { FeedbackCity } from '../module-city.ts';
import { anyone, Asked, Format, inquiryBase, stream } from './discovery.routes.ts';
import { formatOf, formatted } from './formats.ts';
import { checkJurisdiction } from './jurisdiction.ts';
import { Open311Error, saying } from './open311-error.ts';

const category = 'one-stop-office';
const Id = Type.Object({ id: Type.String({ maxLength: 80 }), format: Type.String({ maxLength: 8 }) });
const facilityShape = { root: 'facilities', item: 'facility' } as const;

export function inquiryRoutes(city: FeedbackCity): readonly Route[] {
  return [servicesRoute(city), facilitiesRoute(city)];
}

function servicesRoute(city: FeedbackCity): Route {
  return route<FeedbackTables, never, typeof Asked, typeof Format>(
    {
      method: 'GET',
      url: `${inquiryBase}/services.:format`,
      permission: anyone,
      summary: { vi: 'Open311 Inquiry: các loại nơi chốn', en: 'Open311 Inquiry: kinds of facilities' },
      params: Format,
      query: Asked,
      ...stream,
    },
    async (c) => {
      const format = formatOf(c.params.format);
      return saying(format, () => {
        checkJurisdiction(city, c.query.jurisdiction_id);
        const name = c.lang === 'vi' ? 'Bộ phận Một cửa' : 'One-stop offices';
        return formatted(format, { root: 'services', item: 'service' }, [
          {
            service_code: category,
            service_name: name,
            facilities: `${inquiryBase}/facilities/${category}.${format}`,
          },
        ]);
      });
    },
  );
}

/** `all` and the category list the offices; any other id is one office by the code of its unit. */
function facilitiesRoute(city: FeedbackCity): Route {
  return route<FeedbackTables, never, typeof Asked, typeof Id>(
    {
      method: 'GET',
      url: `${inquiryBase}/facilities/:id.:format`,
      permission: anyone,
      summary: { vi: 'Open311 Inquiry: nơi chốn', en: 'Open311 Inquiry: facilities' },
      params: Id,
      query: Asked,
      ...stream,
    },
    async (c) => {
      const format = formatOf(c.params.format);
      return saying(format, () => {
        checkJurisdiction(city, c.query.jurisdiction_id);
        const all = facilities(city, localDate(c.now), c.lang);
        const { id } = c.params;
        if (id === 'all' || id === category) return formatted(format, facilityShape, all);
        const one = all.find((facility) => facility.id === id);
        if (!one) throw new Open311Error(404, `facility: there is no facility ${id}`);
        return formatted(format, facilityShape, [one]);
      });
    },
  );
}

function facilities(city: FeedbackCity, day: string, lang: 'vi' | 'en') {
  return city.geo.units.at(day).flatMap((unit) => {
    if (unit.level !== 'commune' || !unit.centroid) return [];
    const body = city.rules.bodies.commune(unit);
    return [
      {
        id: unit.code,
        facility_name: body.name[lang],
        category,
        lat: rounded(unit.centroid.lat),
        long: rounded(unit.centroid.lon),
        // The middle of the unit: addresses of the offices are not among the facts we have.
        position: 'unit-centre',
        unit: `${unit.kind} ${unit.name}`,
        phone: city.rules.bodies.hotline,
      },
    ];
  });
}
