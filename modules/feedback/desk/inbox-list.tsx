// The list of a box: groups by due day, what came since, more when there is more.
import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query';
import { type DeskContext, numberWords } from '@city/ui/desk';
import { Button, EmptyState, ErrorState, Icon, LoadingState } from '@city/ui/parts';
import { ListPane, useNow, WorkList } from '@city/ui/staff';
import { useMemo } from 'react';
import type { DeskItem } from '../contract.ts';
import type { Page } from './api.ts';
import { byDueDay, byFilingDay } from './due-groups.ts';
import type { useNews } from './news.ts';
import { problemWords } from './problem-words.ts';
import { goesByDue, type Opened, queueHref, queueName } from './queues.ts';
import { rowOf } from './row.ts';
import { useOnline } from './wide.ts';

export type InboxListProps = {
  desk: DeskContext;
  opened: Opened;
  list: UseInfiniteQueryResult<InfiniteData<Page>>;
  items: readonly DeskItem[];
  news: ReturnType<typeof useNews>;
  onChoose: (code: string) => void;
  onRefresh: () => void;
};

export function InboxList({ desk, opened, list, items, news, onChoose, onRefresh }: InboxListProps) {
  const { t, lang } = desk;
  const { queue, q, code } = opened;
  const minute = Math.floor(useNow(30_000).getTime() / 60_000);
  const byDue = goesByDue(queue);
  const groups = useMemo(() => {
    const words = { t, lang, now: new Date(minute * 60_000) };
    return (byDue ? byDueDay : byFilingDay)(items, words).map((group) => ({
      ...group,
      items: group.items.map((item) => rowOf(item, words, news.changed.has(item.trackingCode))),
    }));
  }, [items, byDue, t, lang, minute, news.changed]);
  const count = list.hasNextPage ? `${numberWords(items.length, lang)}+` : numberWords(items.length, lang);
  const title = q === '' ? queueName(queue, t) : t('Tìm “{q}”', { q });
  const sub = byDue
    ? t('{count} việc, gần hẹn nhất trước', { count })
    : t('{count} việc, mới nhất trước', { count });
  return (
    <ListPane
      title={title}
      sub={list.isPending ? undefined : sub}
      tools={<RefreshButton desk={desk} isBusy={list.isFetching} onRefresh={onRefresh} />}
    >
      <NewsBar desk={desk} news={news} onRefresh={onRefresh} />
      <OfflineBar desk={desk} />
      {list.isPending && (
        <LoadingState waitingFor={t('Đang chờ danh sách việc. Máy chủ trả lời chậm hơn thường lệ.')} />
      )}
      {list.isError && items.length === 0 && (
        <ErrorState
          title={t('Chưa lấy được danh sách')}
          action={
            <Button type="button" size="sm" onClick={() => void list.refetch()}>
              {t('Thử lại')}
            </Button>
          }
        >
          {problemWords(list.error, t)}
        </ErrorState>
      )}
      {list.isSuccess &&
        items.length === 0 &&
        (q === '' ? <EmptyBox desk={desk} /> : <NothingFound desk={desk} />)}
      {items.length > 0 && (
        <WorkList
          t={t}
          label={t('Việc')}
          groups={groups}
          selectedId={code ?? undefined}
          onSelect={onChoose}
          onOpen={openDetail}
        />
      )}
      {list.hasNextPage && (
        <p className="list-more">
          <Button
            type="button"
            size="sm"
            disabled={list.isFetchingNextPage}
            onClick={() => void list.fetchNextPage()}
          >
            {list.isFetchingNextPage ? t('Đang lấy thêm…') : t('Lấy thêm việc')}
          </Button>
        </p>
      )}
    </ListPane>
  );
}

/** Enter goes from the list into the report. */
function openDetail(): void {
  document.querySelector<HTMLElement>('.inbox .det')?.focus();
}

function RefreshButton({
  desk: { t },
  isBusy,
  onRefresh,
}: {
  desk: DeskContext;
  isBusy: boolean;
  onRefresh: () => void;
}) {
  return (
    <button type="button" onClick={onRefresh} aria-busy={isBusy}>
      <Icon name="refresh" size="sm" />
      <span>{t('Tải lại')}</span>
    </button>
  );
}

function NewsBar({
  desk: { t, lang },
  news,
  onRefresh,
}: Pick<InboxListProps, 'desk' | 'news' | 'onRefresh'>) {
  const fresh = news.newcomers.size;
  const changed = news.changed.size;
  if (fresh === 0 && changed === 0 && !news.isGap) return null;
  const words =
    fresh > 0
      ? t('{count} việc mới, bấm để xem', { count: numberWords(fresh, lang) })
      : changed > 0
        ? t('{count} việc vừa đổi, bấm để cập nhật', { count: numberWords(changed, lang) })
        : t('Vừa nối lại mạng, bấm để tải lại danh sách');
  return (
    <div className="list-news" role="status">
      <button type="button" onClick={onRefresh}>
        <Icon name="refresh" size="xs" />
        {words}
      </button>
    </div>
  );
}

function OfflineBar({ desk: { t } }: { desk: DeskContext }) {
  const online = useOnline();
  if (online) return null;
  return (
    <p className="list-offline" role="status">
      <Icon name="offline" size="sm" />
      {t('Mất mạng. Danh sách là bản cuối cùng; bản nháp vẫn giữ trong máy này.')}
    </p>
  );
}

function EmptyBox({ desk: { t } }: { desk: DeskContext }) {
  return (
    <EmptyState icon="done" title={t('Không có việc nào ở đây')}>
      {t('Việc mới đến sẽ tự hiện. Xem hộp khác ở bên trái.')}
    </EmptyState>
  );
}

function NothingFound({ desk: { t } }: { desk: DeskContext }) {
  return (
    <EmptyState
      icon="search"
      title={t('Không tìm thấy việc nào')}
      action={<a href={queueHref('due')}>{t('Về hộp đến hạn')}</a>}
    >
      {t('Tìm bằng mã, tên đường hay vài chữ trong nội dung; gõ có dấu hay không dấu đều được.')}
    </EmptyState>
  );
}
