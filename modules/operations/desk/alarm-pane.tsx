// One alarm beside the list: cause, consequence, what to do step by step, what may be done now, every step so far.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { ApiProblem, type DeskContext, momentWords } from '@city/ui/desk';
import {
  Banner,
  Button,
  ButtonLink,
  DataList,
  ErrorState,
  LoadingState,
  TextInput,
  Timeline,
} from '@city/ui/parts';
import { useKeys } from '@city/ui/staff';
import { useState } from 'react';
import type { AlarmDetail } from '../alarms/alarm-view.ts';
import { limits } from '../limits.ts';
import { Priority } from './alarm-table.tsx';
import { askAlarm, keys, problemWords, send } from './api.ts';
import { AlarmState, alarmStateWords } from './alarm-state.tsx';
import { alarmActionWords } from './words.ts';

type Take = (verb: string, body?: object) => Promise<void>;

export function AlarmPane({ desk, id }: { readonly desk: DeskContext; readonly id: string }) {
  const { t, lang } = desk;
  const one = useQuery({ queryKey: keys.alarm(id), queryFn: ({ signal }) => askAlarm(id, signal) });
  const { busy, problem, take } = useVerbs(desk, one.data);
  const can = (action: string) => one.data?.actions.includes(action) === true;
  useKeys([{ keys: 'x', name: t('xác nhận'), run: () => void (can('ack') && !busy && take('ack')) }]);
  if (one.isPending) return <LoadingState waitingFor={t('Đang lấy báo động.')} />;
  if (one.isError)
    return <ErrorState title={t('Chưa mở được báo động')}>{problemWords(one.error, t)}</ErrorState>;
  const { alarm, sop } = one.data;
  return (
    <aside className="act-pane centre-pane" aria-label={t('Báo động đã chọn')}>
      <p className="centre-kicker">
        <Priority t={t} priority={alarm.priority} />
        <AlarmState t={t} state={alarm.state} />
      </p>
      <h2>{alarm.title[lang]}</h2>
      {problem === null ? null : (
        <p className="act-problem" role="alert">
          {problem}
        </p>
      )}
      <Verbs desk={desk} detail={one.data} busy={busy} take={take} />
      <h3>{t('Làm gì')}</h3>
      <p>
        <b>{one.data.response[lang]}</b>
      </p>
      <ol className="centre-sop">
        {sop.map((step) => (
          <li key={step.vi}>{step[lang]}</li>
        ))}
      </ol>
      <DataList
        items={[
          { name: t('Vì sao'), value: one.data.cause[lang] },
          { name: t('Nếu để yên'), value: one.data.consequence[lang] },
          { name: t('Nơi'), value: alarm.wardName?.[lang] ?? '–' },
          { name: t('Xảy ra'), value: momentWords(new Date(alarm.occurredAt), lang) },
        ]}
      />
      <Next desk={desk} detail={one.data} />
      <h3>{t('Từng bước')}</h3>
      <Timeline
        size="small"
        label={t('Từng bước của báo động')}
        items={one.data.history.map((step) => ({
          key: String(step.seq),
          time: momentWords(new Date(step.at), lang),
          dateTime: step.at,
          title: [alarmActionWords(t, step.action), step.by].filter(Boolean).join(' · '),
          text: step.words ?? undefined,
          icon: step.action === 'occur' || step.action === 'rise' ? 'bell' : 'clock',
          kind: step.action === 'occur' || step.action === 'rise' ? 'need' : 'past',
        }))}
      />
    </aside>
  );
}

function useVerbs({ t, announce }: DeskContext, detail: AlarmDetail | undefined) {
  const queries = useQueryClient();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const take: Take = async (verb, body = {}) => {
    if (!detail) return;
    setBusy(true);
    setProblem(null);
    try {
      const after = await send<AlarmDetail>(`alarms/${detail.alarm.id}/${verb}`, body, detail.alarm.version);
      queries.setQueryData(keys.alarm(detail.alarm.id), after);
      announce(t('Đã ghi: {state}', { state: alarmStateWords(t, after.alarm.state) }));
    } catch (error) {
      setProblem(problemWords(error, t));
      if (error instanceof ApiProblem && error.status === 412)
        await queries.invalidateQueries({ queryKey: keys.alarm(detail.alarm.id) });
    } finally {
      setBusy(false);
      void queries.invalidateQueries({ queryKey: keys.all });
    }
  };
  return { busy, problem, take };
}

interface VerbsProps {
  readonly desk: DeskContext;
  readonly detail: AlarmDetail;
  readonly busy: boolean;
  readonly take: Take;
}

