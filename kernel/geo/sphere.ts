// Distances and areas on a spherical earth; inside a city they differ from the ellipsoid by less than 0.3 %.
import type { Position } from 'geojson';
import type { Box, Point, Shape } from './types.ts';

/** Mean radius, in metres (IUGG). */
export const earthRadiusMetres = 6_371_008.8;

const radians = Math.PI / 180;

/** Great-circle distance in metres. */
export function distanceMetres(one: Point, other: Point): number {
  const halfLat = Math.sin(((other.lat - one.lat) * radians) / 2);
  const halfLon = Math.sin(((other.lon - one.lon) * radians) / 2);
  const squared = halfLat ** 2 + Math.cos(one.lat * radians) * Math.cos(other.lat * radians) * halfLon ** 2;
  return 2 * earthRadiusMetres * Math.asin(Math.min(1, Math.sqrt(squared)));
}

/** Metres a degree of longitude and of latitude spans at this latitude. */
export function metresPerDegree(lat: number): { readonly lon: number; readonly lat: number } {
  const degree = earthRadiusMetres * radians;
  return { lon: degree * Math.cos(lat * radians), lat: degree };
}

/** The polygons of a shape: each an outer ring and its holes, every ring closed. */
export function polygonsOf(shape: Shape): Position[][][] {
  return shape.type === 'Polygon' ? [shape.coordinates] : shape.coordinates;
}

/** Area in km² on the sphere (R. Chamberlain, W. Duquette, JPL 07-03), holes taken off. */
export function areaKm2(shape: Shape): number {
  let squareMetres = 0;
  for (const polygon of polygonsOf(shape)) {
    polygon.forEach((ring, at) => {
      squareMetres += at === 0 ? ringArea(ring) : -ringArea(ring);
    });
  }
  return squareMetres / 1e6;
}

function ringArea(ring: readonly Position[]): number {
  let sum = 0;
  for (let at = 0; at < ring.length - 1; at += 1) {
    const [lon1, lat1] = ring[at] as [number, number];
    const [lon2, lat2] = ring[at + 1] as [number, number];
    sum += (lon2 - lon1) * radians * (2 + Math.sin(lat1 * radians) + Math.sin(lat2 * radians));
  }
  return Math.abs((sum * earthRadiusMetres ** 2) / 2);
}

/** The smallest box around a shape. */
export function boxOf(shape: Shape): Box {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [outer = []] of polygonsOf(shape)) {
    for (const [lon, lat] of outer as [number, number][]) {
      west = Math.min(west, lon);
      east = Math.max(east, lon);
      south = Math.min(south, lat);
      north = Math.max(north, lat);
    }
  }
  return [west, south, east, north];
}

/** The smallest box around several boxes. */
export function boxAround(boxes: Iterable<Box>): Box {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const box of boxes) {
    west = Math.min(west, box[0]);
    south = Math.min(south, box[1]);
    east = Math.max(east, box[2]);
    north = Math.max(north, box[3]);
  }
  return [west, south, east, north];
}

/** A point on earth: finite numbers, latitude within ±90, longitude within ±180. */
export function isOnEarth(point: Point): boolean {
  return Math.abs(point.lat) <= 90 && Math.abs(point.lon) <= 180;
}
