// The side bar of reports: boxes with their numbers, asked again when something happens in the city.
import { useQuery } from '@tanstack/react-query';
import { type DeskContext, numberWords, shareWords } from '@city/ui/desk';
import type { DeskNavGroup } from '@city/ui/staff';
import { askNumbers, keys } from './api.ts';
import { useModerationBox } from './moderation/moderation-box.ts';
import { boxGroups, queueHref, reportsHref } from './queues.ts';
import { useReportsLive } from './reports-live.ts';

/** Whose work has to do with reports (`feedback.desk.read`); nobody else has these boxes. */
const looking = ['officer', 'coordinator', 'leader', 'moderator', 'operator', 'inspector', 'administrator'];
/** Who looks at unsatisfied answers to the survey. */
const reviewing = ['leader', 'coordinator'];

export function useReportBoxes({
  t,
  lang,
  me,
}: Pick<DeskContext, 't' | 'lang' | 'me'>): readonly DeskNavGroup[] {
  const hasBoxes = looking.includes(me.post.role);
  const { data } = useQuery({
    enabled: hasBoxes,
    queryKey: keys.numbers,
    queryFn: ({ signal }) => askNumbers(signal),
    refetchInterval: 60_000,
  });
  useReportsLive();
  const moderation = useModerationBox({ t, lang, me });
  if (!hasBoxes) return [];
  const groups = boxGroups(t).map(({ title, boxes }) => ({
    title,
    entries: boxes.map(({ queue, name, icon }) => ({
      href: queueHref(queue),
      name,
      icon,
      count: data && numberWords(data[queue], lang),
      need: queue === 'overdue' && (data?.overdue ?? 0) > 0,
    })),
  }));
  const share = data?.onTimeShare ?? null;
  const overview = {
    title: t('Nhìn chung'),
    entries: [
      {
        href: queueHref('all'),
        name: t('Mọi việc'),
        icon: 'list' as const,
        count: data && numberWords(data.all, lang),
      },
      { href: `${reportsHref}/map`, name: t('Bản đồ'), icon: 'map' as const },
      {
        href: `${reportsHref}/on-time`,
        name: t('Đúng hẹn'),
        icon: 'trend' as const,
        count: share === null ? undefined : shareWords(share, lang),
      },
      ...(reviewing.includes(me.post.role)
        ? [{ href: `${reportsHref}/surveys`, name: t('Khảo sát'), icon: 'message' as const }]
        : []),
    ],
  };
  return [...moderation, ...groups, overview];
}
