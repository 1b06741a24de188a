// `/plan`, `/plan/dti`, `/plan/units` and `/plan/units/CODE`: the plan for people.
import { Type } from 'typebox';
import type { Tx } from '@city/kernel/database';
import { AppError } from '@city/kernel/errors';
import { page, type Route } from '@city/kernel/http';
import { localDate } from '@city/kernel/time';
import { Period } from '../contract.ts';
import { periodsOf } from '../figures/open.routes.ts';
import { type OpenPeriod, publishedPeriod } from '../figures/period.ts';
import { indexOn } from '../index/index-files.ts';
import type { PlanCity } from '../plan-city.ts';
import { dtiView } from './dti.page.tsx';
import { planView } from './plan.page.tsx';
import { unitView } from './unit.page.tsx';
import { unitsView } from './units.page.tsx';

const anyone = 'public: the city’s plan and its published figures, without persons';
const Lang = Type.Optional(Type.String());
const PeriodQuery = Type.Object({ period: Type.Optional(Period), lang: Lang });

export function planPages(city: PlanCity): readonly Route[] {
  return [planPage(city), dtiPage(city), unitsPage(city), unitPage(city)];
}

function planPage(city: PlanCity): Route {
  return page(
    {
      url: '/plan',
      permission: anyone,
      summary: { vi: 'Kế hoạch chuyển đổi số của thành phố', en: 'The city’s transformation plan' },
      query: Type.Object({ lang: Lang }),
    },
    async ({ t, lang, now }) => planView({ t, lang, city, today: localDate(now) }),
  );
}

function dtiPage(city: PlanCity): Route {
  return page(
    {
      url: '/plan/dti',
      permission: anyone,
      summary: { vi: 'Chỉ số chuyển đổi số cấp tỉnh', en: 'The provincial transformation index' },
      query: Type.Object({ lang: Lang }),
    },
    async (c) => {
      const periods = await c.transaction(
        async (tx) => [
          await publishedPeriod(tx as Tx, city, { version: '922', period: '2022' }),
          await publishedPeriod(tx as Tx, city, { version: '1726', period: '2020' }),
        ],
        { readOnly: true },
      );
      return dtiView({ t: c.t, lang: c.lang, city, periods, today: localDate(c.now) });
    },
  );
}

/** The commune's index of today, its published periods, the one asked for and the one before it. */
async function wardPeriods(tx: Tx, city: PlanCity, given: { today: string; period: string | undefined }) {
  const version = indexOn(city.indices, 'commune', given.today)?.version;
  const periods = version === undefined ? [] : await periodsOf(tx, city, version);
  const period = given.period ?? periods[0];
  if (version === undefined || period === undefined) return { periods, shown: null, before: null };
  const shown = await publishedPeriod(tx, city, { version, period });
  const earlier = periods.find((each) => each < period);
  const before = earlier ? await publishedPeriod(tx, city, { version, period: earlier }) : null;
  return { periods, shown, before };
}

export type WardPeriods = {
  readonly periods: readonly string[];
  readonly shown: OpenPeriod | null;
  readonly before: OpenPeriod | null;
};

function unitsPage(city: PlanCity): Route {
  return page(
    {
      url: '/plan/units',
      permission: anyone,
      summary: { vi: 'Chỉ số của các phường, xã', en: 'The index of wards and communes' },
      query: PeriodQuery,
    },
    async (c) => {
      const given = { today: localDate(c.now), period: c.query.period };
      const found = await c.transaction((tx) => wardPeriods(tx as Tx, city, given), { readOnly: true });
      return unitsView({ t: c.t, lang: c.lang, city, ...found });
    },
  );
}

function unitPage(city: PlanCity): Route {
  return page(
    {
      url: '/plan/units/:code',
      permission: anyone,
      summary: { vi: 'Chỉ số của một phường, xã', en: 'The index of one ward or commune' },
      params: Type.Object({ code: Type.String({ pattern: '^\\d{5}$', maxLength: 5 }) }),
      query: PeriodQuery,
    },
    async (c) => {
      const given = { today: localDate(c.now), period: c.query.period };
      const found = await c.transaction((tx) => wardPeriods(tx as Tx, city, given), { readOnly: true });
      const unit = found.shown?.units.find(({ code }) => code === c.params.code);
      if (!found.shown || !unit) throw new AppError('plan_unit_unknown');
      return unitView({ t: c.t, lang: c.lang, city, unit, shown: found.shown, before: found.before });
    },
  );
}
