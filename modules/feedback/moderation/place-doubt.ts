// How sure the place of a report is: the pin beside what the camera and the device say. Shown to offices, never a reason to refuse.
import { distanceMetres } from '@city/kernel/geo';

/** How far the pin lies from what camera and device say, in metres. */
export interface PlaceDoubt {
  readonly photo_metres: number | null;
  readonly device_metres: number | null;
  readonly accuracy_metres: number | null;
  /** 0 no doubt, 100 as much as there can be. */
  readonly score: number;
}

interface Place {
  readonly lat: number;
  readonly lon: number;
}

export interface PlaceEvidence {
  readonly pin: Place;
  /** Where cameras say their pictures were taken; the nearest counts, people add older pictures. */
  readonly cameras: readonly Place[];
  /** Where the device was when the report was sent, and how exactly it knows. */
  readonly device: (Place & { readonly accuracyMetres: number | null }) | null;
}

export interface PlaceRule {
  readonly nearMetres: number;
  readonly farMetres: number;
}

/** Between near and far the doubt grows evenly; a device counts half, since people report from home what they saw outside. */
const deviceShare = 0.5;

/** @returns null when there is nothing to compare the pin with. */
export function placeDoubt({ pin, cameras, device }: PlaceEvidence, rule: PlaceRule): PlaceDoubt | null {
  if (cameras.length === 0 && device === null) return null;
  const photo =
    cameras.length === 0 ? null : Math.min(...cameras.map((camera) => distanceMetres(pin, camera)));
  const away = device === null ? null : distanceMetres(pin, device);
  const accuracy = device?.accuracyMetres ?? null;
  const byPhoto = photo === null ? 0 : share(photo, rule);
  const byDevice = away === null ? 0 : deviceShare * share(Math.max(0, away - (accuracy ?? 0)), rule);
  return {
    photo_metres: photo === null ? null : Math.round(photo),
    device_metres: away === null ? null : Math.round(away),
    accuracy_metres: accuracy === null ? null : Math.round(accuracy),
    score: Math.round(100 * Math.max(byPhoto, byDevice)),
  };
}

function share(metres: number, { nearMetres, farMetres }: PlaceRule): number {
  return Math.min(1, Math.max(0, (metres - nearMetres) / Math.max(1, farMetres - nearMetres)));
}
