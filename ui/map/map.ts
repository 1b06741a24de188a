// The live map of the city: MapLibre on our own units, without tile, glyph or sprite servers. A list always stands beside it.
export { CityMap, type CityMapProps } from './city-map.tsx';
export { breaksFor, classOf } from './classes.ts';
export { thinOut, type Thinned } from './dots.ts';
export { boundsOf, farUnits, labelPlace } from './extent.ts';
export type { Box } from './placement.ts';
export type {
  Bounds,
  MapPoint,
  Padding,
  Place,
  PointTone,
  TileSource,
  UnitBoundaries,
  UnitBoundary,
  UnitProperties,
} from './types.ts';
export { type Classes, MapView, type MapViewOptions, type Picked } from './view.ts';
