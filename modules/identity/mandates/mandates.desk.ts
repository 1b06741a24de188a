// Guardianship at the desk of civil status.
import type { DeskModule } from '@city/ui/desk';

export const desk: DeskModule = {
  order: 91,
  screens: [
    {
      path: '/mandates',
      title: { vi: 'Cha mẹ, giám hộ', en: 'Guardianship' },
      load: () => import('./guardian-screen.tsx'),
    },
  ],
  useNav: ({ t, me }) =>
    me.post.role === 'civil_status'
      ? [
          {
            title: t('Hộ tịch'),
            entries: [{ href: '/desk/mandates', name: t('Cha mẹ, giám hộ'), icon: 'people' }],
          },
        ]
      : [],
};
