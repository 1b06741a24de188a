// A report form between its steps when the browser runs no script: kept on the server under a token that only the form has.
import { createHash, randomBytes } from 'node:crypto';
import type { MatterKind } from '../services/city-data.ts';

export interface PlainPoint {
  readonly lat: number;
  readonly lon: number;
}

export interface DevicePlace extends PlainPoint {
  readonly accuracyMetres: number;
}

/** What the first two steps have collected. No contact: that is asked last and sent at once. */
export interface DraftData {
  /** Ids of pictures that wait. */
  readonly photos: readonly string[];
  /** When the first picture was taken, as its camera says. */
  readonly takenAt: string | null;
  /** The pin; null until proposed or set. */
  readonly pin: PlainPoint | null;
  readonly pinFrom: 'photo' | 'map' | 'unit' | 'device' | null;
  /** Where the device was when asked; only its distance from the pin is kept with the report. */
  readonly device?: DevicePlace | null;
  /** The middle of the shown map and its width in kilometres. */
  readonly centre: PlainPoint;
  readonly mapKm: number;
  /** Texts of the form's fields by name, as typed. */
  readonly fields: Readonly<Record<string, string>>;
  /** Report, proposal or question; absent means a report. */
  readonly kind?: MatterKind;
  /** Where a draft began that was no form: a message without a place, and how its sender is told. */
  readonly begun?: {
    readonly channel: 'email' | 'sms';
    readonly contact: Readonly<Record<string, string>>;
  };
  /** The code and id of the report that came of it: a second sending leads there. */
  readonly filed: { readonly code: string; readonly reportId: string } | null;
}

/** Widths of the map from the whole city to a few houses, in kilometres. */
export const mapSteps = [96, 24, 6, 1.6, 0.4] as const;

export function emptyDraft(centre: PlainPoint): DraftData {
  return { photos: [], takenAt: null, pin: null, pinFrom: null, centre, mapKm: 24, fields: {}, filed: null };
}

/** The next narrower or wider map; the ends stay. */
export function zoomed(km: number, by: 'in' | 'out'): number {
  const at = mapSteps.findIndex((step) => step <= km);
  const next = (at < 0 ? mapSteps.length - 1 : at) + (by === 'in' ? 1 : -1);
  return mapSteps[Math.min(Math.max(next, 0), mapSteps.length - 1)] as number;
}

/** The map's middle moved by a third of its width. */
export function panned(centre: PlainPoint, km: number, to: 'north' | 'south' | 'east' | 'west'): PlainPoint {
  const step = km / 3;
  const lat = (step / kmPerDegree) * (to === 'north' ? 1 : to === 'south' ? -1 : 0);
  const lon =
    (step / (kmPerDegree * Math.cos((centre.lat * Math.PI) / 180))) *
    (to === 'east' ? 1 : to === 'west' ? -1 : 0);
  return { lat: fiveDecimals(centre.lat + lat), lon: fiveDecimals(centre.lon + lon) };
}

export const kmPerDegree = 111.195;
/** The drawn map in pixels; browsers tell a press in these. */
export const mapSize = { width: 576, height: 216 } as const;

/** The place under a pixel of the map. */
export function placeAt(
  view: { centre: PlainPoint; km: number },
  pixel: { x: number; y: number },
): PlainPoint {
  const kmPerPixel = view.km / mapSize.width;
  const east = (pixel.x - mapSize.width / 2) * kmPerPixel;
  const north = (mapSize.height / 2 - pixel.y) * kmPerPixel;
  return {
    lat: fiveDecimals(view.centre.lat + north / kmPerDegree),
    lon: fiveDecimals(view.centre.lon + east / (kmPerDegree * Math.cos((view.centre.lat * Math.PI) / 180))),
  };
}

/** The pixel of a place on the map; may lie outside. */
export function pixelOf(
  view: { centre: PlainPoint; km: number },
  place: PlainPoint,
): { x: number; y: number } {
  const pixelsPerKm = mapSize.width / view.km;
  const east = (place.lon - view.centre.lon) * kmPerDegree * Math.cos((view.centre.lat * Math.PI) / 180);
  return {
    x: mapSize.width / 2 + east * pixelsPerKm,
    y: mapSize.height / 2 - (place.lat - view.centre.lat) * kmPerDegree * pixelsPerKm,
  };
}

const fiveDecimals = (degrees: number): number => Math.round(degrees * 1e5) / 1e5;

/** A new token for the form, 128 random bits. */
export function newToken(): string {
  return randomBytes(16).toString('base64url');
}

export function tokenHash(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
