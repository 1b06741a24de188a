// The dispatcher's screen: the board of incidents by what is due, one incident with its tasks and timeline, what may be done.
import { useQuery } from '@tanstack/react-query';
import { type DeskContext, momentWords } from '@city/ui/desk';
import { Button, DataList, EmptyState, ErrorState, LoadingState, Timeline } from '@city/ui/parts';
import { DetailPane, ListPane, Panes, useKeys, useNow, type WorkItem, WorkList } from '@city/ui/staff';
import type { IncidentDetail, IncidentView } from '../incidents/incident-view.ts';
import { AlarmState } from './alarm-state.tsx';
import { askIncident, askIncidents, keys, problemWords } from './api.ts';
import { IncidentActions } from './incident-actions.tsx';
import { NewIncident } from './new-incident.tsx';
import { TaskLine } from './task-line.tsx';
import { useCentre } from './use-centre.ts';
import { incidentStateWords, priorityWords, spanWords } from './words.ts';
import './operations-desk.css';

export function Screen(desk: DeskContext) {
  const { t, href, navigate, me } = desk;
  const query = new URL(href, location.origin).searchParams;
  const box = query.get('box') === 'closed' ? 'closed' : 'open';
  const [id, isNew] = [query.get('id'), query.has('new') || query.has('alarm')];
  const list = useQuery({
    queryKey: keys.incidents(box),
    queryFn: ({ signal }) => askIncidents(box, signal),
  });
  const now = useNow(10_000);
  useCentre();
  const mayHandle = ['operator', 'shift_lead', 'coordinator'].includes(me.post.role);
  useKeys(
    mayHandle ? [{ keys: 'n', name: t('mở sự cố mới'), run: () => navigate('/desk/incidents?new=1') }] : [],
  );
  const items = list.data ?? [];
  const title = box === 'open' ? t('Sự cố') : t('Sự cố đã đóng');
  const isList = id === null && !isNew;
  return (
    <div className="centre-board" data-page={isList ? 'list' : 'detail'} role={isList ? 'main' : undefined}>
      <Panes>
        <ListPane
          title={title}
          tools={
            <>
              {mayHandle ? (
                <Button size="sm" icon="plus" onClick={() => navigate('/desk/incidents?new=1')}>
                  {t('Mở sự cố')}
                </Button>
              ) : null}
              <Button
                size="sm"
                onClick={() => navigate(`/desk/incidents?box=${box === 'open' ? 'closed' : 'open'}`)}
              >
                {box === 'open' ? t('Đã đóng') : t('Đang mở')}
              </Button>
            </>
          }
        >
          {list.isPending && <LoadingState waitingFor={t('Đang lấy sự cố.')} />}
          {list.isError && (
            <ErrorState title={t('Chưa lấy được sự cố')}>{problemWords(list.error, t)}</ErrorState>
          )}
          {list.isSuccess && items.length === 0 && (
            <EmptyState icon="done" title={t('Không có sự cố nào')}>
              {t('Mở sự cố từ một báo động, hoặc bấm N.')}
            </EmptyState>
          )}
          {items.length > 0 && (
            <WorkList
              t={t}
              label={title}
              groups={groupsOf(desk, items, now)}
              selectedId={id ?? undefined}
              onSelect={(chosen) => navigate(`/desk/incidents?${new URLSearchParams({ box, id: chosen })}`)}
            />
          )}
        </ListPane>
        {isNew ? (
          <NewIncident desk={desk} query={query} />
        ) : id === null ? (
          <div className="det" />
        ) : (
          <Opened key={id} desk={desk} id={id} now={now} />
        )}
      </Panes>
    </div>
  );
}

function groupsOf(desk: DeskContext, items: readonly IncidentView[], now: Date) {
  const { t } = desk;
  const groups = Map.groupBy(items, ({ severity }) => severity);
  return [...groups].map(([severity, own]) => ({
    key: String(severity),
    title: t('Mức {n}: {words}', { n: severity, words: priorityWords(t, severity) }),
    items: own.map((item) => workItem(desk, item, now)),
  }));
}

