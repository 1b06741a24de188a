// What reports give the officers' desk: the boxes of the side bar and its screens, which load when they are opened.
import type { DeskModule } from '@city/ui/desk';
import { useReportBoxes } from './boxes.ts';
import { searchHref } from './queues.ts';

export const desk: DeskModule = {
  order: 10,
  screens: [
    { path: '/reports', title: { vi: 'Hộp việc', en: 'Inbox' }, load: () => import('./inbox.tsx') },
    { path: '/reports/map', title: { vi: 'Bản đồ', en: 'Map' }, load: () => import('./map-screen.tsx') },
    {
      path: '/reports/on-time',
      title: { vi: 'Đúng hẹn', en: 'On time' },
      load: () => import('./on-time-screen.tsx'),
    },
    {
      path: '/reports/surveys',
      title: { vi: 'Khảo sát', en: 'Survey' },
      load: () => import('../survey/survey-screen.tsx'),
    },
    {
      path: '/reports/moderation',
      title: { vi: 'Kiểm duyệt', en: 'Moderation' },
      load: () => import('./moderation/moderation-screen.tsx'),
    },
    {
      path: '/reports/bans',
      title: { vi: 'Người gửi bị chặn', en: 'Senders kept out' },
      load: () => import('./moderation/bans-screen.tsx'),
    },
  ],
  useNav: useReportBoxes,
  search: { placeholder: (t) => t('Tìm mã, địa chỉ, nội dung (có dấu hay không dấu)'), href: searchHref },
};
