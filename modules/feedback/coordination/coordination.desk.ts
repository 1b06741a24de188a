// What coordination gives the desk: the queue that waits for a decision, the ways of bounced reports, the board of storms.
import { numberWords, type DeskModule } from '@city/ui/desk';
import { useTriage } from './ask.ts';

const coordinating: readonly string[] = ['coordinator', 'leader', 'inspector', 'operator'];

export const desk: DeskModule = {
  order: 12,
  screens: [
    {
      path: '/reports/triage',
      title: { vi: 'Chờ điều phối', en: 'To coordinate' },
      load: () => import('./triage-screen.tsx'),
    },
    {
      path: '/reports/bounced',
      title: { vi: 'Chuyển qua lại', en: 'Bounced' },
      load: () => import('./bounced-screen.tsx'),
    },
    {
      path: '/reports/storms',
      title: { vi: 'Bão phản ánh', en: 'Storms of reports' },
      load: () => import('./storms-screen.tsx'),
    },
  ],
  useNav: ({ t, lang, me }) => {
    const sees = coordinating.includes(me.post.role);
    const { data } = useTriage(me.post.role === 'coordinator');
    if (!sees) return [];
    const stuck = data?.items.filter(({ reason }) => reason === 'returned-twice').length ?? 0;
    return [
      {
        title: t('Điều phối'),
        entries: [
          {
            href: '/desk/reports/triage',
            name: t('Chờ điều phối'),
            icon: 'inbox',
            count: data && numberWords(data.items.length, lang),
            need: stuck > 0,
          },
          { href: '/desk/reports/bounced', name: t('Chuyển qua lại'), icon: 'hand-over' },
          { href: '/desk/reports/storms', name: t('Bão phản ánh'), icon: 'typhoon' },
        ],
      },
    ];
  },
};
