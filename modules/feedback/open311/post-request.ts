// From the fields of GeoReport v2's POST to a report: place, words, contact, answers, pictures.
import type { Upload } from '@city/kernel/http';
import { localDate } from '@city/kernel/time';
import { type Received, receive } from '../cases/intake.ts';
import type { NewReport } from '../contract.ts';
import { limits } from '../limits.ts';
import type { FeedbackCity } from '../module-city.ts';
import { fetchMedia } from './fetch-media.ts';
import { missing, Open311Error, wrong } from './open311-error.ts';
import {
  type Fields,
  type GivenAttribute,
  numberOf,
  readAttributes,
  textOf,
  textsOf,
} from './post-fields.ts';

export interface Posted {
  readonly received: Received;
  readonly attributes: readonly GivenAttribute[];
}

/**
 * Checks and prepares a report. Nothing is stored.
 * @throws Open311Error or AppError that names the parameter.
 */
export async function readPost(
  city: FeedbackCity,
  fields: Fields,
  uploads: readonly Upload[],
  how: { actor: import('@city/kernel/access').Actor; lang: 'vi' | 'en'; now: Date },
): Promise<Posted> {
  const service = textOf(fields, 'service_code');
  if (!service) throw missing('service_code');
  const day = localDate(how.now);
  if (!city.rules.catalogue.find(service, day))
    throw new Open311Error(404, `service_code: there is no service ${service}`);
  const place = placeOf(city, fields, day);
  const attributes = readAttributes(city.rules.open311, service, day, fields);
  const words = textOf(fields, 'description') ?? wordsFrom(city, service, attributes);
  if (words === undefined) throw missing('description');
  if (words.length > limits.wordsMax)
    throw wrong('description', `is longer than ${limits.wordsMax} characters`);
  const pictures = uploads.length > 0 ? uploads : await fetchMedia(city, textsOf(fields, 'media_url'));
  const contact = contactOf(fields);
  const body = {
    service,
    words,
    ...place,
    ...(contact ? { contact } : {}),
  } as unknown as NewReport;
  const received = await receive(city, { ...how, body, uploads: pictures, channel: 'open311' });
  return { received, attributes };
}

/** A request without words that answers the questions of its service says enough. */
function wordsFrom(
  city: FeedbackCity,
  service: string,
  attributes: readonly GivenAttribute[],
): string | undefined {
  const name = city.rules.catalogue.any(service)?.name.vi;
  return attributes.length > 0
    ? `${name}: ${attributes.map(({ given }) => given.join(', ')).join('; ')}`
    : undefined;
}

/** One of lat and long, address_string, address_id; the point wins, an address alone must name one unit of today. */
function placeOf(
  city: FeedbackCity,
  fields: Fields,
  day: string,
): { lat: number; lon: number; address?: string } {
  const [lat, lon] = [numberOf(fields, 'lat'), numberOf(fields, 'long')];
  const address = textOf(fields, 'address_string')?.slice(0, limits.addressMax);
  const written = address === undefined ? {} : { address };
  if (lat !== undefined && lon !== undefined) {
    if (Math.abs(lat) > 90) throw wrong('lat', 'must be degrees');
    if (Math.abs(lon) > 180) throw wrong('long', 'must be degrees');
    return { lat, lon, ...written };
  }
  if (lat !== undefined) throw missing('long');
  if (lon !== undefined) throw missing('lat');
  const id = textOf(fields, 'address_id');
  if (id !== undefined) return { ...middleOf(city, id, day), ...written };
  if (address !== undefined) return { ...addressPlace(city, address, day), address };
  throw new Open311Error(400, 'lat and long, address_string or address_id is required / thiếu lat và long');
}

function middleOf(city: FeedbackCity, code: string, day: string): { lat: number; lon: number } {
  const unit = city.geo.units.byCode(code, day);
  if (!unit?.centroid) throw wrong('address_id', `there is no unit ${code}`);
  return { lat: unit.centroid.lat, lon: unit.centroid.lon };
}

/** The middle of the one commune that the address names. */
function addressPlace(city: FeedbackCity, address: string, day: string): { lat: number; lon: number } {
  const parts = address
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean)
    .toReversed();
  for (const part of parts) {
    const units = city.geo.units.byName(part, day).filter(({ level }) => level === 'commune');
    if (units.length > 1) throw wrong('address_string', 'names several units; send lat and long');
    const centre = units[0]?.centroid;
    if (centre) return { lat: centre.lat, lon: centre.lon };
  }
  throw wrong('address_string', 'no ward or commune is named; send lat and long');
}

function contactOf(fields: Fields): { name?: string; phone?: string; email?: string } | null {
  const name = [textOf(fields, 'last_name'), textOf(fields, 'first_name')].filter(Boolean).join(' ');
  const [phone, email] = [textOf(fields, 'phone'), textOf(fields, 'email')];
  if (!phone && !email) return null;
  return {
    ...(name ? { name: name.slice(0, limits.contactNameMax) } : {}),
    ...(phone ? { phone } : {}),
    ...(email ? { email } : {}),
  };
}
