// The city's units as a picture in which every unit is a link, with the note owed to a schematic drawing.
import type { Unit } from '@city/kernel/geo';
import type { Translate } from '@city/kernel/text';
import { CityMap, type MapLabel } from '@city/ui/parts';
import { MapBox } from '@city/ui/people';
import type { DayBoundaries } from '../register/boundaries.ts';
import { fullName } from './unit-words.ts';

/** Far out at sea; drawn in a frame of its own. */
const farIsland = '11948';

export type CityUnitsMapProps = {
  t: Translate;
  boundaries: DayBoundaries;
  /** The unit that stands out, with its name. */
  shown?: Unit | undefined;
};

export function CityUnitsMap({ t, boundaries, shown }: CityUnitsMapProps) {
  const { collection, set } = boundaries;
  const values =
    shown &&
    new Map(
      collection.features.map(({ properties: { code } }) => [code, code === shown.code ? 1 : 0] as const),
    );
  const labels: MapLabel[] =
    shown && shown.code !== farIsland ? [{ code: shown.code, name: shown.name }] : [];
  const summary = shown
    ? t('Bản đồ thành phố, {name} được tô đậm', { name: fullName(t, shown) })
    : t('Bản đồ {n} phường, xã, đặc khu của thành phố', { n: collection.features.length });
  return (
    <>
      <MapBox>
        <CityMap
          units={collection}
          width={640}
          height={430}
          insetCode={farIsland}
          summary={summary}
          labels={labels}
          {...(values ? { values, breaks: [1, 1, 1, 1, 2] } : {})}
          link={({ code, name }) => ({ href: `/units/${code}`, title: name })}
        />
      </MapBox>
      {set.schematic && (
        <p className="hint">
          {t('Hình vẽ sơ đồ, tính từ diện tích và vị trí trung tâm; không phải ranh giới đo đạc.')}
        </p>
      )}
    </>
  );
}
