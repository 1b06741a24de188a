// The payload of the góp ý interface, field by field as Đà Nẵng's integrators send it, turned into a report of ours.
import { type Static, Type } from 'typebox';
import type { FieldError } from '@city/kernel/errors';
import { parseInstant } from '@city/kernel/time';
import { fieldProblem } from '../../cases/contact.ts';
import type { NewReport } from '../../contract.ts';
import { limits } from '../../limits.ts';
import type { FeedbackCity } from '../../module-city.ts';
import { suggestService } from '../../services/catalogue.ts';
import { topicsOn } from '../channel-data.ts';
import { placeInWords } from '../place-in-words.ts';

/** Senders of this payload write null or "" for what they do not have, and numbers as text. */
const text = (most: number, description: string) =>
  Type.Optional(Type.Union([Type.String({ maxLength: most }), Type.Null()], { description }));
const number = (description: string) =>
  Type.Optional(Type.Union([Type.Number(), Type.String({ maxLength: 40 }), Type.Null()], { description }));
const Link = Type.Object(
  {
    url: Type.String({ maxLength: 2_000 }),
    ten: Type.Optional(Type.Union([Type.String({ maxLength: 300 }), Type.Null()])),
  },
  { additionalProperties: true },
);
const links = (description: string) =>
  Type.Optional(
    Type.Union(
      [
        Type.Array(Type.Union([Link, Type.String({ maxLength: 2_000 })]), { maxItems: 20 }),
        Link,
        Type.String({ maxLength: 2_000 }),
        Type.Null(),
      ],
      { description },
    ),
  );

export const GopyInput = Type.Object(
  {
    userId: Type.Optional(Type.Union([Type.String({ maxLength: 200 }), Type.Number(), Type.Null()])),
    tenDayDu: text(200, 'Full name of the sender'),
    email: text(320, 'E-mail of the sender'),
    soDienThoai: text(60, 'Phone of the sender'),
    tieuDe: text(500, 'Title'),
    noiDungYKien: text(8_000, 'What happened'),
    noiDienRa: text(1_000, 'Address'),
    latitude: number('Degrees of WGS 84'),
    longitude: number('Degrees of WGS 84'),
    ngayDienRa: text(20, 'Day, dd/MM/yyyy'),
    thoiGianDienRa: text(20, 'Time of day, HH:mm'),
    videos: links('Films by address'),
    amThanh: links('Sound by address'),
    hinhAnhs: links('Pictures by address: fetched, decoded and made anew'),
    fileDinhKem: links('A document by address'),
    linhVucId: Type.Optional(
      Type.Union([Type.Number(), Type.String({ maxLength: 64 }), Type.Null()], {
        description: 'Number of a topic, see /public/gopy/chude; without one the words decide',
      }),
    ),
    nguonGopY: Type.Optional(
      Type.Union([Type.String({ maxLength: 200 }), Type.Number(), Type.Null()], {
        description: 'Where it comes from: any value is taken and kept',
      }),
    ),
  },
  { title: 'GopY', additionalProperties: true },
);
export type GopyInput = Static<typeof GopyInput>;

export interface ReadGopy {
  readonly body: NewReport;
  readonly pictures: readonly string[];
  readonly attached: readonly { kind: string; url: string; name: string | null }[];
  readonly userId: string | null;
  readonly origin: string | null;
}

/** Reads the payload; `problems` receives what is wrong, under the payload's own names. */
export function readGopy(
  city: FeedbackCity,
  given: GopyInput,
  day: string,
  problems: FieldError[],
): ReadGopy {
  const said = (value: unknown): string | null =>
    value === null || value === undefined || String(value).trim() === '' ? null : String(value).trim();
  const [title, words] = [said(given.tieuDe), said(given.noiDungYKien)];
  const whole = [title, words].filter((part) => part !== null && part !== '').join('\n');
  if (whole.length > limits.wordsMax) problems.push(fieldProblem('report_words_long', '/noiDungYKien'));
  const address = said(given.noiDienRa)?.slice(0, limits.addressMax) ?? null;
  const point = pointOf(city, given, address, day, problems);
  const occurredAt = occurredOf(said(given.ngayDienRa), said(given.thoiGianDienRa), problems);
  const contact = {
    ...named('name', said(given.tenDayDu)?.slice(0, limits.contactNameMax)),
    ...named('email', said(given.email)),
    ...named('phone', said(given.soDienThoai)),
  };
  const body = {
    service: serviceOf(city, given, `${whole} ${address ?? ''}`, day, problems),
    words: whole,
    ...point,
    ...named('address', address),
    ...named('occurredAt', occurredAt),
    ...(Object.keys(contact).length > 0 ? { contact } : {}),
  } as NewReport;
  return {
    body,
    pictures: linksOf('hinhAnhs', given.hinhAnhs).map(({ url }) => url),
    attached: (['videos', 'amThanh', 'fileDinhKem'] as const).flatMap((kind) => linksOf(kind, given[kind])),
    userId: said(given.userId),
    origin: said(given.nguonGopY),
  };
}

