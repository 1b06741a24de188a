// What data rights give the officers' desk: the queue of requests and the register of breaches, for data protection alone.
import type { DeskContext, DeskModule } from '@city/ui/desk';
import type { DeskNavGroup } from '@city/ui/staff';

export const desk: DeskModule = {
  order: 60,
  screens: [
    {
      path: '/data-requests',
      title: { vi: 'Yêu cầu về dữ liệu', en: 'Data requests' },
      load: () => import('./requests-screen.tsx'),
    },
    {
      path: '/breaches',
      title: { vi: 'Vi phạm dữ liệu', en: 'Breaches' },
      load: () => import('./breaches-screen.tsx'),
    },
  ],
  useNav: boxes,
};

function boxes({ t, me }: Pick<DeskContext, 't' | 'lang' | 'me'>): readonly DeskNavGroup[] {
  const { role, body } = me.post;
  if (role !== 'data_protection' && !(role === 'leader' && body === 'ubnd-thanh-pho')) return [];
  return [
    {
      title: t('Dữ liệu cá nhân'),
      entries: [
        { href: '/desk/data-requests?box=open', name: t('Yêu cầu về dữ liệu'), icon: 'people' },
        { href: '/desk/data-requests?box=closed', name: t('Yêu cầu đã xong'), icon: 'done' },
        { href: '/desk/breaches', name: t('Vi phạm dữ liệu'), icon: 'lock' },
      ],
    },
  ];
}
