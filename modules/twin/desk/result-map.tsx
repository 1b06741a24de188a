// What a run did to the city as a picture: classes of a grid over the units, and marked places; a list stands beside it.
import { mapLayout, type UnitCollection } from '@city/ui/parts';
import { useMemo } from 'react';
import type { Raster, RunResult } from '../contract.ts';

export interface ResultMapProps {
  readonly units: UnitCollection;
  readonly result: RunResult;
  /** What the picture shows, in one sentence. */
  readonly summary: string;
}

const size = { width: 720, height: 520 };
/** Bạch Long Vĩ lies so far out that it stands in a frame of its own. */
const insetCode = '11948';
const metresNorth = 110_706;
const metresEast = 104_073;

export function ResultMap({ units, result, summary }: ResultMapProps) {
  const layout = mapLayout(units, { ...size, insetCode });
  const paths = useMemo(
    () => (result.raster ? classPaths(result.raster, layout.project) : []),
    [result.raster, layout],
  );
  return (
    <svg
      className="city-map twin-map"
      viewBox={`0 0 ${size.width} ${size.height}`}
      role="img"
      aria-label={summary}
    >
      <g transform="scale(.5)" className="city-units">
        {layout.units.map((unit) => (
          <path key={unit.code} d={unit.path} />
        ))}
      </g>
      {paths.map(({ klass, path }) => (
        <path key={klass} className={`twin-wet seq-${Math.min(6, klass + 1)}`} d={path} />
      ))}
      {result.places.map(({ id, name, lat, lon, value, of }) => {
        const at = layout.project({ lat, lon });
        const share = of > 0 ? Math.min(1, value / of) : 0;
        return (
          <g
            key={id}
            className={id.startsWith('origin') ? 'twin-place is-origin' : 'twin-place'}
            transform={`translate(${at.x.toFixed(1)} ${at.y.toFixed(1)})`}
          >
            <title>{`${name}: ${value} / ${of}`}</title>
            <circle r="8" />
            <path d={slice(share)} />
          </g>
        );
      })}
    </svg>
  );
}

/** A circle filled clockwise by a share. */
function slice(share: number): string {
  if (share >= 0.999) return 'M0-8A8 8 0 1 1-.01-8z';
  const turn = 2 * Math.PI * share;
  return `M0 0V-8A8 8 0 ${share > 0.5 ? 1 : 0} 1 ${(8 * Math.sin(turn)).toFixed(2)} ${(-8 * Math.cos(turn)).toFixed(2)}z`;
}

type Project = ReturnType<typeof mapLayout>['project'];

/** One path a class, made of the rows' runs of equal cells. */
function classPaths(raster: Raster, project: Project): { klass: number; path: string }[] {
  const bytes = Uint8Array.from(atob(raster.classes), (letter) => letter.charCodeAt(0));
  const start = project({ lon: raster.west, lat: raster.north });
  const next = project({
    lon: raster.west + raster.cellMetres / metresEast,
    lat: raster.north - raster.cellMetres / metresNorth,
  });
  const [wide, high] = [next.x - start.x, next.y - start.y];
  const paths = raster.breaks.map((_, at) => ({ klass: at + 1, parts: [] as string[] }));
  for (let row = 0; row < raster.rows; row++) {
    for (let column = 0; column < raster.columns; ) {
      const klass = bytes[row * raster.columns + column] as number;
      let end = column + 1;
      while (end < raster.columns && bytes[row * raster.columns + end] === klass) end++;
      if (klass > 0)
        paths[klass - 1]?.parts.push(
          `M${(start.x + column * wide).toFixed(1)} ${(start.y + row * high).toFixed(1)}h${((end - column) * wide).toFixed(2)}v${high.toFixed(2)}h${(-(end - column) * wide).toFixed(2)}z`,
        );
      column = end;
    }
  }
  return paths
    .filter(({ parts }) => parts.length > 0)
    .map(({ klass, parts }) => ({ klass, path: parts.join('') }));
}

/** The classes of a grid with their lower bounds. */
export function RasterLegend({
  raster,
  title,
  number,
}: {
  raster: Raster;
  title: string;
  number: (value: number) => string;
}) {
  return (
    <div className="map-legend twin-legend">
      <p>{title}</p>
      <ol>
        {raster.breaks.map((lower, at) => (
          <li key={lower}>
            <i className={`seq-${Math.min(6, at + 2)}`} />
            <span className="num">≥ {number(lower)}</span>
          </li>
        ))}
      </ol>
    </div>
  );
}
