// The hotline's place at the desk: an entry for those who answer calls, and the form that opens with it.
import type { DeskModule } from '@city/ui/desk';

const answering: readonly string[] = ['operator', 'coordinator'];

export const desk: DeskModule = {
  order: 11,
  screens: [
    {
      path: '/hotline',
      title: { vi: 'Nhận cuộc gọi', en: 'Take a call' },
      load: () => import('./hotline-screen.tsx'),
    },
  ],
  useNav: ({ t, me }) =>
    answering.includes(me.post.role)
      ? [
          {
            title: t('Tổng đài 1022'),
            entries: [{ href: '/desk/hotline', name: t('Nhận cuộc gọi'), icon: 'phone' as const }],
          },
        ]
      : [],
};