const named = <N extends string>(name: N, value: string | null | undefined) =>
  (value ? { [name]: value } : {}) as Partial<Record<N, string>>;

/** The topic by its number; without one what the words speak of, else what the city takes everything else as. */
function serviceOf(
  city: FeedbackCity,
  { linhVucId }: GopyInput,
  words: string,
  day: string,
  problems: FieldError[],
): string {
  const { channels, catalogue } = city.rules;
  if (linhVucId === undefined || linhVucId === null || String(linhVucId).trim() === '')
    return suggestService(catalogue.list(day), words)?.code ?? channels.fallbackService;
  const asked = String(linhVucId).trim();
  const topic = topicsOn(channels, day).find(({ id, service }) => String(id) === asked || service === asked);
  if (!topic) problems.push(fieldProblem('gopy_topic_unknown', '/linhVucId'));
  return topic?.service ?? channels.fallbackService;
}

function pointOf(
  city: FeedbackCity,
  { latitude, longitude }: GopyInput,
  address: string | null,
  day: string,
  problems: FieldError[],
): { lat: number; lon: number } {
  const read = (value: unknown): number | null =>
    value === null || value === undefined || String(value).trim() === ''
      ? null
      : Number(String(value).replace(',', '.'));
  const [lat, lon] = [read(latitude), read(longitude)];
  const isGiven = lat !== null && lon !== null && !(lat === 0 && lon === 0);
  if (isGiven) {
    const fits = (value: number, most: number) => Number.isFinite(value) && Math.abs(value) <= most;
    if (!fits(lat, 90)) problems.push(fieldProblem('report_outside_city', '/latitude'));
    else if (!fits(lon, 180)) problems.push(fieldProblem('report_outside_city', '/longitude'));
    return { lat, lon };
  }
  const place = address === null ? null : placeInWords(city.geo, `, ${address}`, day);
  if (place?.status === 'one') return place.point;
  problems.push(
    fieldProblem(place?.status === 'which' ? 'report_place_several' : 'report_place_missing', '/noiDienRa'),
  );
  return { lat: Number.NaN, lon: Number.NaN };
}

/** `dd/MM/yyyy` and `HH:mm`, wall time of the city; a day alone is its noon. */
function occurredOf(day: string | null, time: string | null, problems: FieldError[]): string | null {
  if (day === null) return null;
  const date = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(day);
  const clock = time === null ? ['', '12', '00'] : /^(\d{1,2}):(\d{2})(?::\d{2})?$/.exec(time);
  if (!date) problems.push(fieldProblem('report_time_invalid', '/ngayDienRa'));
  if (!clock) problems.push(fieldProblem('report_time_invalid', '/thoiGianDienRa'));
  if (!date || !clock) return null;
  const [, dd = '', mm = '', yyyy = ''] = date;
  const instant = `${yyyy}-${mm.padStart(2, '0')}-${dd.padStart(2, '0')}T${clock[1]!.padStart(2, '0')}:${clock[2]}:00+07:00`;
  try {
    return parseInstant(instant, 'ngayDienRa').toISOString();
  } catch {
    problems.push(fieldProblem('report_time_invalid', '/ngayDienRa'));
    return null;
  }
}

type Links = GopyInput['hinhAnhs'];

function linksOf(kind: string, given: Links): { kind: string; url: string; name: string | null }[] {
  const list = given === undefined || given === null ? [] : Array.isArray(given) ? given : [given];
  return list.flatMap((one) => {
    const url = (typeof one === 'string' ? one : one.url).trim();
    return url === '' ? [] : [{ kind, url, name: typeof one === 'string' ? null : (one.ten ?? null) }];
  });
}
