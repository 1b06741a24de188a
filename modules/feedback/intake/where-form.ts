// What a press in step 2 means: texts are always kept first, then the map moves, the pin is set, or the form goes on.
import { type Static, Type } from 'typebox';
import type { Geo } from '@city/kernel/geo';
import { reportFields } from '../cases/report-fields.ts';
import { matterKinds } from '../services/city-data.ts';
import { type DevicePlace, type DraftData, panned, type PlainPoint, placeAt, zoomed } from './draft.ts';

const text = (most: number) => Type.Optional(Type.String({ maxLength: most }));

/** Everything the form of step 2 may send; texts of the fields are checked when the report is. */
export const WhereForm = Type.Object({
  d: Type.String({ minLength: 10, maxLength: 40 }),
  go: text(10),
  unit: text(10),
  kind: text(20),
  device: text(60),
  'map.x': Type.Optional(Type.Number({ minimum: -5000, maximum: 5000 })),
  'map.y': Type.Optional(Type.Number({ minimum: -5000, maximum: 5000 })),
  ...Object.fromEntries(reportFields.map(({ name }) => [name, text(8_000)])),
});
export type WhereForm = Static<typeof WhereForm> & Readonly<Record<string, unknown>>;

const directions = ['north', 'south', 'east', 'west'] as const;

export interface WhereStep {
  readonly draft: DraftData;
  /** The person wants to go on: check and lead to the last step. */
  readonly isNext: boolean;
}

/** Works out the new draft. Days are YYYY-MM-DD. */
export function whereStep(draft: DraftData, form: WhereForm, geo: Geo, day: string): WhereStep {
  const kept = withPosted(draft, form);
  const x = form['map.x'];
  const y = form['map.y'];
  if (typeof x === 'number' && typeof y === 'number') {
    const pin = placeAt({ centre: kept.centre, km: kept.mapKm }, { x, y });
    return {
      draft: { ...kept, pin, pinFrom: 'map', centre: pin, mapKm: zoomed(kept.mapKm, 'in') },
      isNext: false,
    };
  }
  const go = form.go ?? 'next';
  if (go === 'in' || go === 'out') {
    const mapKm = zoomed(kept.mapKm, go);
    return {
      draft: { ...kept, mapKm, centre: go === 'in' ? (kept.pin ?? kept.centre) : kept.centre },
      isNext: false,
    };
  }
  const direction = directions.find((one) => one === go);
  if (direction)
    return { draft: { ...kept, centre: panned(kept.centre, kept.mapKm, direction) }, isNext: false };
  const unit = form.unit ? middleOfUnit(geo, form.unit, day) : null;
  const moved: DraftData =
    unit && (go === 'unit' || kept.pin === null)
      ? { ...kept, pin: unit, pinFrom: 'unit', centre: unit, mapKm: 6 }
      : kept;
  return { draft: moved, isNext: go !== 'unit' && go !== 'kind' };
}

/** Texts as typed, and the pin that a script may have set. */
function withPosted(draft: DraftData, form: WhereForm): DraftData {
  const names = reportFields.map(({ name }) => name).filter((name) => name !== 'lat' && name !== 'lon');
  const fields = Object.fromEntries(
    names.flatMap((name) => (typeof form[name] === 'string' ? [[name, form[name]]] : [])),
  );
  const kind = matterKinds.find((one) => one === form.kind) ?? draft.kind;
  const device = deviceIn(form['device']) ?? draft.device ?? null;
  return { ...withPin(draft, form['lat'], form['lon']), ...(kind ? { kind } : {}), fields, device };
}

/** The draft with a pin that a script has set; the same draft when it is none, or the one already there. */
export function withPin(draft: DraftData, lat: unknown, lon: unknown): DraftData {
  const posted = pointOf(lat, lon);
  if (posted === null || (posted.lat === draft.pin?.lat && posted.lon === draft.pin.lon)) return draft;
  return { ...draft, pin: posted, pinFrom: 'device', centre: posted, mapKm: Math.min(draft.mapKm, 6) };
}

/** "lat,lon,metres" as the script writes it; null when it is none. */
function deviceIn(words: unknown): DevicePlace | null {
  const [lat, lon, metres] = typeof words === 'string' ? words.split(',') : [];
  const point = pointOf(lat, lon);
  const accuracyMetres = Number(metres);
  return point && metres && accuracyMetres >= 0 && accuracyMetres <= 1_000_000
    ? { ...point, accuracyMetres }
    : null;
}

function pointOf(lat: unknown, lon: unknown): PlainPoint | null {
  if (typeof lat !== 'string' || typeof lon !== 'string' || lat.trim() === '' || lon.trim() === '')
    return null;
  const point = { lat: Number(lat), lon: Number(lon) };
  return Number.isFinite(point.lat) &&
    Number.isFinite(point.lon) &&
    Math.abs(point.lat) <= 90 &&
    Math.abs(point.lon) <= 180
    ? point
    : null;
}

function middleOfUnit(geo: Geo, code: string, day: string): PlainPoint | null {
  const drawn = geo.units.boundaries(day)?.features.find((feature) => feature.code === code)?.label;
  return drawn ?? geo.units.byCode(code, day)?.centroid ?? null;
}
