// Standing in at the desk: who acts from my post while I am away.
import type { DeskModule } from '@city/ui/desk';

export const desk: DeskModule = {
  order: 90,
  screens: [
    {
      path: '/deputies',
      title: { vi: 'Người thay', en: 'Deputies' },
      load: () => import('./deputies-screen.tsx'),
    },
  ],
  useNav: ({ t }) => [
    {
      title: t('Vị trí của tôi'),
      entries: [{ href: '/desk/deputies', name: t('Người thay'), icon: 'people' }],
    },
  ],
};
