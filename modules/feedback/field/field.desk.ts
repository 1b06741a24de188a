// The field screen's place at the desk: for officers of bodies, who go out.
import type { DeskModule } from '@city/ui/desk';

export const desk: DeskModule = {
  order: 13,
  screens: [
    {
      path: '/field',
      title: { vi: 'Hiện trường', en: 'In the field' },
      load: () => import('./field-screen.tsx'),
    },
  ],
  useNav: ({ t, me }) =>
    me.post.role === 'officer'
      ? [
          {
            title: t('Ra ngoài'),
            entries: [{ href: '/desk/field', name: t('Hiện trường'), icon: 'pin' as const }],
          },
        ]
      : [],
};
