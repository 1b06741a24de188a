// Where a report lies: its unit with a dashed edge and the pin; the place in words when there is no map.
import { useQuery } from '@tanstack/react-query';
import { askJson, type DeskContext } from '@city/ui/desk';
import { Icon, PlaceMap, type UnitCollection } from '@city/ui/parts';
import type { DeskView } from '../contract.ts';
import { keys } from './api.ts';

/** The map of today; a city without it goes on with the place in words. */
export function useUnits() {
  return useQuery({
    queryKey: keys.units,
    queryFn: ({ signal }) => askJson<UnitCollection>('/api/units/boundaries', { signal }),
    staleTime: Infinity,
    retry: false,
  });
}

export function ReportPlace({ desk: { t }, view }: { desk: DeskContext; view: DeskView }) {
  const units = useUnits();
  const place = [view.address, view.unit.name].filter(Boolean).join(', ');
  const coordinates = `${view.lat.toFixed(5)}, ${view.lon.toFixed(5)}`;
  if (!units.data) {
    return (
      <div className="place-words">
        <Icon name="pin" size="lg" />
        <b>{place}</b>
        <span className="num">{coordinates}</span>
      </div>
    );
  }
  const schematic = units.data.features.some(
    ({ properties }) => (properties as { schematic?: boolean } | null)?.schematic === true,
  );
  return (
    <div>
      <PlaceMap
        id={`place-${view.trackingCode}`}
        units={units.data}
        place={{ lat: view.lat, lon: view.lon }}
        unitCode={view.unit.code}
        width={260}
        height={232}
        widthKm={schematic ? 8 : 1.6}
        summary={t('Bản đồ: {place}', { place })}
      />
      <span className="duo-cap num">
        {schematic ? t('{unit} · ranh giới phác', { unit: view.unit.name }) : coordinates}
      </span>
    </div>
  );
}
