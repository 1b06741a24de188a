// The live map as a React part: hands what changed to the map view, and draws far islands in their own frame.
import { useEffect, useMemo, useRef, useState } from 'react';
import { CityMap as DrawnCityMap } from '../parts/city-map.tsx';
import { classOf } from './classes.ts';
import { farUnits } from './extent.ts';
import { FarUnit } from './inset.tsx';
import type { Box } from './placement.ts';
import type { Bounds, MapPoint, Padding, Place, TileSource, UnitBoundaries } from './types.ts';
import { type Classes, MapView, type MapViewOptions, type Picked } from './view.ts';

export type CityMapProps = {
  units: UnitBoundaries;
  /** What the map shows, in one sentence. */
  summary: string;
  /** See `MapViewOptions.workerUrl`. */
  workerUrl: string;
  /** A figure for each unit's code and five lower bounds; without it the land has one colour. */
  classes?: Classes | undefined;
  points?: readonly MapPoint[] | undefined;
  newest?: Place | null | undefined;
  chosen?: string | null | undefined;
  pin?: Place | null | undefined;
  /** Names with a smaller rank are placed first; the larger unit first unless given. Read when `units` change. */
  rank?: ((code: string) => number) | undefined;
  interactive?: boolean | undefined;
  background?: 'water' | 'none' | undefined;
  pointStyle?: 'dots' | 'clusters' | undefined;
  padding?: Padding | undefined;
  /** Enlarges dots, names and edges together; 1 at a desk. */
  scale?: number | undefined;
  /** Height of names in px at scale 1; 0 leaves them out. */
  labelSize?: number | undefined;
  labelSpacing?: number | undefined;
  /** Parts of a picture of this size, in px at scale 1, where no name may stand; for a map that nobody moves. */
  keepClear?: ((width: number, height: number) => readonly Box[]) | undefined;
  tiles?: TileSource | null | undefined;
  bounds?: Bounds | undefined;
  onPick?: ((picked: Picked) => void) | undefined;
  onPlace?: ((place: Place) => void) | undefined;
};

const noPoints: readonly MapPoint[] = [];
const evenPadding: Padding = { top: 16, right: 16, bottom: 16, left: 16 };

export function CityMap(props: CityMapProps) {
  const { units, classes, points = noPoints, newest = null } = props;
  const [failed, setFailed] = useState(false);
  const container = useMapView(props, () => setFailed(true));
  const far = useMemo(() => {
    const codes = new Set(farUnits(units));
    return units.features.filter(({ properties }) => codes.has(properties.code));
  }, [units]);
  if (failed) return <DrawnInstead {...props} />;
  return (
    <div className="city-live-map">
      <div className="city-map-canvas" ref={container} />
      {far.length > 0 && (
        <div className="city-map-frames">
          {far.map((unit) => (
            <FarUnit
              key={unit.properties.code}
              unit={unit}
              klass={classes ? classOf(classes.values.get(unit.properties.code) ?? 0, classes.breaks) : 0}
              points={points}
              newest={newest}
            />
          ))}
        </div>
      )}
    </div>
  );
}

function useMapView(props: CityMapProps, onFail: () => void) {
  const { units, classes, points = noPoints, newest = null, chosen = null, pin = null, scale = 1 } = props;
  const container = useRef<HTMLDivElement>(null);
  const view = useRef<MapView | null>(null);
  const [made, setMade] = useState(0);
  const latest = useRef(props);
  latest.current = props;

  // A map keeps its options for life: another size, style or source of tiles makes another map.
  const {
    interactive = false,
    background = 'water',
    pointStyle = 'dots',
    labelSize = 13,
    labelSpacing = 4,
    tiles = null,
  } = props;
  const tilesKey = JSON.stringify(tiles);
  useEffect(() => {
    const element = container.current;
    if (!element) return undefined;
    try {
      view.current = new MapView(
        element,
        optionsOf(latest, { interactive, background, pointStyle, labelSize, labelSpacing, scale }, onFail),
      );
    } catch {
      onFail();
      return undefined;
    }
    setMade((count) => count + 1);
    return () => {
      view.current?.destroy();
      view.current = null;
      delete element.dataset['ready'];
    };
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- the map is made anew for these only; onFail is the caller's and may change each time
  }, [interactive, background, pointStyle, labelSize, labelSpacing, scale, tilesKey]);

  useEffect(() => view.current?.setUnits(units, latest.current.rank), [units, made]);
  useEffect(() => view.current?.setClasses(classes ?? null), [classes, units, made]);
  useEffect(() => view.current?.setPoints(points), [points, made]);
  useEffect(() => view.current?.setNewest(newest), [newest, made]);
  useEffect(() => view.current?.setChosen(chosen), [chosen, made]);
  useEffect(() => view.current?.setPin(pin), [pin, made]);
  return container;
}

type Shape = Required<
  Pick<CityMapProps, 'interactive' | 'background' | 'pointStyle' | 'labelSize' | 'labelSpacing' | 'scale'>
>;
type Given = { [Key in keyof Shape]: NonNullable<Shape[Key]> };

function optionsOf(
  latest: { readonly current: CityMapProps },
  given: Given,
  onFail: () => void,
): MapViewOptions {
  const {
    workerUrl,
    summary,
    padding = evenPadding,
    tiles = null,
    bounds,
    keepClear,
    onPick,
    onPlace,
  } = latest.current;
  const { scale, labelSize, labelSpacing, ...rest } = given;
  return {
    ...rest,
    workerUrl,
    summary,
    tiles,
    padding: {
      top: padding.top * scale,
      right: padding.right * scale,
      bottom: padding.bottom * scale,
      left: padding.left * scale,
    },
    dotRadius: (given.pointStyle === 'clusters' ? 5 : 3) * scale,
    labelSize: labelSize * scale,
    labelSpacing: labelSpacing * scale,
    edgeWidth: 1.1 * scale,
    onFail,
    ...(bounds ? { bounds } : {}),
    ...(keepClear
      ? {
          keepClear: (width, height) =>
            keepClear(width / scale, height / scale).map((box) => enlarged(box, scale)),
        }
      : {}),
    ...(onPick ? { onPick: (picked) => latest.current.onPick?.(picked) } : {}),
    ...(onPlace ? { onPlace: (place) => latest.current.onPlace?.(place) } : {}),
  };
}

function enlarged({ left, top, right, bottom }: Box, scale: number): Box {
  return { left: left * scale, top: top * scale, right: right * scale, bottom: bottom * scale };
}

/** Without WebGL: the same units, classes and dots as a drawing. */
function DrawnInstead({ units, summary, classes, points = noPoints, newest }: CityMapProps) {
  const [far] = farUnits(units);
  return (
    <div className="city-live-map is-drawn">
      <DrawnCityMap
        units={units as never}
        summary={summary}
        width={1110}
        height={694}
        insetCode={far}
        values={classes?.values}
        breaks={classes?.breaks}
        dots={points}
        marks={newest ? [{ kind: 'new', ...newest }] : []}
      />
    </div>
  );
}
