// The screen of complaints: the list by due day, the chosen matter, and what can be done with it. On a phone the three are pages.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { ApiProblem, type DeskContext, numberWords } from '@city/ui/desk';
import { Button, EmptyState, ErrorState, LoadingState } from '@city/ui/parts';
import { DetailPane, ListPane, Panes, WorkList } from '@city/ui/staff';
import type { MatterItem } from '../contract.ts';
import { askList, askMatter, keys } from './api.ts';
import { boxHref, readAddress } from './boxes.ts';
import { MatterActions } from './matter-actions.tsx';
import { MatterDetail } from './matter-detail.tsx';
import { useWide } from './wide.ts';
import { problemWords, rowOf } from './words.ts';
import './complaints-desk.css';

export function Screen(desk: DeskContext) {
  const { href, navigate } = desk;
  const { box, id, isActing } = readAddress(href);
  const list = useQuery({
    queryKey: keys.list(box),
    queryFn: ({ signal }) => askList(box, signal),
    staleTime: 30_000,
    refetchOnWindowFocus: false,
  });
  const open = (next: string, page = 'detail') => navigate(`${boxHref(box)}&id=${next}&page=${page}`);
  const wide = useWide();
  const page = id === null ? 'list' : isActing ? 'action' : 'detail';
  return (
    // Beside the list its heading is the first; alone on a phone the open page needs one, and the actions are its main part.
    <div className="matters" data-page={page} role={!wide && page === 'action' ? 'main' : undefined}>
      {!wide && page === 'action' && <h1 className="vh">{desk.t('Khiếu nại, tố cáo')}</h1>}
      <Panes>
        <List desk={desk} box={box} id={id} list={list} onOpen={(next) => open(next)} />
        {id === null ? (
          <DetailPane title={desk.t('Chưa chọn đơn nào')}>
            <p className="muted">{desk.t('Chọn một đơn ở danh sách. Mỗi lần mở đơn đều ghi vào nhật ký.')}</p>
          </DetailPane>
        ) : (
          <One
            key={id}
            desk={desk}
            id={id}
            backHref={boxHref(box)}
            isActing={isActing}
            onPage={(to) => open(id, to)}
          />
        )}
      </Panes>
    </div>
  );
}

type ListProps = {
  desk: DeskContext;
  box: 'open' | 'ended';
  id: string | null;
  list: { data: MatterItem[] | undefined; error: unknown; refetch: () => Promise<unknown> };
  onOpen: (id: string) => void;
};

function List({ desk, box, id, list, onOpen }: ListProps) {
  const { t, lang } = desk;
  const words = { t, lang, now: new Date() };
  const items = list.data ?? [];
  const late = items.filter(({ isLate }) => isLate);
  const rest = items.filter(({ isLate }) => !isLate);
  const groups = [
    { key: 'late', title: t('Quá hạn'), need: true, items: late.map((item) => rowOf(item, words)) },
    {
      key: 'rest',
      title: box === 'open' ? t('Trong hạn') : t('Đơn đã xong'),
      items: rest.map((item) => rowOf(item, words)),
    },
  ].filter((group) => group.items.length > 0);
  return (
    <ListPane
      title={box === 'open' ? t('Khiếu nại, tố cáo') : t('Đơn đã xong')}
      sub={list.data && t('{count} đơn', { count: numberWords(items.length, lang) })}
    >
      {list.data === undefined &&
        (list.error ? (
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
        ) : (
          <LoadingState waitingFor={t('Đang chờ danh sách đơn.')} />
        ))}
      {list.data !== undefined && items.length === 0 && (
        <EmptyState icon="done" title={t('Không có đơn nào ở đây')}>
          {t('Đơn gửi đến cơ quan bạn sẽ hiện ở đây, gần hạn nhất trước.')}
        </EmptyState>
      )}
      {items.length > 0 && (
        <WorkList t={t} label={t('Đơn')} groups={groups} selectedId={id ?? undefined} onSelect={onOpen} />
      )}
    </ListPane>
  );
}

type OneProps = {
  desk: DeskContext;
  id: string;
  backHref: string;
  isActing: boolean;
  onPage: (to: string) => void;
};

function One({ desk, id, backHref, isActing, onPage }: OneProps) {
  const { t } = desk;
  const wide = useWide();
  const queries = useQueryClient();
  const matter = useQuery({
    queryKey: keys.one(id),
    queryFn: ({ signal }) => askMatter(id, signal),
    // A matter is read when it is opened and not again by itself: each read stands on the trail.
    staleTime: Infinity,
    gcTime: 0,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
  const back = (
    <>
      {!wide && !isActing && <h1 className="vh">{t('Khiếu nại, tố cáo')}</h1>}
      <a className="matter-back" href={backHref}>
        ‹ {t('Danh sách')}
      </a>
    </>
  );
  if (!matter.data)
    return (
      <DetailPane title={t('Đơn')} kicker={back}>
        {matter.isError ? (
          <ErrorState title={t('Chưa mở được đơn này')}>{problemWords(matter.error, t)}</ErrorState>
        ) : (
          <LoadingState waitingFor={t('Đang chờ nội dung đơn.')} />
        )}
      </DetailPane>
    );
  return (
    <>
      <MatterDetail desk={desk} view={matter.data} back={back} onAct={() => onPage('action')} />
      <MatterActions
        key={matter.data.version}
        desk={desk}
        view={matter.data}
        onBack={() => onPage('detail')}
        onDone={(after) => {
          queries.setQueryData(keys.one(id), after);
          void queries.invalidateQueries({ queryKey: keys.lists });
        }}
        onProblem={(error) => {
          if (error instanceof ApiProblem && (error.status === 412 || error.status === 409))
            void matter.refetch();
        }}
      />
    </>
  );
}
