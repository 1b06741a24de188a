// The live map of the city with the people hit in each unit; the table of units stands beside it.
import type { DeskContext } from '@city/ui/desk';
import { breaksFor, CityMap, type UnitBoundaries } from '@city/ui/map';
import 'maplibre-gl/dist/maplibre-gl.css';
import '@city/ui/map.css';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?url';
import { useMemo } from 'react';
import type { RunView } from '../contract.ts';
import { useUnits } from './use-units.ts';

export function LiveMap({ desk: { t }, run }: { desk: DeskContext; run: RunView }) {
  const units = useUnits();
  const classes = useMemo(() => {
    const values = new Map((run.result?.units ?? []).map(({ code, people }) => [code, people]));
    return { values, breaks: breaksFor([...values.values()]) };
  }, [run.result]);
  if (!units.data) return null;
  return (
    <div className="twin-live-map">
      <CityMap
        units={units.data as unknown as UnitBoundaries}
        summary={t('Bản đồ số người bị ảnh hưởng theo phường, xã')}
        workerUrl={workerUrl}
        classes={classes}
        interactive
      />
    </div>
  );
}
