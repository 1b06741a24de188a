// The map's style as data: background, outside tiles, units by class, points or clusters, names. No glyph or sprite server.
import type {
  ExpressionSpecification,
  LayerSpecification,
  SourceSpecification,
  StyleSpecification,
} from 'maplibre-gl';
import type { MapTheme, TileSource } from './types.ts';

/** The first name only tells the text renderer the weight (it reads it out of the name); the second is the font. */
const labelFont = ['Be Vietnam Pro SemiBold', 'Be Vietnam Pro', 'Noto Sans'];

export type StyleOptions = {
  readonly theme: MapTheme;
  /** Water colour behind the land, or nothing: the surface below shows through. */
  readonly background: 'water' | 'none';
  readonly tiles: TileSource | null;
  readonly pointStyle: 'dots' | 'clusters';
  /** Radius of a dot in px. */
  readonly dotRadius: number;
  /** Height of names in px; 0 leaves them out, as on a map that nobody moves: there `overlay.ts` writes them. */
  readonly labelSize: number;
  /** Free px around each name: the larger, the fewer names. */
  readonly labelSpacing: number;
  readonly edgeWidth: number;
};

const empty: GeoJSON.FeatureCollection = { type: 'FeatureCollection', features: [] };

export const sourceIds = { units: 'units', names: 'names', points: 'points', tiles: 'tiles' } as const;
export const layerIds = {
  fill: 'unit-fill',
  edge: 'unit-edge',
  chosen: 'unit-chosen',
  dots: 'point-dots',
  clusters: 'point-clusters',
} as const;

export function mapStyle(options: StyleOptions): StyleSpecification {
  const { theme, tiles, background } = options;
  const layers: LayerSpecification[] = [
    ...(background === 'water'
      ? [{ id: 'water', type: 'background', paint: { 'background-color': theme.water } } as const]
      : []),
    ...(tiles ? tileLayers(tiles, theme) : []),
    ...unitLayers(options),
    ...pointLayers(options),
    ...(options.labelSize > 0 ? [nameLayer(options)] : []),
  ];
  return {
    version: 8,
    sources: {
      [sourceIds.units]: { type: 'geojson', data: empty, promoteId: 'code', tolerance: 0.2 },
      [sourceIds.names]: { type: 'geojson', data: empty, promoteId: 'code' },
      [sourceIds.points]: pointSource(options),
      ...(tiles ? { [sourceIds.tiles]: tileSource(tiles) } : {}),
    },
    layers,
    // A live figure must not fade in: on a wall every repaint counts.
    transition: { duration: 0, delay: 0 },
  };
}

function pointSource({ pointStyle }: StyleOptions): SourceSpecification {
  const clustering =
    pointStyle === 'clusters' ? { cluster: true, clusterRadius: 44, clusterMaxZoom: 15 } : {};
  return { type: 'geojson', data: empty, ...clustering };
}

function tileSource(tiles: TileSource): SourceSpecification {
  const common = {
    tiles: [...tiles.tiles],
    minzoom: tiles.minZoom ?? 0,
    maxzoom: tiles.maxZoom ?? 19,
    attribution: tiles.attribution.replace(/[<&]/g, (letter) => (letter === '<' ? '&lt;' : '&amp;')),
  };
  return tiles.kind === 'raster'
    ? { type: 'raster', tileSize: tiles.tileSize ?? 256, ...common }
    : { type: 'vector', ...common };
}

function tileLayers(tiles: TileSource, theme: MapTheme): LayerSpecification[] {
  const source = sourceIds.tiles;
  // A dark wall dims foreign pictures, so that our own colours keep their meaning.
  const dim = theme.dark
    ? { 'raster-brightness-max': 0.35, 'raster-saturation': -0.7 }
    : { 'raster-saturation': -0.35 };
  if (tiles.kind === 'raster') return [{ id: 'tiles', type: 'raster', source, paint: dim }];
  const width = (base: number): ExpressionSpecification => [
    'interpolate',
    ['exponential', 1.6],
    ['zoom'],
    8,
    base * 0.3,
    14,
    base * 2.4,
    18,
    base * 9,
  ];
  return [
    {
      id: 'tiles-green',
      type: 'fill',
      source,
      'source-layer': 'landcover',
      paint: { 'fill-color': theme.land, 'fill-opacity': 0.6 },
    },
    {
      id: 'tiles-water',
      type: 'fill',
      source,
      'source-layer': 'water',
      paint: { 'fill-color': theme.water },
    },
    {
      id: 'tiles-road-edge',
      type: 'line',
      source,
      'source-layer': 'transportation',
      paint: { 'line-color': theme.roadEdge, 'line-width': width(1.5) },
    },
    {
      id: 'tiles-road',
      type: 'line',
      source,
      'source-layer': 'transportation',
      paint: { 'line-color': theme.road, 'line-width': width(1) },
    },
    {
      id: 'tiles-building',
      type: 'fill',
      source,
      'source-layer': 'building',
      minzoom: 14,
      paint: { 'fill-color': theme.roadEdge, 'fill-opacity': 0.6 },
    },
  ];
}

