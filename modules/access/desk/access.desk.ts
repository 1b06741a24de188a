// What access gives the desk: for administrators and inspectors one screen of posts, permissions, the policy tester and the log of decisions, and one of signing keys.
import type { DeskModule } from '@city/ui/desk';

const roles = ['administrator', 'inspector'];

export const desk: DeskModule = {
  order: 86,
  screens: [
    {
      path: '/access',
      title: { vi: 'Quyền truy cập', en: 'Access' },
      load: () => import('./access-screen.tsx'),
    },
    {
      path: '/keys',
      title: { vi: 'Khóa ký', en: 'Signing keys' },
      load: () => import('../keys/keys-screen.tsx'),
    },
  ],
  useNav: ({ t, me }) =>
    roles.includes(me.post.role)
      ? [
          {
            title: t('Quyền'),
            entries: [
              { href: '/desk/access', name: t('Quyền truy cập'), icon: 'key' as const },
              { href: '/desk/keys', name: t('Khóa ký'), icon: 'sign' as const },
            ],
          },
        ]
      : [],
};
