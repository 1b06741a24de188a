// What inspectors get at the desk: figures made again, and the chain of one report.
import type { DeskModule } from '@city/ui/desk';

export const desk: DeskModule = {
  order: 14,
  screens: [
    {
      path: '/reports/inspect',
      title: { vi: 'Kiểm tra', en: 'Inspect' },
      load: () => import('./inspect-screen.tsx'),
    },
  ],
  useNav: ({ t, me }) =>
    me.post.role === 'inspector'
      ? [
          {
            title: t('Thanh tra'),
            entries: [{ href: '/desk/reports/inspect', name: t('Kiểm tra'), icon: 'proof' as const }],
          },
        ]
      : [],
};
