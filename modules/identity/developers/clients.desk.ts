// The administrators' desk of applications that use the city's sign-in.
import type { DeskModule } from '@city/ui/desk';

export const desk: DeskModule = {
  order: 92,
  screens: [
    {
      path: '/clients',
      title: { vi: 'Ứng dụng', en: 'Applications' },
      load: () => import('./clients-screen.tsx'),
    },
  ],
  useNav: ({ t, me }) =>
    me.post.role === 'administrator'
      ? [
          {
            title: t('Quản trị'),
            entries: [{ href: '/desk/clients', name: t('Ứng dụng'), icon: 'key' }],
          },
        ]
      : [],
};
