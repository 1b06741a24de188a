// What the plan gives the officers' desk: one screen to enter, approve, try out and publish figures.
import type { DeskModule } from '@city/ui/desk';

const roles = ['officer', 'leader', 'inspector'];

export const desk: DeskModule = {
  order: 70,
  screens: [
    {
      path: '/plan',
      title: { vi: 'Số liệu của kế hoạch', en: 'Figures of the plan' },
      load: () => import('./plan-screen.tsx'),
    },
  ],
  useNav: ({ t, me }) =>
    roles.includes(me.post.role)
      ? [
          {
            title: t('Kế hoạch'),
            entries: [{ href: '/desk/plan', name: t('Số liệu của kế hoạch'), icon: 'trend' as const }],
          },
        ]
      : [],
};