function unitLayers({ theme, tiles, edgeWidth }: StyleOptions): LayerSpecification[] {
  const source = sourceIds.units;
  const classed: ExpressionSpecification = ['to-number', ['feature-state', 'class'], 0];
  const fill: ExpressionSpecification = [
    'match',
    classed,
    1,
    theme.seq[0],
    2,
    theme.seq[1],
    3,
    theme.seq[2],
    4,
    theme.seq[3],
    5,
    theme.seq[4],
    6,
    theme.seq[5],
    theme.land,
  ];
  const edge: ExpressionSpecification = ['case', ['>', classed, 0], theme.page, theme.edge];
  const isChosen: ExpressionSpecification = ['boolean', ['feature-state', 'chosen'], false];
  return [
    {
      id: layerIds.fill,
      type: 'fill',
      source,
      paint: { 'fill-color': fill, 'fill-opacity': tiles ? 0.55 : 1, 'fill-antialias': true },
    },
    {
      id: layerIds.edge,
      type: 'line',
      source,
      layout: { 'line-join': 'round' },
      paint: { 'line-color': edge, 'line-width': edgeWidth },
    },
    {
      id: layerIds.chosen,
      type: 'line',
      source,
      layout: { 'line-join': 'round' },
      paint: {
        'line-color': theme.action,
        'line-width': 3 * edgeWidth,
        'line-dasharray': [3, 2],
        'line-opacity': ['case', isChosen, 1, 0],
      },
    },
  ];
}

function pointLayers({ theme, pointStyle, dotRadius }: StyleOptions): LayerSpecification[] {
  const source = sourceIds.points;
  const open = theme.dark ? theme.text : theme.action;
  const colour: ExpressionSpecification = [
    'match',
    ['get', 'tone'],
    'need',
    theme.need,
    'done',
    theme.done,
    open,
  ];
  const dots: LayerSpecification = {
    id: layerIds.dots,
    type: 'circle',
    source,
    paint: {
      'circle-color': colour,
      'circle-radius': dotRadius,
      'circle-opacity': 0.92,
      'circle-stroke-color': theme.page,
      'circle-stroke-width': pointStyle === 'clusters' ? 1.5 : 0,
    },
  };
  if (pointStyle === 'dots') return [dots];
  const count: ExpressionSpecification = ['get', 'point_count'];
  return [
    { ...dots, filter: ['!', ['has', 'point_count']] },
    {
      id: layerIds.clusters,
      type: 'circle',
      source,
      filter: ['has', 'point_count'],
      paint: {
        'circle-color': theme.surface,
        'circle-stroke-color': open,
        'circle-stroke-width': 2,
        'circle-radius': ['interpolate', ['linear'], ['sqrt', count], 1, 12, 10, 20, 40, 34],
      },
    },
    {
      id: 'point-counts',
      type: 'symbol',
      source,
      filter: ['has', 'point_count'],
      layout: {
        'text-field': ['get', 'point_count_abbreviated'],
        'text-font': labelFont,
        'text-size': 13,
        'text-allow-overlap': true,
      },
      paint: { 'text-color': theme.text },
    },
  ];
}

function nameLayer({ theme, labelSize, labelSpacing, background }: StyleOptions): LayerSpecification {
  return {
    id: 'names',
    type: 'symbol',
    source: sourceIds.names,
    layout: {
      'text-field': ['get', 'name'],
      'text-font': labelFont,
      'text-size': labelSize,
      'text-max-width': 20,
      'symbol-sort-key': ['get', 'rank'],
      'text-padding': labelSpacing,
      'text-variable-anchor': ['center', 'left', 'right', 'top', 'bottom'],
      'text-radial-offset': 0.5,
    },
    paint: {
      'text-color': theme.dark ? theme.text : theme.label,
      'text-halo-color': background === 'none' ? theme.page : theme.land,
      'text-halo-width': labelSize / 10,
    },
  };
}
