// `/units` and `/units/CODE`: the units for people.
import { Type } from 'typebox';
import type { UnitRegister } from '@city/kernel/geo';
import { page, type Route } from '@city/kernel/http';
import type { ModuleContext } from '@city/kernel/module';
import { limits } from '../limits.ts';
import { dayBoundaries } from '../register/boundaries.ts';
import { Lat, Lon, pointOf } from '../register/place.routes.ts';
import { At } from '../register/unit.routes.ts';
import { dayOf, unitOn } from '../register/unit-view.ts';
import { unitPageView } from './unit.page.tsx';
import { type Answered, unitsView } from './units.page.tsx';

const anyone = 'public: administrative units are public knowledge';
/** Names that repeat (Lê Lợi, Hồng Phong) have up to a dozen bearers over time. */
const mostAnswers = 20;

export function unitPages(m: ModuleContext): readonly Route[] {
  return [
    page(
      {
        url: '/units',
        permission: anyone,
        summary: { vi: 'Tìm phường, xã của tôi', en: 'Find my ward or commune' },
        query: Type.Object({
          q: Type.Optional(Type.String({ maxLength: limits.longestName })),
          lat: Type.Optional(Lat),
          lon: Type.Optional(Lon),
          lang: Type.Optional(Type.String()),
        }),
      },
      async ({ query, now, t, lang }) => {
        const register = m.geo.units;
        const today = dayOf(register, undefined, now);
        const words = (query.q ?? '').trim();
        const point = pointOf(query);
        return unitsView({
          t,
          lang,
          register,
          today,
          words,
          boundaries: dayBoundaries(register, today),
          answers: words === '' ? [] : answersFor(register, words, today),
          place: point && register.atPoint(point, today),
        });
      },
    ),
    page(
      {
        url: '/units/:code',
        permission: anyone,
        summary: { vi: 'Một đơn vị hành chính', en: 'One administrative unit' },
        params: Type.Object({ code: Type.String({ maxLength: 20 }) }),
        query: Type.Object({ at: At, lang: Type.Optional(Type.String()) }),
      },
      async ({ params, query, now, t, lang }) => {
        const register = m.geo.units;
        const today = dayOf(register, undefined, now);
        // Without a day an address of a unit that has ended still leads to it.
        const ended =
          query.at === undefined && register.byCode(params.code, today) === null
            ? register.versions(params.code).at(-1)
            : undefined;
        const unit = ended ?? unitOn(register, params.code, dayOf(register, query.at, now));
        const day = unit.validTo ?? today;
        return unitPageView({
          t,
          lang,
          register,
          documents: m.geo.documents,
          unit,
          today,
          boundaries: dayBoundaries(register, day),
        });
      },
    ),
  ];
}

/** Each unit that the words may mean with what it is today; of units that only grew, the last version. */
export function answersFor(register: UnitRegister, words: string, today: string): Answered[] {
  const named = register.byName(words, null);
  const last = named.filter(
    (unit) =>
      !named.some(
        (other) =>
          other.code === unit.code &&
          other.name === unit.name &&
          other.validFrom > unit.validFrom &&
          other.kind === unit.kind,
      ),
  );
  return last.slice(0, mostAnswers).flatMap((unit) => {
    const now = register.convert({ code: unit.code, from: unit.validFrom, to: today });
    return now.status === 'unknown' ? [] : [{ unit, now }];
  });
}
