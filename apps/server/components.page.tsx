// `/ui`: every component of the design system with its states, drawn with this city's units.
import { page, type Route, view } from '@city/kernel/http';
import type { City } from '@city/kernel/module';
import { localDate } from '@city/kernel/time';
import type { UnitCollection } from '@city/ui/parts';
import { ComponentsPage } from '@city/ui/people';
import { unitCollection } from './unit-collection.ts';

/** The unit that lies too far out for the main map: it gets a frame of its own. */
const insetCode = '11948';

export function componentRoutes(city: City): readonly Route[] {
  return [
    page(
      {
        url: '/ui',
        permission: 'public: the design system',
        summary: { vi: 'Thành phần giao diện', en: 'Components of the design system' },
      },
      async (c) => {
        const units: UnitCollection | undefined = unitCollection(city, localDate(c.now)) ?? undefined;
        return view(
          c.t('Thành phần giao diện'),
          <ComponentsPage t={c.t} lang={c.lang} path={c.path} units={units} insetCode={insetCode} />,
          { bare: true },
        );
      },
    ),
  ];
}
