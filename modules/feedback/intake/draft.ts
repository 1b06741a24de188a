// A report form between its steps when the browser runs no script: kept on the server under a token that only the form has.
import { createHash, randomBytes } from 'node:crypto';

/** What the first two steps have collected. No contact: that is asked last and sent at once. */
export interface DraftData {
  /** Ids of pictures that wait. */
  readonly photos: readonly string[];
  /** Where the first picture was taken, as its camera says. */
  readonly photoPlace: { readonly lat: number; readonly lon: number } | null;
  readonly takenAt: string | null;
  /** The pin; null until proposed or set. */
  readonly lat: number | null;
  readonly lon: number | null;
  readonly pinFrom: 'photo' | 'map' | 'unit' | 'device' | null;
  /** Width of the shown map in kilometres. */
  readonly mapKm: number;
  readonly centre: { readonly lat: number; readonly lon: number } | null;
  /** Texts of the form's fields by name, as typed. */
  readonly fields: Readonly<Record<string, string>>;
  /** The code of the report that came of it: a second sending leads there. */
  readonly filed: string | null;
}

export const emptyDraft: DraftData = {
  photos: [], photoPlace: null, takenAt: null, lat: null, lon: null, pinFrom: null, mapKm: 24, centre: null, fields: {}, filed: null,
};

/** Widths of the map from the whole city to a few houses, in kilometres. */
export const mapSteps = [96, 24, 6, 1.6, 0.4] as const;

export function zoomed(km: number, by: 'in' | 'out'): number {
  const at = mapSteps.findIndex((step) => step <= km);
  const next = (at < 0 ? mapSteps.length - 1 : at) + (by === 'in' ? 1 : -1);
  return mapSteps[Math.min(Math.max(next, 0), mapSteps.length - 1)] as number;
}

/** A new token for the form, 128 random bits. */
export function newToken(): string {
  return randomBytes(16).toString('base64url');
}

export function tokenHash(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
