// `GET /api/units/boundaries`: the map of a day as GeoJSON, simplified for screens, cacheable.
import { Type } from 'typebox';
import { AppError } from '@city/kernel/errors';
import { unitKinds } from '@city/kernel/geo';
import { Answer, type Route, route } from '@city/kernel/http';
import type { ModuleContext } from '@city/kernel/module';
import { dayBoundaries, encodingFor } from './boundaries.ts';
import { At } from './unit.routes.ts';
import { dayOf } from './unit-view.ts';

const Position = Type.Array(Type.Number(), { minItems: 2, maxItems: 2 });
const Boundaries = Type.Object(
  {
    type: Type.Literal('FeatureCollection'),
    validFrom: Type.String({ format: 'date' }),
    schematic: Type.Boolean({
      description: 'True for the drawing computed from areas and centroids: say that it is no survey',
    }),
    source: Type.String(),
    document: Type.Union([Type.String(), Type.Null()]),
    features: Type.Array(
      Type.Object({
        type: Type.Literal('Feature'),
        id: Type.String(),
        properties: Type.Object({
          code: Type.String(),
          name: Type.String(),
          kind: Type.Enum(unitKinds),
          validFrom: Type.String({ format: 'date' }),
          schematic: Type.Boolean(),
          label: Position,
        }),
        geometry: Type.Object({
          type: Type.Union([Type.Literal('Polygon'), Type.Literal('MultiPolygon')]),
          coordinates: Type.Array(Type.Unknown(), { description: 'RFC 7946' }),
        }),
      }),
    ),
  },
  { $id: 'UnitBoundaries' },
);

export function boundaryRoutes(m: ModuleContext): readonly Route[] {
  return [
    route(
      {
        method: 'GET',
        url: '/api/units/boundaries',
        permission: 'public: the map of the city',
        tags: ['units'],
        summary: {
          vi: 'Ranh giới các đơn vị của một ngày (GeoJSON)',
          en: 'Boundaries of the units of a day (GeoJSON)',
        },
        query: Type.Object({ at: At }),
        response: { 200: Boundaries },
      },
      async ({ query, now, request }) => {
        const register = m.geo.units;
        const day = dayOf(register, query.at, now);
        const boundaries = dayBoundaries(register, day);
        if (boundaries === null) {
          const first = register.boundarySets[0]?.validFrom ?? '–';
          throw new AppError('no_boundaries', { field: 'at', params: { day, first } });
        }
        const { etag, encoded } = boundaries;
        // An import shows within a minute; until then nobody asks twice.
        const headers = { etag, vary: 'accept-encoding', 'cache-control': 'public, max-age=60' };
        const known = String(request.headers['if-none-match'] ?? '')
          .split(',')
          .map((tag) => tag.trim().replace(/^W\//, ''));
        if (known.includes(etag) || known.includes('*')) return new Answer(304, undefined, headers);
        const encoding = encodingFor(request.headers['accept-encoding'] as string | undefined);
        return new Answer(200, encoded[encoding], {
          ...headers,
          'content-type': 'application/geo+json; charset=utf-8',
          ...(encoding === 'identity' ? {} : { 'content-encoding': encoding }),
        });
      },
    ),
  ];
}
