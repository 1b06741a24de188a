// The screen of data requests: the queue by the clock that runs now, one request, what can be done. On a phone the three are pages.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { askJson, type DeskContext, numberWords } from '@city/ui/desk';
import { Button, EmptyState, ErrorState, LoadingState } from '@city/ui/parts';
import { DetailPane, ListPane, Panes, WorkList } from '@city/ui/staff';
import type { RequestItem, RequestView } from '../contract.ts';
import { RequestActions } from './request-actions.tsx';
import { RequestDetail } from './request-detail.tsx';
import { useWide } from './wide.ts';
import { problemWords, rowOf } from './words.ts';
import './privacy-desk.css';

type Box = 'open' | 'closed';
const keys = {
  lists: ['privacy', 'requests'] as const,
  list: (box: Box) => ['privacy', 'requests', box] as const,
  one: (id: string) => ['privacy', 'request', id] as const,
};

function readAddress(href: string): { box: Box; id: string | null; isActing: boolean } {
  const query = new URL(href, 'http://desk').searchParams;
  return {
    box: query.get('box') === 'closed' ? 'closed' : 'open',
    id: query.get('id'),
    isActing: query.get('page') === 'action',
  };
}

export function Screen(desk: DeskContext) {
  const { t, href, navigate } = desk;
  const { box, id, isActing } = readAddress(href);
  const wide = useWide();
  const home = `/desk/data-requests?box=${box}`;
  const open = (next: string, page = 'detail') => navigate(`${home}&id=${next}&page=${page}`);
  const page = id === null ? 'list' : isActing ? 'action' : 'detail';
  return (
    <div className="data-desk" data-page={page} role={!wide && page === 'action' ? 'main' : undefined}>
      {!wide && page === 'action' && <h1 className="vh">{t('Yêu cầu về dữ liệu')}</h1>}
      <Panes>
        <List desk={desk} box={box} id={id} onOpen={(next) => open(next)} />
        {id === null ? (
          <DetailPane title={t('Chưa chọn yêu cầu nào')}>
            <p className="muted">{t('Chọn một yêu cầu ở danh sách. Mỗi lần mở đều ghi vào nhật ký.')}</p>
          </DetailPane>
        ) : (
          <One key={id} desk={desk} id={id} home={home} isActing={isActing} onPage={(to) => open(id, to)} />
        )}
      </Panes>
    </div>
  );
}

type ListProps = { desk: DeskContext; box: Box; id: string | null; onOpen: (id: string) => void };

function List({ desk, box, id, onOpen }: ListProps) {
  const { t, lang } = desk;
  const list = useQuery({
    queryKey: keys.list(box),
    queryFn: async ({ signal }) =>
      (await askJson<{ items: RequestItem[] }>(`/api/desk/data-requests?box=${box}`, { signal })).items,
    staleTime: 30_000,
    refetchOnWindowFocus: false,
  });
  const items = list.data ?? [];
  const words = { t, lang, now: new Date() };
  const rows = (isLate: boolean) =>
    items.filter((item) => item.isLate === isLate).map((item) => rowOf(item, words));
  const groups = [
    { key: 'late', title: t('Quá hạn'), need: true, items: rows(true) },
    { key: 'rest', title: box === 'open' ? t('Trong hạn') : t('Yêu cầu đã xong'), items: rows(false) },
  ].filter((group) => group.items.length > 0);
  return (
    <ListPane
      title={box === 'open' ? t('Yêu cầu về dữ liệu') : t('Yêu cầu đã xong')}
      sub={list.data && t('{count} yêu cầu', { count: numberWords(items.length, lang) })}
    >
      {list.isPending && <LoadingState waitingFor={t('Đang chờ danh sách yêu cầu.')} />}
      {list.isError && (
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
      {list.data?.length === 0 && (
        <EmptyState icon="done" title={t('Không có yêu cầu nào ở đây')}>
          {t('Người dân hỏi, sửa, xóa dữ liệu của mình thì yêu cầu hiện ở đây, gần hạn nhất trước.')}
        </EmptyState>
      )}
      {items.length > 0 && (
        <WorkList t={t} label={t('Yêu cầu')} groups={groups} selectedId={id ?? undefined} onSelect={onOpen} />
      )}
    </ListPane>
  );
}

type OneProps = {
  desk: DeskContext;
  id: string;
  home: string;
  isActing: boolean;
  onPage: (to: string) => void;
};

function One({ desk, id, home, isActing, onPage }: OneProps) {
  const { t } = desk;
  const wide = useWide();
  const queries = useQueryClient();
  const request = useQuery({
    queryKey: keys.one(id),
    queryFn: ({ signal }) =>
      askJson<RequestView>(`/api/desk/data-requests/${encodeURIComponent(id)}`, { signal }),
    // Read when it is opened and not again by itself: each read stands on the trail.
    staleTime: Infinity,
    gcTime: 0,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
  const back = (
    <>
      {!wide && !isActing && <h1 className="vh">{t('Yêu cầu về dữ liệu')}</h1>}
      <a className="data-back" href={home}>
        ‹ {t('Danh sách')}
      </a>
    </>
  );
  if (!request.data)
    return (
      <DetailPane title={t('Yêu cầu')} kicker={back}>
        {request.isError ? (
          <ErrorState title={t('Chưa mở được yêu cầu này')}>{problemWords(request.error, t)}</ErrorState>
        ) : (
          <LoadingState waitingFor={t('Đang chờ nội dung yêu cầu.')} />
        )}
      </DetailPane>
    );
  return (
    <>
      <RequestDetail desk={desk} view={request.data} back={back} onAct={() => onPage('action')} />
      <RequestActions
        key={`${request.data.state} ${request.data.isExtended}`}
        desk={desk}
        view={request.data}
        onBack={() => onPage('detail')}
        onDone={(after) => {
          queries.setQueryData(keys.one(id), after);
          void queries.invalidateQueries({ queryKey: keys.lists });
        }}
      />
    </>
  );
}
