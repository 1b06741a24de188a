// Assisted onboarding at the desk of a commune: for those who have no smartphone.
import type { DeskModule } from '@city/ui/desk';

/** Roles that the rules of the day let help; the server asks again. */
const helpers = ['officer', 'leader', 'civil_status'];

export const desk: DeskModule = {
  order: 85,
  screens: [
    {
      path: '/onboarding',
      title: { vi: 'Giúp mở tài khoản', en: 'Help to an account' },
      load: () => import('./onboarding-screen.tsx'),
    },
  ],
  useNav: ({ t, me }) =>
    helpers.includes(me.post.role)
      ? [
          {
            title: t('Một cửa'),
            entries: [{ href: '/desk/onboarding', name: t('Giúp mở tài khoản'), icon: 'people' }],
          },
        ]
      : [],
};
