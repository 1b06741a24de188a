// What complaints give the officers' desk: two boxes for those who handle them, and one screen.
import type { DeskModule } from '@city/ui/desk';
import { useMatterBoxes } from './boxes.ts';

export const desk: DeskModule = {
  order: 40,
  screens: [
    {
      path: '/complaints',
      title: { vi: 'Khiếu nại, tố cáo', en: 'Complaints' },
      load: () => import('./matters-screen.tsx'),
    },
    {
      path: '/complaints/counter',
      title: { vi: 'Nhận đơn tại quầy', en: 'File at the counter' },
      load: () => import('../counter/counter-screen.tsx'),
    },
  ],
  useNav: useMatterBoxes,
};
