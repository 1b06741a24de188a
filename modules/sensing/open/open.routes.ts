// What everybody may read: stations with their newest values, series for charts, the air, the tide, the ships.
import { Type } from 'typebox';
import { AppError } from '@city/kernel/errors';
import { type Route, route } from '@city/kernel/http';
import { localDate } from '@city/kernel/time';
import { vesselsSince } from '../ais/vessel.store.ts';
import { readStations } from '../air/stations.ts';
import { OPEN } from '../limits.ts';
import type { SensingCity } from '../sensing-city.ts';
import { levelFor, readSeries } from '../series/read.store.ts';
import { heightAt, heightsOf, watersOf } from '../tide/tide.ts';
import { stationsOn } from '../tide/tide-file.ts';
import { publicSeries, publicSensors } from './open.store.ts';
import { levelsInForce, RiskLevels } from './risk-levels.ts';
import { AirStation, Chart, Sensor, Tide, Vessels } from './shapes.ts';

const anyone = 'public: what the city measures, about no person';
const tags = ['sensors'];
const Code = Type.String({ pattern: '^[a-z0-9][a-z0-9_-]{1,63}$', maxLength: 64 });

export function openRoutes(city: SensingCity): readonly Route[] {
  return [
    sensorsRoute(),
    chartRoute(),
    airRoute(city),
    tideRoute(city),
    vesselsRoute(city),
    levelsRoute(city),
  ];
}

function sensorsRoute(): Route {
  return route<unknown, never, never, never>(
    {
      method: 'GET',
      url: '/api/sensors',
      permission: anyone,
      tags,
      summary: { vi: 'Trạm đo công khai và số đo mới nhất', en: 'Public stations with their newest values' },
      response: { 200: Type.Object({ items: Type.Array(Sensor) }) },
    },
    async (c) => ({
      items: await c.transaction((tx) => publicSensors(tx, OPEN.sensors), { readOnly: true }),
    }),
  );
}

const Span = Type.Object({
  from: Type.Optional(Type.String({ format: 'date-time' })),
  to: Type.Optional(Type.String({ format: 'date-time' })),
  points: Type.Optional(Type.Integer({ minimum: 10, maximum: OPEN.points })),
});

function chartRoute(): Route {
  const Which = Type.Object({
    device: Code,
    metric: Type.String({ pattern: '^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$', maxLength: 64 }),
  });
  return route<unknown, never, typeof Span, typeof Which>(
    {
      method: 'GET',
      url: '/api/sensors/:device/:metric',
      permission: anyone,
      tags,
      summary: { vi: 'Một chuỗi số đo cho biểu đồ', en: 'One series, for a chart' },
      params: Which,
      query: Span,
      response: { 200: Chart },
    },
    async (c) => {
      const to = c.query.to ? Date.parse(c.query.to) : c.now.getTime();
      const from = c.query.from ? Date.parse(c.query.from) : to - 86_400_000;
      if (!(from < to) || to - from > OPEN.spanDays * 86_400_000)
        throw new AppError('sensing_period_wrong', { field: 'from' });
      const level = levelFor(from, to, c.query.points ?? 500);
      return c.transaction(
        async (tx) => {
          const series = await publicSeries(tx, c.params.device, c.params.metric);
          if (!series) throw new AppError('sensing_series_unknown');
          const rows = await readSeries(tx, series.id, { from, to, level });
          return {
            device: c.params.device,
            metric: c.params.metric,
            unit: series.unit,
            level,
            rows: rows.map(({ ts, ...rest }) => ({ at: ts.toISOString(), ...rest })),
          };
        },
        { readOnly: true },
      );
    },
  );
}

function airRoute(city: SensingCity): Route {
  return route<unknown, never, never, never>(
    {
      method: 'GET',
      url: '/api/air',
      permission: anyone,
      tags,
      summary: {
        vi: 'Chỉ số chất lượng không khí (VN_AQI) từng trạm',
        en: 'Air quality index (VN_AQI) of each station',
      },
      response: {
        200: Type.Object({
          document: Type.Union([Type.String(), Type.Null()]),
          items: Type.Array(AirStation),
        }),
      },
    },
    (c) => c.transaction((tx) => readStations(tx, city, c.now), { readOnly: true }),
  );
}

function tideRoute(city: SensingCity): Route {
  const Query = Type.Object({ hours: Type.Optional(Type.Integer({ minimum: 1, maximum: OPEN.tideHours })) });
  return route<unknown, never, typeof Query, never>(
    {
      method: 'GET',
      url: '/api/tide',
      permission: anyone,
      tags,
      summary: { vi: 'Thuỷ triều Hòn Dáu dự tính', en: 'Predicted tide at Hòn Dáu' },
      query: Query,
      response: { 200: Tide },
    },
    async (c) => {
      const station = stationsOn(city.tides, localDate(c.now))[0];
      if (!station) throw new AppError('sensing_series_unknown');
      const end = new Date(c.now.getTime() + (c.query.hours ?? 72) * 3_600_000);
      return {
        station: station.code,
        isVerified: station.verified,
        source: station.source,
        nowMetres: heightAt(station, c.now),
        waters: watersOf(station, c.now, end).map(({ time, metres, isHigh }) => ({
          time: time.toISOString(),
          metres,
          isHigh,
        })),
        heights: heightsOf(station, c.now, end, 30).map(({ time, metres }) => [time.toISOString(), metres]),
      };
    },
  );
}

function levelsRoute(city: SensingCity): Route {
  return route<unknown, never, never, never>(
    {
      method: 'GET',
      url: '/api/risk-levels',
      permission: anyone,
      tags,
      summary: {
        vi: 'Cấp báo động lũ và cấp rủi ro thiên tai',
        en: 'Flood levels and levels of disaster risk',
      },
      response: { 200: RiskLevels },
    },
    async (c) => levelsInForce(city.levels, localDate(c.now)),
  );
}

function vesselsRoute(city: SensingCity): Route {
  return route<unknown, never, never, never>(
    {
      method: 'GET',
      url: '/api/vessels',
      permission: anyone,
      tags,
      summary: { vi: 'Tàu trong vùng nước cảng theo AIS, dạng GeoJSON', en: 'Ships by AIS, as GeoJSON' },
      response: { 200: Vessels },
    },
    async (c) => {
      const since = new Date(city.m.now().getTime() - OPEN.vesselMinutes * 60_000);
      const rows = await c.transaction((tx) => vesselsSince(tx, since, OPEN.vessels), { readOnly: true });
      return {
        type: 'FeatureCollection',
        features: rows.map(({ lat, lon, placedAt, ...ship }) => ({
          type: 'Feature',
          id: ship.mmsi,
          geometry: { type: 'Point', coordinates: [lon, lat] },
          properties: { ...ship, placedAt: placedAt.toISOString() },
        })),
      };
    },
  );
}
