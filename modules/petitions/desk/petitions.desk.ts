// What petitions give the officers' desk: queues in the side bar and one screen.
import { useQuery } from '@tanstack/react-query';
import { type DeskModule, numberWords } from '@city/ui/desk';
import { askCounts, keys, queueHref, queueNames, queuesFor } from './api.ts';

export const desk: DeskModule = {
  order: 30,
  screens: [
    {
      path: '/petitions',
      title: { vi: 'Kiến nghị', en: 'Petitions' },
      load: () => import('./petitions-screen.tsx'),
    },
  ],
  useNav: ({ t, lang, me }) => {
    const { data } = useQuery({
      queryKey: keys.counts,
      queryFn: ({ signal }) => askCounts(signal),
      refetchInterval: 60_000,
    });
    const names = queueNames(t);
    return [
      {
        title: t('Kiến nghị'),
        entries: queuesFor(me.post.role).map((queue) => ({
          href: queueHref(queue),
          name: names[queue].name,
          icon: names[queue].icon,
          count: data && numberWords(data[queue], lang),
        })),
      },
    ];
  },
};
