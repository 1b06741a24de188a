// What sensing gives the desk: for those who look after devices one screen of devices, the codec bench and what rules found.
import type { DeskModule } from '@city/ui/desk';

const roles = ['operator', 'administrator'];

export const desk: DeskModule = {
  order: 75,
  screens: [
    {
      path: '/sensing',
      title: { vi: 'Cảm biến', en: 'Sensors' },
      load: () => import('./sensing-screen.tsx'),
    },
  ],
  useNav: ({ t, me }) =>
    roles.includes(me.post.role)
      ? [
          {
            title: t('Cảm biến'),
            entries: [{ href: '/desk/sensing', name: t('Thiết bị và bộ giải mã'), icon: 'trend' as const }],
          },
        ]
      : [],
};
