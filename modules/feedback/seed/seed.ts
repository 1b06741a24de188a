// Fills the demo city with the reports of the last weeks: real streets, likely matters, every state, some late. Always the same.
import { sql } from 'kysely';
import { system } from '@city/kernel/access';
import type { PreparedImage } from '@city/kernel/files';
import type { ModuleContext } from '@city/kernel/module';
import { localDate, startOfDay } from '@city/kernel/time';
import { examine, newCase } from '../cases/filing.ts';
import { makeKey } from '../open311/key.store.ts';
import { insertReports, type ReportBundle } from '../cases/report.store.ts';
import type { FeedbackTables, PhotoRow } from '../cases/tables.ts';
import { type FeedbackCity, feedbackCity } from '../module-city.ts';
import { withPhotos } from '../photos/with-photos.ts';
import { live } from './life.ts';
import { type DemoPlace, demoPlaces, somewhere } from './places.ts';
import { type Random, random } from './random.ts';
import { scene } from './scene.ts';
import { playScenes } from './scenes.ts';
import { landmarks, linesByService } from './words.ts';

const seedNumber = 20_250_701;
const reports = 600;
const days = 21;
/** Newest reports that get drawn pictures: a picture takes a third of a second to prepare. */
const pictured = 14;

/** Keys of the demo: one that files, one that sends updates for the Drainage Company. */
const demoKey = 'hoa-phuong-demo';

/** Changes nothing when there are reports already. */
export async function seedReports(
  m: ModuleContext<FeedbackTables>,
  progress: (line: string) => void,
): Promise<void> {
  const actor = system('feedback.seed');
  const there = await m.db.transaction(
    actor,
    (tx) => sql`select 1 from feedback.report limit 1`.execute(tx.db),
    { readOnly: true },
  );
  if (there.rows.length > 0) return;
  const city = feedbackCity(m);
  const draw = random(seedNumber);
  const places = demoPlaces(m.cityFolder);
  const bundles = times(m.now(), draw).map((filedAt) => demoReport(city, places, filedAt, draw));
  progress(`${bundles.length} reports of the last ${days} days`);
  const pictures = await drawPictures(m, bundles, draw, progress);
  await m.db.transaction(actor, async (tx) => {
    const whole: ReportBundle[] = [];
    for (const bundle of bundles) {
      const photos = pictures.get(bundle.report.report_id) ?? [];
      for (const { image } of photos) await m.files.attach(tx, image, { isPublic: true });
      whole.push(withPictures(bundle, photos));
    }
    // The key that discovery names: for trying Open311 in the demo, never anywhere else.
    await makeKey(tx, { name: 'demo', body: null, key: demoKey });
    await makeKey(tx, { name: 'demo thoat-nuoc', body: 'thoat-nuoc', key: `${demoKey}-thoat-nuoc` });
    for (let at = 0; at < whole.length; at += 100) await insertReports(tx, whole.slice(at, at + 100));
    await playScenes(tx, city, places);
  });
}

/** Times of filing: by day, few at night, many in the morning and after work; in order. */
function times(now: Date, draw: Random): Date[] {
  const hours = [1, 1, 0.5, 0.5, 0.5, 1, 3, 7, 9, 9, 8, 6, 5, 5, 6, 7, 7, 8, 8, 7, 6, 5, 3, 2];
  const today = startOfDay(localDate(now)).getTime();
  const found: Date[] = [];
  while (found.length < reports) {
    const back = Math.floor(days * draw.next() ** 1.2);
    const hour = draw.weighted(
      hours.map((weight, at) => ({ weight, at })),
      (row) => row.weight,
    ).at;
    const at = new Date(
      today - back * 86_400_000 + (hour * 60 + draw.whole(0, 59)) * 60_000 + draw.whole(0, 59) * 1000,
    );
    if (at < now) found.push(at);
  }
  return found.sort((a, b) => a.getTime() - b.getTime());
}

function demoReport(
  city: FeedbackCity,
  places: readonly DemoPlace[],
  filedAt: Date,
  draw: Random,
): ReportBundle {
  const service = draw.weighted(Object.keys(linesByService), (code) => linesByService[code]!.weight);
  const lines = linesByService[service]!;
  const isUrgent = lines.urgent.length > 0 && draw.chance(0.07);
  const place = somewhere(city, places, localDate(filedAt), draw);
  const words = draw.pick(isUrgent ? lines.urgent : lines.words);
  const examined = examine(
    city,
    { service, words, ...place, ...(draw.chance(0.25) ? { landmark: draw.pick(landmarks) } : {}) },
    filedAt,
  );
  const filed = newCase(city, examined, { channel: 'seed', reporter: null }, filedAt);
  const world = {
    calendar: city.calendar,
    deadlines: city.rules.deadlines,
    handling: city.rules.handling,
    lines,
    now: city.m.now(),
    others: examined.route.others.map(({ code }) => code),
    diligence: 0.78 + (Number(filed.report.unit_code) % 20) / 100,
  };
  const { row, events } = live(filed.report, filed.events[0]!, world, draw);
  return { ...filed, report: row, events };
}

interface Drawn {
  readonly image: PreparedImage;
  readonly role: PhotoRow['role'];
}

/** Pictures for the newest reports, and for a few answered ones also the place afterwards. */
async function drawPictures(
  m: ModuleContext<FeedbackTables>,
  bundles: readonly ReportBundle[],
  draw: Random,
  progress: (line: string) => void,
): Promise<Map<string, Drawn[]>> {
  const scenic = new Set(['flooding', 'drain', 'pothole', 'tree', 'waste', 'streetlight', 'sidewalk']);
  const newest = bundles.filter(({ report }) => scenic.has(report.service)).slice(-pictured * 2);
  const answered = bundles
    .filter(({ report }) => scenic.has(report.service) && report.resolved_at !== null)
    .slice(-3);
  const chosen = [...new Set([...newest.filter(() => draw.chance(0.5)).slice(-pictured), ...answered])];
  progress(`${chosen.length} drawn pictures`);
  const pictures = new Map<string, Drawn[]>();
  for (const { report } of chosen) {
    const made: Drawn[] = [
      { image: await m.files.prepareImage(await scene(report.service, draw)), role: 'before' },
    ];
    if (answered.some((one) => one.report === report))
      made.push({
        image: await m.files.prepareImage(await scene(report.service, draw, true)),
        role: 'after',
      });
    pictures.set(report.report_id, made);
  }
  return pictures;
}

function withPictures(bundle: ReportBundle, photos: readonly Drawn[]): ReportBundle {
  if (photos.length === 0) return bundle;
  const stored = photos.map(({ image }) => ({
    file_id: image.fileId,
    width: image.width,
    height: image.height,
    taken_at: null,
    lat: null,
    lon: null,
  }));
  const made = withPhotos(bundle, stored);
  const { filed_at: filedAt, resolved_at: resolvedAt } = bundle.report;
  return {
    ...made,
    photos: made.photos.map((photo, at) => {
      const isAfter = photos[at]!.role === 'after';
      const moment = (isAfter ? resolvedAt : null) ?? filedAt;
      return {
        ...photo,
        role: photos[at]!.role,
        added_at: moment,
        taken_at: new Date(moment.getTime() - 240_000),
      };
    }),
  };
}
