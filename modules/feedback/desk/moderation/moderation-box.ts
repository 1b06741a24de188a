// The moderators' box in the side bar, for those who act as one.
import { useQuery } from '@tanstack/react-query';
import { type DeskContext, numberWords } from '@city/ui/desk';
import type { DeskNavGroup } from '@city/ui/staff';
import { askCounts, keys } from './api.ts';

export function useModerationBox({
  t,
  lang,
  me,
}: Pick<DeskContext, 't' | 'lang' | 'me'>): readonly DeskNavGroup[] {
  const isModerator = me.post.role === 'moderator';
  const { data } = useQuery({
    queryKey: keys.counts,
    queryFn: ({ signal }) => askCounts(signal),
    refetchInterval: 30_000,
    enabled: isModerator,
  });
  if (!isModerator) return [];
  return [
    {
      title: t('Kiểm duyệt'),
      entries: [
        {
          href: '/desk/reports/moderation',
          name: t('Cần xem'),
          icon: 'eye',
          count: data && numberWords(data.all, lang),
          need: (data?.pressing ?? 0) > 0,
        },
        { href: '/desk/reports/bans', name: t('Người gửi bị chặn'), icon: 'lock' },
      ],
    },
  ];
}
