// The shapes the map draws: units with their label points, points with a meaning, an outside tile source.
import type { Feature, FeatureCollection, MultiPolygon, Polygon } from 'geojson';

export type UnitProperties = {
  readonly code: string;
  readonly name: string;
  readonly kind?: string;
  /** True for the drawing computed from areas and centroids: the map must say that it is no survey. */
  readonly schematic?: boolean;
  /** [lon, lat] where the name is written: well inside the unit. */
  readonly label?: readonly [number, number];
};

/** Units of one day, as `/api/units/boundaries` answers. */
export type UnitBoundaries = FeatureCollection<Polygon | MultiPolygon, UnitProperties>;
export type UnitBoundary = Feature<Polygon | MultiPolygon, UnitProperties>;

export type Place = { readonly lat: number; readonly lon: number };

export type PointTone = 'open' | 'need' | 'done';

export type MapPoint = Place & {
  readonly id: string;
  /** Colour; `open` unless said. The list beside the map carries the words. */
  readonly tone?: PointTone;
};

/** West, south, east, north in degrees. */
export type Bounds = readonly [west: number, south: number, east: number, north: number];

/**
 * A configured outside source of tiles drawn beneath our units; without one no request leaves the city.
 * Vector tiles are drawn by the layer names of the OpenMapTiles schema: water, landcover, transportation, building.
 */
export type TileSource = {
  readonly kind: 'raster' | 'vector';
  /** URL templates with {z}, {x}, {y}. */
  readonly tiles: readonly string[];
  readonly minZoom?: number;
  readonly maxZoom?: number;
  readonly tileSize?: number;
  /** Owed to whoever made the tiles; plain words. */
  readonly attribution: string;
};

export type Padding = {
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  readonly left: number;
};

/** Colours of the map, read from the tokens in force where the map stands. */
export type MapTheme = {
  readonly page: string;
  readonly surface: string;
  readonly text: string;
  readonly action: string;
  readonly need: string;
  readonly done: string;
  readonly water: string;
  readonly land: string;
  readonly edge: string;
  readonly road: string;
  readonly roadEdge: string;
  readonly label: string;
  readonly seq: readonly [string, string, string, string, string, string];
  readonly dark: boolean;
};
