// `/air` and `/tide`: what the city's sensors say, for people.
import { Type } from 'typebox';
import { page, type Route } from '@city/kernel/http';
import { localDate, startOfDay } from '@city/kernel/time';
import { aqiOn } from '../air/aqi-file.ts';
import { readStations } from '../air/stations.ts';
import type { SensingCity } from '../sensing-city.ts';
import { heightAt, heightsOf, watersOf } from '../tide/tide.ts';
import { levelsOn, stationsOn } from '../tide/tide-file.ts';
import { airView } from './air.page.tsx';
import { styleRoute } from './style.routes.tsx';
import { tideView } from './tide.page.tsx';

const dayMs = 86_400_000;
const anyone = 'public: what the city measures, about no person';
const query = Type.Object({ lang: Type.Optional(Type.String({ maxLength: 8 })) });

export function sensingPages(city: SensingCity): readonly Route[] {
  return [styleRoute(), airPage(city), tidePage(city)];
}

function airPage(city: SensingCity): Route {
  return page(
    { url: '/air', permission: anyone, summary: { vi: 'Không khí hôm nay', en: 'The air today' }, query },
    async (c) => {
      const { document, levels, items } = await c.transaction((tx) => readStations(tx, city, c.now), {
        readOnly: true,
      });
      const isVerified = aqiOn(city.air, localDate(c.now))?.verified ?? false;
      const { metrics } = city.registry;
      return airView({ t: c.t, lang: c.lang, document, isVerified, levels, stations: items, metrics });
    },
  );
}

function tidePage(city: SensingCity): Route {
  return page(
    { url: '/tide', permission: anyone, summary: { vi: 'Thuỷ triều Hòn Dáu', en: 'Tide at Hon Dau' }, query },
    async ({ t, lang, now }) => {
      const day = localDate(now);
      const station = stationsOn(city.tides, day)[0];
      const level = levelsOn(city.tides, day).find((one) => one.station === station?.code);
      if (!station) return tideView({ t, lang, now, station, level, nowMetres: 0, today: [], waters: [] });
      const start = startOfDay(day);
      return tideView({
        t,
        lang,
        now,
        station,
        level,
        nowMetres: heightAt(station, now),
        today: heightsOf(station, start, new Date(start.getTime() + dayMs), 30),
        waters: watersOf(station, now, new Date(now.getTime() + 7 * dayMs)),
      });
    },
  );
}
