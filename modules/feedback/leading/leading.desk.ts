// What leaders get at the desk: drafts to read and approve.
import type { DeskModule } from '@city/ui/desk';
import { numberWords } from '@city/ui/desk';
import { useQuery } from '@tanstack/react-query';
import { askNumbers, keys } from '../desk/api.ts';

const deciding: readonly string[] = ['leader', 'coordinator'];

export const desk: DeskModule = {
  order: 11,
  screens: [
    {
      path: '/reports/approve',
      title: { vi: 'Đọc và duyệt', en: 'Read and approve' },
      load: () => import('./approve-screen.tsx'),
    },
    {
      path: '/reports/ladder',
      title: { vi: 'Thang quá hẹn', en: 'Ladder' },
      load: () => import('./ladder-screen.tsx'),
    },
    {
      path: '/reports/league',
      title: { vi: 'Các cơ quan giữ hẹn', en: 'Bodies and their promises' },
      load: () => import('./league-screen.tsx'),
    },
    {
      path: '/reports/what-if',
      title: { vi: 'Thử trước', en: 'What if' },
      load: () => import('./what-if-screen.tsx'),
    },
  ],
  useNav: ({ t, lang, me }) => {
    const { data } = useQuery({
      queryKey: keys.numbers,
      queryFn: ({ signal }) => askNumbers(signal),
      refetchInterval: 60_000,
    });
    if (!deciding.includes(me.post.role)) return [];
    return [
      {
        title: t('Lãnh đạo'),
        entries: [
          {
            href: '/desk/reports/approve',
            name: t('Đọc và duyệt'),
            icon: 'tick',
            count: data && numberWords(data.approval, lang),
            need: (data?.approval ?? 0) > 0,
          },
          { href: '/desk/reports/ladder', name: t('Thang quá hẹn'), icon: 'warning' },
          { href: '/desk/reports/league', name: t('Cơ quan giữ hẹn'), icon: 'trend' },
          { href: '/desk/reports/what-if', name: t('Thử trước'), icon: 'learn' },
        ],
      },
    ];
  },
};
