// What only offices read about a report: notes, the reporter's answers as they came, decisions on requests.
import { momentWords } from '@city/ui/desk';
import { Timeline, type TimelineItem } from '@city/ui/parts';
import type { DeskContext } from '@city/ui/desk';
import type { DeskView } from '../../contract.ts';

export function InnerStory({ desk, view }: { desk: DeskContext; view: DeskView }) {
  const { t } = desk;
  const items = itemsOf(view, desk);
  if (items.length === 0) return null;
  return (
    <>
      <h3>{t('Nội bộ')}</h3>
      <Timeline size="small" label={t('Nội bộ')} items={items} />
    </>
  );
}

function itemsOf({ handling }: DeskView, { t, lang }: DeskContext): TimelineItem[] {
  const at = (instant: string) => momentWords(new Date(instant), lang, 'tiny');
  const notes = handling.notes.map((note) => ({
    when: note.at,
    item: {
      key: note.id,
      time: at(note.at),
      dateTime: note.at,
      title: note.origin === 'reporter' ? t('Người gửi trả lời') : (note.author ?? t('Cơ quan')),
      icon: note.origin === 'reporter' ? ('person' as const) : ('message' as const),
      kind: 'done' as const,
      text: note.words,
    },
  }));
  const decisions = handling.requests.flatMap((request) => {
    if (request.decidedAt === null) return [];
    return [
      {
        when: request.decidedAt,
        item: {
          key: `request-${request.no}`,
          time: at(request.decidedAt),
          dateTime: request.decidedAt,
          title: decisionTitle(request, t),
          icon: request.decision === 'approved' ? ('tick' as const) : ('undo' as const),
          kind: 'done' as const,
          ...(request.decidedWords === null ? {} : { text: request.decidedWords }),
        },
      },
    ];
  });
  return [...notes, ...decisions]
    .sort((one, other) => (one.when < other.when ? 1 : -1))
    .map(({ item }) => item);
}

function decisionTitle(request: DeskView['handling']['requests'][number], t: DeskContext['t']): string {
  const who = request.decidedBy ?? '';
  if (request.decision === 'withdrawn') return t('{who} rút bản thảo', { who });
  if (request.kind === 'answer')
    return request.decision === 'approved'
      ? t('{who} duyệt trả lời', { who })
      : t('{who} trả bản thảo', { who });
  return request.decision === 'approved'
    ? t('{who} đồng ý gia hạn', { who })
    : t('{who} không đồng ý gia hạn', { who });
}
