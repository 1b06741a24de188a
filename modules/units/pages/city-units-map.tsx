// Units as pictures: the whole city with every unit a link, and one unit close up; with the note owed to a schematic drawing.
import { areaKm2, boxOf, metresPerDegree, type Unit } from '@city/kernel/geo';
import type { Translate } from '@city/kernel/text';
import { CityMap, type MapLabel, PlaceMap } from '@city/ui/parts';
import { MapBox } from '@city/ui/people';
import type { DayBoundaries } from '../register/boundaries.ts';
import { fullName } from './unit-words.ts';

/** Far out at sea; drawn in a frame of its own. */
const farIsland = '11948';
const width = 800;
const height = 520;

export type CityUnitsMapProps = {
  readonly t: Translate;
  readonly boundaries: DayBoundaries;
  /** The unit that stands out. */
  readonly shown?: Unit | undefined;
};

export function CityUnitsMap({ t, boundaries, shown }: CityUnitsMapProps) {
  const { collection } = boundaries;
  const codes = collection.features.map((feature) => feature.properties.code);
  const colours = shown && {
    values: new Map(codes.map((code) => [code, code === shown.code ? 1 : 0] as const)),
    breaks: [1, 1, 1, 1, 2],
  };
  const summary = shown
    ? t('Bản đồ thành phố, {name} được tô đậm', { name: fullName(t, shown) })
    : t('Bản đồ {n} phường, xã, đặc khu của thành phố', { n: codes.length });
  return (
    <CityMap
      units={collection}
      width={width}
      height={height}
      insetCode={farIsland}
      summary={summary}
      labels={shown ? [] : roomyLabels(boundaries)}
      {...colours}
      link={({ code, name }) => ({ href: `/units/${code}`, title: name })}
    />
  );
}

export function SchematicNote({ t, boundaries }: CityUnitsMapProps) {
  if (!boundaries.set.schematic) return null;
  return (
    <p className="hint">
      {t('Hình vẽ sơ đồ, tính từ diện tích và vị trí trung tâm; không phải ranh giới đo đạc.')}
    </p>
  );
}

/** Names to find one's way by: of the largest units first, as long as none covers another. */
function roomyLabels({ collection }: DayBoundaries): MapLabel[] {
  const kmPerPixel = 120 / width;
  const sized = collection.features
    .filter(({ properties }) => properties.code !== farIsland)
    .map(({ properties: { code, name, label }, geometry }) => ({ code, name, label, km2: areaKm2(geometry) }))
    .sort((one, other) => other.km2 - one.km2);
  const placed: { code: string; name: string; x: number; y: number; half: number }[] = [];
  for (const { code, name, label, km2 } of sized) {
    const scale = metresPerDegree(label[1]);
    const [x, y] = [(label[0] * scale.lon) / 1000, (label[1] * scale.lat) / 1000];
    const half = 4.5 * name.length * kmPerPixel;
    const fits = half < Math.sqrt(km2);
    const free = placed.every(
      (other) => Math.abs(other.x - x) > other.half + half || Math.abs(other.y - y) > 40 * kmPerPixel,
    );
    if (fits && free) placed.push({ code, name, x, y, half });
  }
  return placed.map(({ code, name }) => ({ code, name }));
}

/** One unit with its neighbours around it. */
export function UnitCloseUp({ t, boundaries, shown }: CityUnitsMapProps & { readonly shown: Unit }) {
  const feature = boundaries.collection.features.find((one) => one.properties.code === shown.code);
  if (feature === undefined) return null;
  const [lon, lat] = feature.properties.label;
  const [west, south, east, north] = boxOf(feature.geometry);
  const scale = metresPerDegree(lat);
  const acrossKm = (2 * Math.max(east - lon, lon - west) * scale.lon) / 1000;
  const alongKm = (2 * Math.max(north - lat, lat - south) * scale.lat) / 1000;
  return (
    <MapBox>
      <PlaceMap
        id="unit"
        units={boundaries.collection}
        place={{ lat, lon }}
        unitCode={shown.code}
        summary={t('{name} và các đơn vị xung quanh', { name: fullName(t, shown) })}
        // The frame is twice as wide as high.
        widthKm={1.15 * Math.max(acrossKm, 2 * alongKm)}
      />
    </MapBox>
  );
}
