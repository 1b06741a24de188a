// Where and when a picture says it was taken: read for the person who files it, never published.
import exifr from 'exifr';

export interface Taken {
  readonly takenAt: Date | null;
  readonly gps: { readonly lat: number; readonly lon: number } | null;
}

const nothing: Taken = { takenAt: null, gps: null };
const largestExif = 1_000_000;
const wanted = [
  'DateTimeOriginal',
  'CreateDate',
  'OffsetTimeOriginal',
  'OffsetTimeDigitized',
  'GPSLatitude',
  'GPSLatitudeRef',
  'GPSLongitude',
  'GPSLongitudeRef',
];

/**
 * Reads time and place from the Exif block that the image decoder found. A block that makes no sense says nothing.
 * Times without an offset are taken as Vietnam's. Times before 1990 or after `now` plus a day are clocks never set.
 */
export async function readTaken(exif: Buffer | undefined, now: Date): Promise<Taken> {
  if (!exif || exif.length > largestExif) return nothing;
  const tiff = exif.toString('latin1', 0, 6) === 'Exif\0\0' ? exif.subarray(6) : exif;
  try {
    const tags: unknown = await exifr.parse(tiff, {
      tiff: true,
      exif: true,
      gps: true,
      ifd1: false,
      interop: false,
      pick: wanted,
      reviveValues: false,
      translateValues: false,
    });
    if (typeof tags !== 'object' || tags === null) return nothing;
    return { takenAt: timeIn(tags as Tags, now), gps: placeIn(tags as Tags) };
  } catch {
    return nothing;
  }
}

type Tags = Readonly<Record<string, unknown>>;

const earliest = Date.UTC(1990, 0, 1);
const dayMilliseconds = 86_400_000;

function timeIn(tags: Tags, now: Date): Date | null {
  const [words, offset] = tags['DateTimeOriginal']
    ? [tags['DateTimeOriginal'], tags['OffsetTimeOriginal']]
    : [tags['CreateDate'], tags['OffsetTimeDigitized']];
  const parts = /^(\d{4}):(\d\d):(\d\d) (\d\d):(\d\d):(\d\d)/.exec(typeof words === 'string' ? words : '');
  if (!parts) return null;
  const zone = typeof offset === 'string' && /^[+-]\d\d:\d\d$/.test(offset) ? offset : '+07:00';
  const [, year, month, day, hour, minute, second] = parts;
  const at = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}${zone}`);
  const isPlausible = at.getTime() >= earliest && at.getTime() <= now.getTime() + dayMilliseconds;
  return isPlausible ? at : null;
}

function placeIn(tags: Tags): Taken['gps'] {
  const lat = degrees(tags['GPSLatitude'], tags['GPSLatitudeRef'], 'S');
  const lon = degrees(tags['GPSLongitude'], tags['GPSLongitudeRef'], 'W');
  if (lat === null || lon === null || Math.abs(lat) > 90 || Math.abs(lon) > 180) return null;
  return lat === 0 && lon === 0 ? null : { lat, lon };
}

/** Degrees, minutes and seconds (Exif 3.0, section 4.6.6), to seven decimals: a centimetre. */
function degrees(value: unknown, reference: unknown, negative: string): number | null {
  if (!Array.isArray(value) || value.length !== 3) return null;
  const [whole, minutes, seconds] = value.map(Number) as [number, number, number];
  const sum = whole + minutes / 60 + seconds / 3600;
  if (!Number.isFinite(sum)) return null;
  return Math.round((String(reference).startsWith(negative) ? -sum : sum) * 1e7) / 1e7;
}
