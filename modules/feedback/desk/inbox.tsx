// The inbox: the list by due time, the chosen report, and what can be done with it. On a phone the three are pages.
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import type { DeskContext } from '@city/ui/desk';
import { Panes } from '@city/ui/staff';
import { useCallback, useEffect, useMemo } from 'react';
import { askPage, keys, type Page } from './api.ts';
import { InboxList } from './inbox-list.tsx';
import { useNews } from './news.ts';
import { type Opened, queueHref, queueName, readAddress, writeAddress } from './queues.ts';
import { ReportPanes } from './report-panes.tsx';
import { useWide } from './wide.ts';
import './reports-desk.css';

export function Screen(desk: DeskContext) {
  const { href, navigate } = desk;
  const opened = useMemo(() => readAddress(href), [href]);
  const { queue, q, code, page } = opened;
  const queries = useQueryClient();
  const wide = useWide();
  const list = useList(opened);
  const items = useMemo(() => list.data?.pages.flatMap((one) => one.items) ?? [], [list.data]);
  const news = useNews(items, desk.me.post.body, queue);
  const go = useCallback(
    (change: Partial<Opened>, replace = true) =>
      navigate(writeAddress({ ...readAddress(href), ...change }), { replace }),
    [navigate, href],
  );
  useEffect(() => {
    const [first] = items;
    if (wide && code === null && first) go({ code: first.trackingCode });
    // The address names its box, so that the side bar marks it.
    else if (!href.includes('queue=')) go({});
  }, [wide, code, items, href, go]);
  const refresh = () => {
    news.clear();
    void queries.invalidateQueries({ queryKey: keys.lists });
    void queries.invalidateQueries({ queryKey: keys.numbers });
  };
  const at = items.findIndex((item) => item.trackingCode === code);
  const choose = (next: string) => {
    news.read(next);
    go({ code: next, page: 'detail' }, wide);
  };
  return (
    // On a phone the open page is the main part, and needs a heading of its own.
    <div className="inbox" data-page={page} role={!wide && page !== 'detail' ? 'main' : undefined}>
      {!wide && page === 'action' && <h1 className="vh">{queueName(queue, desk.t)}</h1>}
      <Panes>
        <InboxList
          desk={desk}
          opened={opened}
          list={list}
          items={items}
          news={news}
          onChoose={choose}
          onRefresh={refresh}
        />
        {code === null ? (
          <main className="det det-none" aria-label={desk.t('Việc')} />
        ) : (
          <ReportPanes
            key={code}
            desk={desk}
            code={code}
            seen={items[at]}
            place={
              at >= 0 && !list.hasNextPage
                ? desk.t('{at} trong {count}', { at: at + 1, count: items.length })
                : undefined
            }
            onPage={(to) => go(to === 'list' ? { code: null } : { page: to }, false)}
            backHref={q === '' ? queueHref(queue) : writeAddress({ ...opened, code: null })}
          />
        )}
      </Panes>
    </div>
  );
}

/** Rows stay where they are until somebody asks for the list again. */
function useList({ queue, q }: Pick<Opened, 'queue' | 'q'>) {
  return useInfiniteQuery({
    queryKey: keys.list(queue, q),
    queryFn: ({ pageParam, signal }) => askPage(queue, q, pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (last: Page) => last.next,
    staleTime: 30_000,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
}
