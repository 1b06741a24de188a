// The desk of petitions: one queue by due time, the chosen petition, and what can be done with it.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type DeskContext, momentWords, numberWords } from '@city/ui/desk';
import { EmptyState, ErrorState, LoadingState } from '@city/ui/parts';
import { DetailPane, ListPane, Panes, type WorkItem, WorkList } from '@city/ui/staff';
import { type Queue, queues } from '../cases/queues.ts';
import type { PetitionItem } from '../contract.ts';
import { PetitionTag } from '../pages/progress.part.tsx';
import { stateName } from '../pages/state-words.ts';
import { askPetition, askQueue, keys, problemWords, queueHref, queueNames, queuesFor } from './api.ts';
import { PetitionActions } from './petition-actions.tsx';
import { PetitionDetail } from './petition-detail.tsx';
import './petitions-desk.css';

export function Screen(desk: DeskContext) {
  const { t, href, me } = desk;
  const query = new URL(href, location.origin).searchParams;
  const asked = query.get('queue') as Queue | null;
  const queue = asked && queues.includes(asked) ? asked : (queuesFor(me.post.role)[0] as Queue);
  const code = query.get('code');
  const list = useQuery({ queryKey: keys.list(queue), queryFn: ({ signal }) => askQueue(queue, signal) });
  const items = list.data ?? [];
  const { name } = queueNames(t)[queue];
  return (
    // While nothing is open the list is the main part, also on a phone, which shows it alone.
    <div
      className="petition-desk"
      data-page={code === null ? 'list' : 'detail'}
      role={code === null ? 'main' : undefined}
    >
      <Panes>
        <ListPane title={name} sub={list.data && t('{n} kiến nghị, gần hẹn nhất trước', { n: items.length })}>
          {list.isPending && <LoadingState waitingFor={t('Đang lấy kiến nghị.')} />}
          {list.isError && (
            <ErrorState title={t('Chưa lấy được danh sách')}>{problemWords(list.error, t)}</ErrorState>
          )}
          {list.isSuccess && items.length === 0 && (
            <EmptyState icon="tick" title={t('Không có gì chờ ở đây')}>
              {t('Khi có kiến nghị cần bạn, nó hiện ở đây kèm hẹn.')}
            </EmptyState>
          )}
          {items.length > 0 && (
            <WorkList
              t={t}
              label={name}
              groups={[{ key: queue, title: name, items: items.map((item) => workItem(desk, item)) }]}
              selectedId={code ?? undefined}
              onSelect={(id) => desk.navigate(queueHref(queue, id))}
            />
          )}
        </ListPane>
        {code === null ? (
          <div className="det" />
        ) : (
          <Opened key={code} desk={desk} code={code} queue={queue} />
        )}
      </Panes>
    </div>
  );
}

function workItem({ t, lang }: DeskContext, item: PetitionItem): WorkItem {
  const due = item.dueAt ?? item.signUntil;
  return {
    id: item.code,
    icon: 'pencil',
    title: item.title,
    meta: `${item.unit?.name[lang] ?? t('Cả thành phố')} · ${stateName(t, item.state)}`,
    due: {
      text: item.isOverdue
        ? t('Quá hẹn')
        : `${numberWords(item.signatures, lang)}/${numberWords(item.threshold, lang)}`,
      due: due === null ? '' : momentWords(new Date(due), lang),
      tone: item.isOverdue ? 'late' : 'plain',
    },
  };
}

function Opened({ desk, code, queue }: { desk: DeskContext; code: string; queue: Queue }) {
  const { t, lang } = desk;
  const queries = useQueryClient();
  const one = useQuery({ queryKey: keys.one(code), queryFn: ({ signal }) => askPetition(code, signal) });
  if (one.isPending) return <LoadingState waitingFor={t('Đang lấy kiến nghị.')} />;
  if (one.isError)
    return <ErrorState title={t('Chưa mở được kiến nghị')}>{problemWords(one.error, t)}</ErrorState>;
  const { petition } = one.data;
  return (
    <>
      <DetailPane
        title={petition.title}
        kicker={
          <>
            <a className="det-back" href={queueHref(queue)}>
              {t('Danh sách')}
            </a>
            <PetitionTag t={t} item={petition} />
          </>
        }
      >
        <PetitionDetail t={t} lang={lang} view={one.data} />
      </DetailPane>
      <aside className="act-pane petition-act" aria-label={t('Việc cần làm')}>
        <PetitionActions
          key={petition.version}
          desk={desk}
          view={one.data}
          onDone={(after) => {
            queries.setQueryData(keys.one(code), after);
            void queries.invalidateQueries({ queryKey: keys.all });
            desk.announce(t('Đã ghi: {state}', { state: stateName(t, after.petition.state) }));
          }}
          onStale={() => void queries.invalidateQueries({ queryKey: keys.one(code) })}
        />
      </aside>
    </>
  );
}
