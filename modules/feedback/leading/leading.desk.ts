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
        ],
      },
    ];
  },
};
