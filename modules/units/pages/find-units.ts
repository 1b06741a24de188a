// Units for the search on the home page: by any name they have or had.
import type { IsoDay, UnitRegister } from '@city/kernel/geo';
import type { Found } from '@city/kernel/module';
import type { Translate } from '@city/kernel/text';
import { capitalise } from '@city/kernel/time';
import { unitHref } from './unit.page.tsx';
import { fullName, nameWithDistrict } from './unit-words.ts';
import { answersFor } from './units.page.routes.ts';

type Question = { readonly words: string; readonly today: IsoDay; readonly t: Translate };

export function findUnits(register: UnitRegister, { words, today, t }: Question): Found[] {
  return answersFor(register, words, today).map(({ unit, now }) => {
    const stands = now.status === 'one' && now.unit === unit;
    const describe = stands
      ? t('Đơn vị hành chính, mã {code}', { code: unit.code })
      : now.status === 'one'
        ? t('Nay là {name}', { name: fullName(t, now.unit) })
        : t('Đã chia về {n, plural, other {# đơn vị}}', { n: now.candidates.length });
    return {
      href: unitHref(unit),
      title: capitalise(nameWithDistrict(t, unit, register.above(unit))),
      describe,
      icon: 'map',
      score: stands ? 0.9 : 0.6,
    };
  });
}
