// The city draws itself: its units as a server-rendered picture, with classes, dots, pins and labels. A list stands beside.
import type { ReactNode } from 'react';
import {
  mapLayout,
  type MapLayout,
  type MapLayoutOptions,
  type UnitCollection,
  type UnitShape,
} from './map-layout.ts';
import { round } from './chart-scale.ts';
import type { Vertex } from './map-topology.ts';

export type MapLabel = {
  /** Stands at the inner point of this unit… */
  code: string;
  name: string;
  /** …moved by so many px. */
  dx?: number | undefined;
  dy?: number | undefined;
  anchor?: 'start' | 'middle' | 'end' | undefined;
};

export type MapMark = Vertex & {
  /** pin: this one; ring: others, numbered; alarm: priority 1–3 on a wall; new: just arrived. */
  kind: 'pin' | 'ring' | 'alarm' | 'new';
  number?: number | undefined;
};

export type CityMapProps = Pick<MapLayoutOptions, 'width' | 'height' | 'insetCode' | 'area' | 'tolerance'> & {
  units: UnitCollection;
  /** What the picture shows, in one sentence. */
  summary: string;
  /** A figure for each unit's code, coloured by class. Without it the land is one pale blue. */
  values?: ReadonlyMap<string, number> | undefined;
  /** Five lower bounds of classes 2–6, ascending. */
  breaks?: readonly number[] | undefined;
  labels?: readonly MapLabel[] | undefined;
  dots?: readonly Vertex[] | undefined;
  marks?: readonly MapMark[] | undefined;
  /** Makes every unit a link with its name and figure as title. */
  link?: ((unit: UnitShape) => { href: string; title: string }) | undefined;
};

/** The class 1–6 of a value under five ascending lower bounds. */
export function mapClass(value: number, breaks: readonly number[]): number {
  return 1 + breaks.filter((lower) => value >= lower).length;
}

export function CityMap(props: CityMapProps) {
  const {
    units,
    width,
    height,
    insetCode,
    area,
    tolerance,
    summary,
    labels = [],
    dots = [],
    marks = [],
    link,
  } = props;
  const layout = mapLayout(units, { width, height, insetCode, area, tolerance });
  const voice = link ? { role: 'group' } : { role: 'img' };
  return (
    <svg
      className={props.values ? 'city-map is-classed' : 'city-map'}
      viewBox={`0 0 ${width} ${height}`}
      {...voice}
      aria-label={summary}
    >
      <g transform="scale(.5)" className="city-units">
        {layout.units.map((unit) => (
          <Unit key={unit.code} unit={unit} {...props} />
        ))}
      </g>
      {layout.inset && <Inset inset={layout.inset} {...props} />}
      {dots.map((dot, index) => {
        const at = layout.project(dot);
        return <circle key={index} className="city-dot" cx={round(at.x)} cy={round(at.y)} r="2.6" />;
      })}
      <Labels layout={layout} labels={labels} />
      {marks.map((mark, index) => (
        <Mark key={index} mark={mark} {...layout.project(mark)} />
      ))}
    </svg>
  );
}

function Unit({ unit, values, breaks = [], link }: CityMapProps & { unit: UnitShape }) {
  const value = values?.get(unit.code);
  const path = (
    <path d={unit.path} className={value === undefined ? undefined : `seq-${mapClass(value, breaks)}`} />
  );
  if (!link) return path;
  const { href, title } = link(unit);
  return (
    <a href={href} aria-label={title}>
      <title>{title}</title>
      {path}
    </a>
  );
}

function Inset({ inset, ...props }: CityMapProps & { inset: NonNullable<MapLayout['inset']> }) {
  const { frame, unit } = inset;
  return (
    <g className="city-inset">
      <rect x={frame.x} y={frame.y} width={frame.width} height={frame.height} rx="6" />
      <g transform="scale(.5)" className="city-units">
        <Unit unit={unit} {...props} />
      </g>
      <text x={frame.x + frame.width / 2} y={frame.y + frame.height - 10} textAnchor="middle">
        {unit.name}
      </text>
    </g>
  );
}

function Labels({ layout, labels }: { layout: MapLayout; labels: readonly MapLabel[] }) {
  const places = new Map(layout.units.map((unit) => [unit.code, unit.inner]));
  return (
    <g className="city-labels">
      {labels.map(({ code, name, dx = 0, dy = 0, anchor = 'middle' }) => {
        const at = places.get(code);
        return (
          at && (
            <text key={code} x={round(at.x + dx)} y={round(at.y + dy)} textAnchor={anchor}>
              {name}
            </text>
          )
        );
      })}
    </g>
  );
}

/** A pin, a numbered ring, an alarm or a fresh arrival, at a place in px. */
export function Mark({ mark, x, y }: { mark: Pick<MapMark, 'kind' | 'number'>; x: number; y: number }) {
  const place = `translate(${round(x)} ${round(y)})`;
  switch (mark.kind) {
    case 'pin':
      return (
        <g className="map-pin" transform={place}>
          <ellipse cy="2" rx="9" ry="3.5" />
          <path d="M0 1c10-11.5 15-19 15-26A15 15 0 0 0-15-25C-15-18-10-10.5 0 1z" />
          <circle cy="-25" r="5.5" />
        </g>
      );
    case 'ring':
      return (
        <g className="map-ring" transform={place}>
          <circle r="11" />
          <text textAnchor="middle" y="4.5">
            {mark.number}
          </text>
        </g>
      );
    case 'new':
      return (
        <g className="map-new" transform={place}>
          <circle r="9" strokeWidth="3" />
          <circle r="20" strokeWidth="2" opacity=".55" />
          <circle r="31" strokeWidth="1.5" opacity=".28" />
        </g>
      );
    case 'alarm':
      return (
        <g transform={place}>
          <rect className="map-alarm-back" x="-21" y="-21" width="42" height="42" rx="8" />
          <g transform="translate(-18 -18)">
            <PriorityShape priority={mark.number ?? 1} />
          </g>
        </g>
      );
  }
}

/** The shape of an alarm's priority on a 36 grid: 1 filled square, 2 triangle, 3 ring. */
export function PriorityShape({ priority }: { priority: number }) {
  if (priority <= 1)
    return (
      <PriorityFace
        className="priority-1"
        shape={<rect x="2" y="2" width="32" height="32" rx="3" />}
        y={26}
        number={1}
      />
    );
  if (priority === 2)
    return <PriorityFace className="priority-2" shape={<path d="M18 2 35 33H1z" />} y={30} number={2} />;
  return (
    <PriorityFace className="priority-3" shape={<circle cx="18" cy="18" r="15" />} y={25} number={priority} />
  );
}

function PriorityFace({
  className,
  shape,
  y,
  number,
}: {
  className: string;
  shape: ReactNode;
  y: number;
  number: number;
}) {
  return (
    <g className={className}>
      {shape}
      <text x="18" y={y} textAnchor="middle">
        {number}
      </text>
    </g>
  );
}

export type MapLegendProps = {
  title: string;
  /** Six texts: the lowest value of each class, the last with a plus. */
  texts: readonly [string, string, string, string, string, string];
};

export function MapLegend({ title, texts }: MapLegendProps) {
  return (
    <div className="map-legend">
      <p>{title}</p>
      <ol>
        {texts.map((text, index) => (
          <li key={text}>
            <i className={`seq-${index + 1}`} />
            <span className="num">{text}</span>
          </li>
        ))}
      </ol>
    </div>
  );
}
