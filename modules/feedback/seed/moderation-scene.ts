// What waits for a moderator in the demo: a report taken out of sight to which somebody still objects, and one that people object to.
import { createHash } from 'node:crypto';
import { flagReport } from '../moderation/flag.action.ts';
import type { FlagReason } from '../moderation/flag-reasons.ts';
import { setHidden } from '../moderation/hide.action.ts';
import type { PlaceInput } from './places.ts';
import { actorOf, type Stage } from './stage.ts';

const hour = 60;

export async function playModeration(
  stage: Stage,
  place: () => PlaceInput,
  coordinator: string,
): Promise<void> {
  const moderator = actorOf(coordinator, 'moderator', 'Kiểm duyệt viên · Điều phối 1022');
  const hidden = await stage.file({
    service: 'noise',
    words: 'Ông chủ quán ở đầu ngõ là đồ vô học, cả xóm ai cũng biết nhà đó làm ăn thế nào.',
    place: place(),
    minutesAgo: 15 * hour,
  });
  const questioned = await stage.file({
    service: 'sidewalk',
    words: 'Quán phở bày bàn kín hè. Liên hệ cắt mái tôn giá rẻ, làm nhanh trong ngày.',
    place: place(),
    minutesAgo: 8 * hour,
  });
  const flag = (report: typeof hidden, minutesAgo: number, why: FlagReason, words: string) =>
    stage.act(report, { minutesAgo, by: stage.tx.actor }, async (tx, { report: now }) => {
      const who = createHash('sha256').update(`${why} ${words}`).digest('hex');
      await flagReport(tx, stage.city, now, { why, words, flagger: who, address: who });
      return now;
    });
  await flag(hidden, 14 * hour, 'insult', 'Chửi người khác chứ không báo tiếng ồn.');
  await stage.act(hidden, { minutesAgo: 13 * hour, by: moderator }, async (tx, { report }) => {
    await setHidden(tx, stage.city.m.files, report, {
      hidden: true,
      reason: 'Lời lẽ xúc phạm một người, không cần cho việc cần xử lý.',
    });
    return report;
  });
  await flag(questioned, 6 * hour, 'advertising', 'Cuối bài là quảng cáo.');
  await flag(questioned, 5 * hour, 'false', 'Quán đó đã dọn từ tháng trước.');
}