/** The clock of an incident: until somebody has to be on it, then its tasks'. */
function workItem({ t, lang }: DeskContext, item: IncidentView, now: Date): WorkItem {
  const left = Date.parse(item.dueAt) - now.getTime();
  const waits = item.state === 'open';
  const isLate = (waits && left < 0) || item.tasksLate > 0;
  const due = waits
    ? left < 0
      ? t('Quá {span}', { span: spanWords(t, left) })
      : t('Còn {span}', { span: spanWords(t, left) })
    : item.tasksLate > 0
      ? t('{n} việc quá hẹn', { n: item.tasksLate })
      : t('{n} việc đang làm', { n: item.tasksOpen });
  return {
    id: item.id,
    icon: 'warning',
    title: item.title,
    meta: [item.number, item.wardName?.[lang], incidentStateWords(t, item.state)].filter(Boolean).join(' · '),
    due: { text: due, due: momentWords(new Date(item.dueAt), lang), tone: isLate ? 'late' : 'plain' },
  };
}

function Opened({ desk, id, now }: { readonly desk: DeskContext; readonly id: string; readonly now: Date }) {
  const { t, lang } = desk;
  const one = useQuery({ queryKey: keys.incident(id), queryFn: ({ signal }) => askIncident(id, signal) });
  if (one.isPending) return <LoadingState waitingFor={t('Đang lấy sự cố.')} />;
  if (one.isError)
    return <ErrorState title={t('Chưa mở được sự cố')}>{problemWords(one.error, t)}</ErrorState>;
  const { incident, tasks } = one.data;
  return (
    <>
      <DetailPane
        title={incident.title}
        kicker={
          <>
            <a className="det-back" href="/desk/incidents">
              {t('Danh sách')}
            </a>
            <span>
              {incident.number} · {incidentStateWords(t, incident.state)}
            </span>
          </>
        }
      >
        <DataList
          items={[
            { name: t('Loại'), value: incident.typeName[lang] },
            { name: t('Chủ trì'), value: incident.leadName[lang] },
            { name: t('Nơi'), value: incident.wardName?.[lang] ?? t('Chưa rõ') },
            { name: t('Mở lúc'), value: momentWords(new Date(incident.openedAt), lang) },
          ]}
        />
        <h3>{t('Việc đã giao')}</h3>
        {tasks.length === 0 ? (
          <p className="muted">{t('Chưa giao việc cho ai.')}</p>
        ) : (
          <ul className="centre-tasks">
            {tasks.map((task) => (
              <TaskLine key={task.id} desk={desk} task={task} now={now} />
            ))}
          </ul>
        )}
        <Alarms desk={desk} detail={one.data} />
        <h3>{t('Dòng thời gian')}</h3>
        <Timeline
          size="small"
          label={t('Dòng thời gian của sự cố')}
          items={one.data.timeline.map((line) => ({
            key: String(line.seq),
            time: momentWords(new Date(line.at), lang),
            dateTime: line.at,
            title: line.by ?? t('Hệ thống'),
            text: line.words,
            icon: 'clock',
            kind: 'past',
          }))}
        />
      </DetailPane>
      <aside className="act-pane centre-pane" aria-label={t('Việc cần làm')}>
        <IncidentActions key={`${id} ${incident.state}`} desk={desk} detail={one.data} />
      </aside>
    </>
  );
}

function Alarms({
  desk: { t, lang },
  detail,
}: {
  readonly desk: DeskContext;
  readonly detail: IncidentDetail;
}) {
  if (detail.alarmList.length === 0) return null;
  return (
    <>
      <h3>{t('Báo động của sự cố')}</h3>
      <ul className="centre-tasks">
        {detail.alarmList.map((alarm) => (
          <li key={alarm.id}>
            <a href={`/desk/alarms?${new URLSearchParams({ box: 'active', id: alarm.id })}`}>
              {alarm.title[lang]}
            </a>
            <AlarmState t={t} state={alarm.state} />
          </li>
        ))}
      </ul>
    </>
  );
}
