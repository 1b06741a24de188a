// The alarms that are listed, on the city's own map; a press chooses one. The list beside it carries the words.
import { useQuery } from '@tanstack/react-query';
import { askJson, type DeskContext } from '@city/ui/desk';
import { CityMap, type MapPoint, type UnitBoundaries } from '@city/ui/map';
import type { UnitCollection } from '@city/ui/parts';
// MapLibre's sheet first: ours places its container.
import 'maplibre-gl/dist/maplibre-gl.css';
import '@city/ui/map.css';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?url';
import { useMemo } from 'react';
import type { Row } from './alarm-table.tsx';

export interface AlarmsMapProps {
  readonly desk: DeskContext;
  readonly rows: readonly Row[];
  readonly chosen: string | null;
  readonly onPick: (id: string) => void;
}

export function AlarmsMap({ desk: { t }, rows, chosen, onPick }: AlarmsMapProps) {
  const units = useQuery({
    queryKey: ['units', 'boundaries'],
    queryFn: ({ signal }) => askJson<UnitCollection>('/api/units/boundaries', { signal }),
    staleTime: Infinity,
    retry: false,
  });
  const points = useMemo(() => pointsOf(rows), [rows]);
  if (!units.data) return null;
  return (
    <section className="centre-map" aria-label={t('Bản đồ báo động')}>
      <CityMap
        units={units.data as unknown as UnitBoundaries}
        summary={t('Bản đồ báo động, {n} điểm', { n: points.length })}
        workerUrl={workerUrl}
        points={points}
        newest={points.find(({ id }) => id === chosen) ?? null}
        interactive
        pointStyle="clusters"
        onPick={(pressed) => {
          if (pressed.kind === 'point') onPick(pressed.id);
        }}
      />
    </section>
  );
}

function pointsOf(rows: readonly Row[]): MapPoint[] {
  const points = new Map<string, MapPoint>();
  for (const { alarm } of rows) {
    if (alarm.lat === null || alarm.lon === null) continue;
    points.set(alarm.id, {
      id: alarm.id,
      lat: alarm.lat,
      lon: alarm.lon,
      tone: alarm.priority === 1 ? 'need' : 'open',
    });
  }
  return [...points.values()];
}
