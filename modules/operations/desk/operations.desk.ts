// What the operations centre gives the officers' desk: alarms, incidents, the shift, warnings; and for bodies what the centre asks of them.
import { useQuery } from '@tanstack/react-query';
import { type DeskModule, numberWords } from '@city/ui/desk';
import { askAlarms, askIncidents, askTasks, keys } from './api.ts';

const centre = ['operator', 'shift_lead'];
const watching = [...centre, 'leader', 'coordinator', 'inspector', 'administrator'];
const sent = ['officer', 'leader'];

export const desk: DeskModule = {
  order: 40,
  screens: [
    {
      path: '/alarms',
      title: { vi: 'Báo động', en: 'Alarms' },
      load: () => import('./alarms-screen.tsx'),
    },
    {
      path: '/incidents',
      title: { vi: 'Sự cố', en: 'Incidents' },
      load: () => import('./incidents-screen.tsx'),
    },
    { path: '/shift', title: { vi: 'Ca trực', en: 'The shift' }, load: () => import('./shift-screen.tsx') },
    {
      path: '/warnings',
      title: { vi: 'Cảnh báo cho dân', en: 'Public warnings' },
      load: () => import('./warnings-screen.tsx'),
    },
    {
      path: '/board',
      title: { vi: 'Bảng chỉ số', en: 'The board' },
      load: () => import('./board-screen.tsx'),
    },
    {
      path: '/centre-tasks',
      title: { vi: 'Việc Trung tâm giao', en: 'Tasks from the centre' },
      load: () => import('./tasks-screen.tsx'),
    },
  ],
  useNav: ({ t, lang, me }) => {
    const { role } = me.post;
    const [watches, isSent] = [watching.includes(role), sent.includes(role)];
    const alarms = useQuery({
      queryKey: keys.alarms('active'),
      queryFn: ({ signal }) => askAlarms('active', signal),
      refetchInterval: 60_000,
      enabled: watches,
    });
    const incidents = useQuery({
      queryKey: keys.incidents('open'),
      queryFn: ({ signal }) => askIncidents('open', signal),
      refetchInterval: 60_000,
      enabled: watches,
    });
    const tasks = useQuery({
      queryKey: keys.tasks,
      queryFn: ({ signal }) => askTasks(signal),
      refetchInterval: 60_000,
      enabled: isSent,
    });
    const count = (n: number | undefined) => (n === undefined ? undefined : numberWords(n, lang));
    const entries = [
      ...(watches
        ? ([
            {
              href: '/desk/alarms',
              name: t('Báo động'),
              icon: 'bell',
              count: count(alarms.data?.counts.calling),
            },
            {
              href: '/desk/incidents',
              name: t('Sự cố'),
              icon: 'warning',
              count: count(incidents.data?.length),
            },
            { href: '/desk/shift', name: t('Ca trực'), icon: 'clock', count: undefined },
            { href: '/desk/board', name: t('Bảng chỉ số'), icon: 'list', count: undefined },
            { href: '/desk/warnings', name: t('Cảnh báo cho dân'), icon: 'send', count: undefined },
          ] as const)
        : []),
      ...(isSent
        ? ([
            {
              href: '/desk/centre-tasks',
              name: t('Việc Trung tâm giao'),
              icon: 'list',
              count: count(tasks.data?.length),
            },
          ] as const)
        : []),
    ];
    return entries.length === 0 ? [] : [{ title: t('Điều hành'), entries }];
  },
};
