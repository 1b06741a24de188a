// Builders for this module's tests: a city with only reports, officers of its bodies, reports that are valid by default.
import sharp from 'sharp';
import { anonymous, system } from '@city/kernel/access';
import { type Caller, officer, testCity, type TestCity, type TestCityOptions } from '@city/kernel/testing';
import { markOf, openContact } from './cases/contact-seal.ts';
import type { FiledReport } from './contract.ts';
import { module } from './module.ts';

export type Filed = import('typebox').Static<typeof FiledReport>;

/** In Lê Chân ward, near the station. */
export const inLeChan = { lat: 20.8446, lon: 106.6825 } as const;

export function reportsCity(options: TestCityOptions = {}): Promise<TestCity> {
  return testCity({ ...options, modules: [module as never, ...(options.modules ?? [])] });
}

/** Officers as the demo has them. */
export const people = {
  leChan: officer({ body: 'ubnd-11383', unit: '11383', title: 'Cán bộ xử lý · UBND phường Lê Chân' }),
  haiDuong: officer({ body: 'ubnd-10525', unit: '10525', title: 'Cán bộ xử lý · UBND phường Hải Dương' }),
  drainage: officer({ body: 'thoat-nuoc', title: 'Cán bộ xử lý · Công ty Thoát nước' }),
  coordinator: officer({
    body: 'dieu-phoi-1022',
    role: 'coordinator',
    title: 'Điều phối viên · Điều phối 1022',
  }),
  moderator: officer({
    body: 'dieu-phoi-1022',
    role: 'moderator',
    title: 'Kiểm duyệt viên · Điều phối 1022',
  }),
  inspector: officer({ body: 'thanh-tra-thanh-pho', role: 'inspector', title: 'Thanh tra viên' }),
};

/** A report that is accepted as it is: flooding in Lê Chân, so it goes to the ward. */
export function aReport(more: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    service: 'flooding',
    words: 'Cứ mưa to là ngập, nước lên ngang bánh xe',
    ...inLeChan,
    address: 'Trước 215 Trần Nguyên Hãn',
    ...more,
  };
}

/** Files a report and answers it; fails the test when it is not taken. */
export async function file(
  city: TestCity,
  more: Record<string, unknown> = {},
  as: Caller = city.as(anonymous),
): Promise<Filed> {
  const answer = await as.post('/api/reports', aReport(more));
  if (answer.statusCode !== 201) throw new Error(`${answer.statusCode} ${answer.body}`);
  return answer.json();
}

/** A small real picture; `colour` makes its content different, `at` is where its camera says it was. */
export function picture(
  colour = '#3a6ea5',
  format: 'jpeg' | 'png' | 'webp' = 'jpeg',
  at?: { lat: number; lon: number },
): Promise<Buffer> {
  const blank = sharp({ create: { width: 320, height: 240, channels: 3, background: colour } });
  return (at ? blank.withExif({ IFD3: gpsOf(at) } as never) : blank).toFormat(format).toBuffer();
}

function gpsOf({ lat, lon }: { lat: number; lon: number }): Record<string, string> {
  const parts = (degrees: number): string => {
    const seconds = Math.round(degrees * 360_000);
    return `${Math.floor(seconds / 360_000)}/1 ${Math.floor((seconds / 6000) % 60)}/1 ${seconds % 6000}/100`;
  };
  return {
    GPSLatitudeRef: 'N',
    GPSLatitude: parts(lat),
    GPSLongitudeRef: 'E',
    GPSLongitude: parts(lon),
  };
}

/** How many rows each table of this module holds: for "nothing stored". */
export async function rowCounts(city: TestCity): Promise<Record<string, number>> {
  const tables = [
    'report',
    'tracking_code',
    'report_event',
    'photo',
    'reporter',
    'person_report',
    'rating',
    'loose_photo',
    'draft',
  ];
  const counts = tables.map((table) => `(select count(*)::int from feedback.${table}) as ${table}`);
  const [row] = await city.sql<Record<string, number>>(`select ${counts.join(', ')},
    (select count(*)::int from events.outbox) as events, (select count(*)::int from trail.entry) as trail, (select count(*)::int from files.file) as files`);
  return row ?? {};
}

/** Who reported, opened: name and ways to reach as they were given. */
export async function keptContacts(city: TestCity) {
  type Row = { report_id: string; tracking_code: string; person_id: string | null; lang: string };
  type Kept = Row & Parameters<typeof openContact>[1];
  const rows = await city.sql<Kept>(
    'select p.*, r.tracking_code from feedback.reporter p join feedback.report r using (report_id) order by report_id',
  );
  return city.module<unknown>('feedback').db.transaction(system('test'), async ({ seals }) =>
    rows.map((row) => ({
      report_id: row.report_id,
      tracking_code: row.tracking_code,
      person_id: row.person_id,
      lang: row.lang,
      ...openContact(seals, row),
    })),
  );
}

/** The mark under which messages of a sender stand. */
export function markIn(city: TestCity, sender: string): Promise<Buffer> {
  return city
    .module<unknown>('feedback')
    .db.transaction(system('test'), async ({ seals }) => markOf(seals, sender));
}
