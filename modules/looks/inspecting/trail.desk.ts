// What the trail gives the desk: for inspectors who read what, for leaders the questions that people ask about it.
import { useQuery } from '@tanstack/react-query';
import { type DeskModule, numberWords } from '@city/ui/desk';
import { askQuestions, questionKeys } from './api.ts';

const answerers = ['leader', 'coordinator'];

export const desk: DeskModule = {
  order: 85,
  screens: [
    {
      path: '/trail',
      title: { vi: 'Ai đã đọc dữ liệu cá nhân', en: 'Who read personal data' },
      load: () => import('./readings-screen.tsx'),
    },
    {
      path: '/trail/questions',
      title: { vi: 'Người dân hỏi vì sao', en: 'People ask why' },
      load: () => import('./questions-screen.tsx'),
    },
  ],
  useNav: ({ t, lang, me }) => {
    const mayAnswer = answerers.includes(me.post.role);
    const { data } = useQuery({
      queryKey: questionKeys,
      queryFn: ({ signal }) => askQuestions(signal),
      enabled: mayAnswer,
      refetchInterval: 60_000,
    });
    const open = data?.items.filter(({ state }) => state === 'open').length;
    const title = t('Dữ liệu cá nhân');
    if (me.post.role === 'inspector')
      return [{ title, entries: [{ href: '/desk/trail', name: t('Ai đã đọc'), icon: 'eye' as const }] }];
    if (!mayAnswer) return [];
    return [
      {
        title,
        entries: [
          {
            href: '/desk/trail/questions',
            name: t('Người dân hỏi vì sao'),
            icon: 'message' as const,
            count: open === undefined ? undefined : numberWords(open, lang),
          },
        ],
      },
    ];
  },
};
