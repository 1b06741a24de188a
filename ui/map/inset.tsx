// The frame for a unit far out at sea: drawn apart, with its colour, its points and its name; never left out.
import { useMemo } from 'react';
import type { Position } from 'geojson';
import { boundsOf, ringsOf } from './extent.ts';
import type { MapPoint, Place, UnitBoundary } from './types.ts';

export type FarUnitProps = {
  unit: UnitBoundary;
  /** 1–6, or 0 without figures. */
  klass: number;
  /** All points; the frame takes its own. */
  points: readonly MapPoint[];
  newest: Place | null;
};

const picture = { width: 148, height: 110, nameHeight: 34, edge: 10 } as const;

export function FarUnit({ unit, klass, points, newest }: FarUnitProps) {
  const { path, project } = useMemo(() => layout(unit), [unit]);
  const { width, height } = picture;
  const isHere = useMemo(() => around(unit), [unit]);
  const here = useMemo(() => points.filter(isHere), [points, isHere]);
  const at = newest && isHere(newest) ? project(newest.lon, newest.lat) : null;
  return (
    <svg className="city-map-far" viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
      <rect className="city-map-far-frame" x="1" y="1" width={width - 2} height={height - 2} rx="6" />
      <path className={klass > 0 ? `city-map-far-land seq-${klass}` : 'city-map-far-land'} d={path} />
      {here.map(({ id, lon, lat, tone = 'open' }) => {
        const [x, y] = project(lon, lat);
        return <circle key={id} className={`city-map-dot is-${tone}`} cx={x} cy={y} r="3" />;
      })}
      {at && <circle className="city-map-far-newest" cx={at[0]} cy={at[1]} r="8" />}
      <text x={width / 2} y={height - 12} textAnchor="middle">
        {unit.properties.name}
      </text>
    </svg>
  );
}

/** Whether a place belongs into the frame: within the unit's bounds, waters around it included. */
function around(unit: UnitBoundary): (place: Place) => boolean {
  const [west, south, east, north] = boundsOf([unit]);
  const margin = Math.max(east - west, north - south, 0.05);
  return ({ lat, lon }) =>
    lon >= west - margin && lon <= east + margin && lat >= south - margin && lat <= north + margin;
}

function layout(unit: UnitBoundary) {
  const [west, south, east, north] = boundsOf([unit]);
  const middle = (south + north) / 2;
  const squeeze = Math.cos((middle * Math.PI) / 180);
  const { width, height, nameHeight, edge } = picture;
  const room = { width: width - 4 * edge, height: height - nameHeight - 2 * edge };
  const scale = Math.min(room.width / ((east - west) * squeeze || 1), room.height / (north - south || 1));
  const project = (lon: number, lat: number): [number, number] => [
    width / 2 + (lon - (west + east) / 2) * squeeze * scale,
    edge + room.height / 2 - (lat - middle) * scale,
  ];
  const line = (ring: readonly Position[]) =>
    ring
      .map(([lon = 0, lat = 0]) =>
        project(lon, lat)
          .map((value) => value.toFixed(1))
          .join(' '),
      )
      .join('L');
  return {
    project,
    path: ringsOf(unit)
      .map((ring) => `M${line(ring)}z`)
      .join(''),
  };
}
