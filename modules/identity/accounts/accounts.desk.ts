// The administrators' desk of disabled accounts.
import type { DeskModule } from '@city/ui/desk';

export const desk: DeskModule = {
  order: 93,
  screens: [
    {
      path: '/accounts',
      title: { vi: 'Khóa tài khoản', en: 'Disabled accounts' },
      load: () => import('./accounts-screen.tsx'),
    },
  ],
  useNav: ({ t, me }) =>
    me.post.role === 'administrator'
      ? [
          {
            title: t('Quản trị'),
            entries: [{ href: '/desk/accounts', name: t('Khóa tài khoản'), icon: 'lock' }],
          },
        ]
      : [],
};
