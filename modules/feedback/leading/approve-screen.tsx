// Drafts that wait for a leader, read one after another as the reporter will read them: question, pictures, answer; decided with one key.
import { useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import { type DeskContext, numberWords } from '@city/ui/desk';
import { EmptyState, ErrorState, LoadingState } from '@city/ui/parts';
import { ListPane, Panes, useNow, WorkList } from '@city/ui/staff';
import { useEffect, useMemo } from 'react';
import { askPage, askReport, keys, type Page } from '../desk/api.ts';
import { readChosen, writeChosen } from '../desk/chosen.ts';
import { problemWords } from '../desk/problem-words.ts';
import { rowOf } from '../desk/row.ts';
import { useWide } from '../desk/wide.ts';
import type { DeskItem } from '../contract.ts';
import { limits } from '../limits.ts';
import '../desk/reports-desk.css';
import './leading.css';
import { DraftSheet } from './draft-sheet.tsx';

const readingKey = ['reports', 'reading'];

export function Screen(desk: DeskContext) {
  const { t, href, navigate } = desk;
  const queries = useQueryClient();
  const wide = useWide();
  const list = useQuery({
    queryKey: readingKey,
    queryFn: ({ signal }) => askPage('approval', '', null, signal, limits.listMax),
    refetchOnWindowFocus: false,
  });
  const items = useMemo(() => list.data?.items ?? [], [list.data]);
  const { code } = readChosen(href);
  const at = items.findIndex(({ trackingCode }) => trackingCode === code);
  const open = (next: string | undefined, replace = true) =>
    navigate(writeChosen(href, { code: next ?? null, page: 'detail' }), { replace });
  const first = items[0]?.trackingCode;
  useEffect(() => {
    if (wide && code === null && first !== undefined)
      navigate(writeChosen(href, { code: first, page: 'detail' }), { replace: true });
  }, [wide, code, first, href, navigate]);
  const next = items[at + 1]?.trackingCode;
  useEffect(() => {
    // The next one is read ahead, so that nobody waits between two drafts.
    if (next !== undefined)
      void queries.prefetchQuery({
        queryKey: keys.one(next),
        queryFn: ({ signal }) => askReport(next, signal),
      });
  }, [next, queries]);
  const onDecided = () => {
    open(next ?? items.find(({ trackingCode }) => trackingCode !== code)?.trackingCode);
    void queries.invalidateQueries({ queryKey: readingKey });
    void queries.invalidateQueries({ queryKey: keys.numbers });
  };
  return (
    <div
      className="inbox approving"
      data-page={code === null ? 'list' : 'detail'}
      role={!wide && code === null ? 'main' : undefined}
    >
      <Panes layout="two">
        <DraftList
          desk={desk}
          list={list}
          items={items}
          code={code}
          onChoose={(chosen) => open(chosen, wide)}
        />
        {code === null ? (
          <main className="det det-none" aria-label={t('Bản thảo')} />
        ) : (
          <DraftSheet
            key={code}
            desk={desk}
            code={code}
            place={at >= 0 ? t('{at} trong {count}', { at: at + 1, count: items.length }) : undefined}
            backHref={writeChosen(href, { code: null, page: 'list' })}
            onDecided={onDecided}
          />
        )}
      </Panes>
    </div>
  );
}

type ListProps = {
  desk: DeskContext;
  list: Pick<UseQueryResult<Page>, 'data' | 'isPending' | 'isError' | 'isSuccess' | 'error'>;
  items: readonly DeskItem[];
  code: string | null;
  onChoose: (code: string) => void;
};

function DraftList({ desk: { t, lang }, list, items, code, onChoose }: ListProps) {
  const now = useNow(30_000);
  const groups = [
    {
      key: 'waiting',
      title: t('Chờ duyệt'),
      note: numberWords(items.length, lang),
      items: items.map((item) => rowOf(item, { t, lang, now }, false)),
    },
  ];
  return (
    <ListPane
      title={t('Đọc và duyệt')}
      sub={list.data && t('{count} bản thảo', { count: numberWords(items.length, lang) })}
    >
      {list.isPending && <LoadingState waitingFor={t('Đang chờ danh sách bản thảo.')} />}
      {list.isError && (
        <ErrorState title={t('Chưa lấy được danh sách')}>{problemWords(list.error, t)}</ErrorState>
      )}
      {list.isSuccess && items.length === 0 && (
        <EmptyState icon="done" title={t('Không còn bản thảo nào chờ duyệt')}>
          {t('Trả lời cần lãnh đạo duyệt và xin gia hạn sẽ hiện ở đây.')}
        </EmptyState>
      )}
      {items.length > 0 && (
        <WorkList
          t={t}
          label={t('Các bản thảo chờ duyệt')}
          groups={groups}
          selectedId={code ?? undefined}
          onSelect={onChoose}
          onOpen={() => document.querySelector<HTMLElement>('.approving .det')?.focus()}
        />
      )}
    </ListPane>
  );
}
