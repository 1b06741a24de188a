// What a message says of a ship: only what can be, and null for "not available".
import type { AisMessage } from './sentences.ts';

export interface Position {
  readonly lat: number;
  readonly lon: number;
  readonly speedKnots: number | null;
  readonly course: number | null;
  readonly heading: number | null;
  readonly navStatus: number | null;
}

export interface Particulars {
  readonly name: string | null;
  readonly callsign: string | null;
  readonly imo: number | null;
  readonly shipType: number | null;
  readonly lengthM: number | null;
  readonly beamM: number | null;
  readonly draughtM: number | null;
  readonly destination: string | null;
}

export interface Said {
  readonly mmsi: number;
  readonly position: Position | null;
  readonly particulars: Particulars | null;
}

const number = (value: unknown): number | null =>
  typeof value === 'number' && Number.isFinite(value) ? value : null;
const positive = (value: unknown): number | null => {
  const given = number(value);
  return given !== null && given > 0 ? given : null;
};
const words = (value: unknown): string | null => {
  const text = typeof value === 'string' ? value.replaceAll('@', '').trim() : '';
  return text === '' ? null : text;
};
const within = (value: unknown, least: number, most: number): number | null => {
  const given = number(value);
  return given !== null && given >= least && given <= most ? given : null;
};

/** Null for messages that say nothing of a ship. */
export function saidOf(message: AisMessage): Said | null {
  const { type, mmsi } = message;
  if (!Number.isInteger(mmsi) || mmsi < 1 || mmsi > 999_999_999) return null;
  if ([1, 2, 3, 18].includes(type)) return { mmsi, position: positionOf(message), particulars: null };
  if (type === 5 || type === 24) return { mmsi, position: null, particulars: particularsOf(message) };
  return null;
}

function positionOf(message: AisMessage): Position | null {
  const lat = within(message['lat'], -90, 90);
  const lon = within(message['lon'], -180, 180);
  if (lat === null || lon === null) return null;
  return {
    lat,
    lon,
    speedKnots: within(message['speedOverGround'], 0, 102.2),
    course: within(message['courseOverGround'], 0, 359.9),
    heading: within(message['heading'], 0, 359),
    navStatus: within(message['navStatus'], 0, 14),
  };
}

function particularsOf(message: AisMessage): Particulars {
  const span = (a: string, b: string): number | null => {
    const [one, other] = [number(message[a]), number(message[b])];
    return one === null || other === null ? null : positive(one + other);
  };
  return {
    name: words(message['name']),
    callsign: words(message['callsign']),
    imo: positive(message['imo']),
    shipType: positive(message['typeAndCargo']),
    lengthM: span('dimBow', 'dimStern'),
    beamM: span('dimPort', 'dimStarboard'),
    draughtM: positive(message['draught']),
    destination: words(message['destination']),
  };
}
