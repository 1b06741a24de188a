// What a map asks: clusters from afar, single reports from near, and what was open at a past moment.
import { Type } from 'typebox';
import { Answer, type Route, route } from '@city/kernel/http';
import { parseInstant } from '@city/kernel/time';
import { MapClusters, limits, MapPoints } from '../contract.ts';
import { readBox } from '../cases/list-query.ts';
import { rounded } from '../cases/report-view.ts';
import type { FeedbackTables } from '../cases/tables.ts';
import type { FeedbackCity } from '../module-city.ts';
import { clustersIn, clusterZoomMax } from './clusters.ts';
import { mapPoints } from './map.store.ts';
import { openCellsOf } from './open-cells.ts';

const anyone = 'public: reports are made in the open';
const tags = ['reports'];
const bbox = Type.Optional(Type.String({ maxLength: 100, description: 'west,south,east,north in degrees' }));

export function mapRoutes(city: FeedbackCity): readonly Route[] {
  return [pointsRoute(), clustersRoute(city)];
}

const PointsQuery = Type.Object({
  bbox,
  at: Type.Optional(Type.String({ maxLength: 40, description: 'What was open then; default now' })),
});

function pointsRoute(): Route {
  return route<FeedbackTables, never, typeof PointsQuery>(
    {
      method: 'GET',
      url: '/api/reports/map',
      permission: anyone,
      tags,
      summary: { vi: 'Điểm trên bản đồ', en: 'Points for a map' },
      query: PointsQuery,
      response: { 200: MapPoints },
    },
    async (c) => {
      const box = c.query.bbox ? readBox(c.query.bbox) : null;
      const at = c.query.at ? parseInstant(c.query.at, 'at') : null;
      const limit = limits.mapPoints;
      const found = await c.transaction((tx) => mapPoints(tx, { box, at, limit }), { readOnly: true });
      const fields = '["lat","lon","service","state","trackingCode"]';
      const text = `{"at":"${(at ?? c.now).toISOString()}","fields":${fields},"points":[${found.points}],"complete":${found.count <= limit}}`;
      return new Answer(200, Buffer.from(text), { 'content-type': 'application/json; charset=utf-8' });
    },
  );
}

const ClustersQuery = Type.Object({
  bbox,
  zoom: Type.Integer({
    minimum: 0,
    maximum: clusterZoomMax,
    description: 'Zoom of a web map; nearer than this, ask for the points',
  }),
});

function clustersRoute(city: FeedbackCity): Route {
  return route<FeedbackTables, never, typeof ClustersQuery>(
    {
      method: 'GET',
      url: '/api/reports/map/clusters',
      permission: anyone,
      tags,
      summary: { vi: 'Phản ánh đang mở, gom theo ô', en: 'Open reports gathered into clusters' },
      query: ClustersQuery,
      response: { 200: MapClusters },
    },
    async (c) => {
      const box = c.query.bbox ? readBox(c.query.bbox) : null;
      const { at, cells } = await openCellsOf(city, c.now);
      return {
        at: at.toISOString(),
        clusters: clustersIn(cells, c.query.zoom, box).map((one) => ({
          ...one,
          lat: rounded(one.lat),
          lon: rounded(one.lon),
        })),
      };
    },
  );
}
