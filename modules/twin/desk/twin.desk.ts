// What the twin gives the officers' desk: one screen to try things out before they are done.
import type { DeskModule } from '@city/ui/desk';

const roles = ['operator', 'leader', 'coordinator', 'officer', 'administrator'];

export const desk: DeskModule = {
  order: 80,
  screens: [
    {
      path: '/twin',
      title: { vi: 'Bản sao số', en: 'Digital twin' },
      load: () => import('./twin-screen.tsx'),
    },
  ],
  useNav: ({ t, me }) =>
    roles.includes(me.post.role)
      ? [
          {
            title: t('Thử trước khi làm'),
            entries: [{ href: '/desk/twin', name: t('Bản sao số'), icon: 'trend' as const }],
          },
        ]
      : [],
};
