// One place close up: its unit with a dashed edge, streets if we have them, a solid pin for this, rings for others.
import type { FeatureCollection, LineString } from 'geojson';
import { Mark } from './city-map.tsx';
import { mapLayout, type UnitCollection } from './map-layout.ts';
import { boundsAround, clipRing, shortPath, type Projection } from './map-plane.ts';
import type { PlanePoint, Vertex } from './map-topology.ts';

/** Streets as GeoJSON lines; `main` ones are wider and named. */
export type StreetCollection = FeatureCollection<
  LineString,
  { name?: string | undefined; main?: boolean | undefined } | null
>;

export type PlaceMapProps = {
  /** Told apart from other maps on the page. */
  id: string;
  units: UnitCollection;
  place: Vertex;
  /** The unit whose edge is dashed. */
  unitCode?: string | undefined;
  streets?: StreetCollection | undefined;
  others?: readonly (Vertex & { number: number })[] | undefined;
  /** What it shows, in one sentence: the address. */
  summary: string;
  /** Width of what is shown; default 1.2 km. */
  widthKm?: number | undefined;
  width?: number | undefined;
  height?: number | undefined;
};

export function PlaceMap(props: PlaceMapProps) {
  const {
    id,
    units,
    place,
    unitCode,
    streets,
    others = [],
    summary,
    widthKm = 1.2,
    width = 480,
    height = 240,
  } = props;
  const layout = mapLayout(units, { width, height, bounds: boundsAround(place, widthKm, { width, height }) });
  const own = layout.units.find((unit) => unit.code === unitCode);
  return (
    <svg
      className="map"
      viewBox={`0 0 ${width} ${height}`}
      preserveAspectRatio="xMidYMid slice"
      role="img"
      aria-label={summary}
    >
      <g transform="scale(.5)">
        <g className="map-land">
          {layout.units.map((unit) => (
            <path key={unit.code} d={unit.path} className={unit === own ? 'is-own' : undefined} />
          ))}
        </g>
        {streets && (
          <Streets id={id} streets={streets} project={layout.project} width={width} height={height} />
        )}
        {own && <path className="map-edge" d={own.path} />}
      </g>
      {layout.units.map(
        (unit) =>
          unit !== own && (
            <NeighbourName key={unit.code} name={unit.name} at={unit.inner} width={width} height={height} />
          ),
      )}
      {others.map((other) => (
        <Mark key={other.number} mark={{ kind: 'ring', number: other.number }} {...layout.project(other)} />
      ))}
      <Mark mark={{ kind: 'pin' }} {...layout.project(place)} />
    </svg>
  );
}

function NeighbourName({
  name,
  at,
  width,
  height,
}: {
  name: string;
  at: PlanePoint;
  width: number;
  height: number;
}) {
  const inside = at.x > 40 && at.x < width - 40 && at.y > 14 && at.y < height - 14;
  if (!inside || name === '') return null;
  return (
    <text className="map-unit-name" x={Math.round(at.x)} y={Math.round(at.y)} textAnchor="middle">
      {name}
    </text>
  );
}

function Streets({
  id,
  streets,
  project,
  width,
  height,
}: {
  id: string;
  streets: StreetCollection;
  project: Projection;
  width: number;
  height: number;
}) {
  const view = { x: -60, y: -60, width: width + 120, height: height + 120 };
  const lines = streets.features.flatMap(({ geometry, properties }, index) => {
    const points = geometry.coordinates.map(([lon, lat]) => project({ lon: lon!, lat: lat! }));
    const near = points.length > 1 && clipRing(points, view).length > 0;
    return near
      ? [
          {
            key: `${id}-street-${index}`,
            name: properties?.name,
            main: properties?.main ?? false,
            path: shortPath([points], { closed: false }),
          },
        ]
      : [];
  });
  return (
    <g className="map-streets">
      {lines.map((line) => (
        <path key={line.key} className={line.main ? 'road-edge is-main' : 'road-edge'} d={line.path} />
      ))}
      {lines.map((line) => (
        <path key={line.key} id={line.key} className={line.main ? 'road is-main' : 'road'} d={line.path} />
      ))}
      {lines.map(
        (line) =>
          line.main &&
          line.name && (
            <text key={line.key} dy="8">
              <textPath href={`#${line.key}`} startOffset="50%" textAnchor="middle">
                {line.name}
              </textPath>
            </text>
          ),
      )}
    </g>
  );
}