function Verbs({ desk, detail, busy, take }: VerbsProps) {
  const { t, me } = desk;
  const can = (action: string) => detail.actions.includes(action);
  const plain = (['ack', 'unshelve', 'reset', 'restore'] as const).filter(can);
  return (
    <div className="centre-verbs">
      {plain.map((action) => (
        <Button
          key={action}
          look={action === 'ack' ? 'primary' : undefined}
          wide
          disabled={busy}
          onClick={() => void take(action)}
        >
          {alarmActionWords(t, action)}
        </Button>
      ))}
      {detail.alarm.asked ? (
        <Banner
          tone="soon"
          title={t('{who} xin tạm gác {n} phút', {
            who: detail.alarm.asked.title,
            n: detail.alarm.asked.minutes,
          })}
        >
          <p>{detail.alarm.asked.reason}</p>
          <Button disabled={busy} onClick={() => void take('confirm-shelf')}>
            {t('Đồng ý cho tạm gác')}
          </Button>
        </Banner>
      ) : null}
      <Reasoned
        t={t}
        detail={detail}
        busy={busy}
        take={take}
        mayRemove={can('remove') && me.post.role === 'shift_lead'}
      />
    </div>
  );
}

/** What needs a reason: one field for it, the verbs beside it. */
function Reasoned({
  t,
  detail,
  busy,
  take,
  mayRemove,
}: Omit<VerbsProps, 'desk'> & { readonly t: DeskContext['t']; readonly mayRemove: boolean }) {
  const [words, setWords] = useState('');
  const [minutes, setMinutes] = useState(Math.min(30, detail.mostShelfMinutes));
  const can = (action: string) => detail.actions.includes(action);
  if (detail.actions.length === 0) return null;
  const isShort = words.trim().length < limits.reasonMin;
  const after = () => setWords('');
  return (
    <details className="centre-more">
      <summary>{t('Tạm gác, ghi chú, bỏ xác nhận')}</summary>
      <TextInput
        t={t}
        id={`why-${detail.alarm.id}`}
        name="words"
        label={t('Lý do')}
        hint={t('Ít nhất {n} chữ cái, người sau đọc được', { n: limits.reasonMin })}
        value={words}
        maxLength={limits.wordsMax}
        onChange={(event) => setWords(event.target.value)}
      />
      {can('shelve') ? (
        <>
          <TextInput
            t={t}
            id={`minutes-${detail.alarm.id}`}
            name="minutes"
            type="number"
            min={1}
            max={detail.mostShelfMinutes}
            label={t('Tạm gác mấy phút, nhiều nhất {n}', { n: detail.mostShelfMinutes })}
            value={String(minutes)}
            onChange={(event) => setMinutes(Number(event.target.value))}
          />
          <Button
            disabled={busy || isShort}
            onClick={() => void take('shelve', { minutes, words }).then(after)}
          >
            {detail.shelfNeedsSecond ? t('Xin tạm gác, cần người thứ hai') : t('Tạm gác')}
          </Button>
        </>
      ) : null}
      <Button disabled={busy || isShort} onClick={() => void take('note', { words }).then(after)}>
        {t('Ghi chú')}
      </Button>
      {can('unack') ? (
        <Button disabled={busy || isShort} onClick={() => void take('unack', { words }).then(after)}>
          {t('Bỏ xác nhận')}
        </Button>
      ) : null}
      {mayRemove ? (
        <Button disabled={busy || isShort} onClick={() => void take('remove', { words }).then(after)}>
          {t('Ngừng dùng')}
        </Button>
      ) : null}
    </details>
  );
}

/** From the alarm on: the incident it belongs to or one that is opened from it, and the warning that may follow. */
function Next({ desk: { t, me }, detail }: { readonly desk: DeskContext; readonly detail: AlarmDetail }) {
  const { alarm, incidentType, warningEvent } = detail;
  const isCentre = me.post.role === 'operator' || me.post.role === 'shift_lead';
  if (!isCentre) return null;
  const from = new URLSearchParams({ alarm: alarm.id, type: incidentType, title: alarm.title.vi });
  return (
    <p className="centre-next">
      {alarm.incidentId ? (
        <ButtonLink href={`/desk/incidents?id=${alarm.incidentId}`}>{t('Xem sự cố')}</ButtonLink>
      ) : (
        <ButtonLink href={`/desk/incidents?${from}`}>{t('Mở sự cố từ báo động này')}</ButtonLink>
      )}
      {warningEvent ? (
        <ButtonLink
          href={`/desk/warnings?${new URLSearchParams({ event: warningEvent, ...(alarm.ward ? { area: alarm.ward } : {}) })}`}
        >
          {t('Soạn cảnh báo cho dân')}
        </ButtonLink>
      ) : null}
    </p>
  );
}
