// A shower over one ward: a storm that the coordinator has just begun, a flooded corner that many report, and pairs still to be looked at.
import { newId } from '@city/kernel/database';
import { insertStorm } from '../duplicates/storm.store.ts';
import { weatherStorm } from '../duplicates/storm.action.ts';
import { takeStorm } from '../duplicates/storm.store.ts';
import { actorOf, type Stage } from './stage.ts';
import { moved, type PlaceInput } from './places.ts';

/** Minutes before the first start: the board is live until the city has been quiet for half an hour. */
const beganMinutesAgo = 9;

const crowd = [
  'Mưa to, nước ngập ngang bánh xe ở ngã tư',
  'Ngã tư ngập, nước ngang bánh xe, mưa vẫn to',
  'Nước ngập ngang bánh xe ở ngã tư, mưa to quá',
  'Mưa to nước ngập ngã tư, xe chết máy nhiều',
  'Ngập ngã tư ngang bánh xe, mong bơm nước sớm',
  'Ngã tư nước ngập to, mưa chưa ngớt',
];

/** Near the corner, but in other words: a person decides whether it is the same. */
const nearby = [
  { words: 'Cống thoát chậm trước cổng chợ, hàng hoá trôi lềnh bềnh', north: 130, east: 40 },
  { words: 'Hầm để xe của chung cư vào nước, bảo vệ đang be bao cát', north: -70, east: 140 },
  { words: 'Học sinh phải lội đến đầu gối mới ra được điểm đón', north: -90, east: -120 },
];

export async function playStorm(stage: Stage, corner: PlaceInput, coordinatorBody: string): Promise<void> {
  const { tx, city } = stage;
  const id = newId(tx.now);
  const by = actorOf(coordinatorBody, 'coordinator', 'Điều phối viên · Điều phối 1022');
  const service = 'flooding';
  await insertStorm(
    { ...tx, now: stage.ago(beganMinutesAgo) },
    {
      storm_id: id,
      group_code: city.rules.catalogue.any(service)?.group ?? service,
      began_by: by.id,
      began_title: by.post?.title ?? null,
      seen_until: stage.ago(beganMinutesAgo),
    },
  );
  for (const [at, words] of crowd.entries())
    await stage.file({
      service,
      words,
      place: moved(corner, (at % 3) * 14, (at % 2) * 18),
      minutesAgo: beganMinutesAgo - 0.5 - at,
    });
  for (const [at, { words, north, east }] of nearby.entries())
    await stage.file({ service, words, place: moved(corner, north, east), minutesAgo: 2.5 - at * 0.7 });
  const storm = await takeStorm(tx, id);
  if (storm) await weatherStorm(tx, city, storm);
}
